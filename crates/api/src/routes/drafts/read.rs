use actix_web::{get, web};
use domain::drafts::Draft;
use uuid::Uuid;

use super::own;
use crate::db::{Db, Operation, drafts};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static READ: Operation = own("drafts.read");

/// One of one's own drafts.
#[utoipa::path(tag = "drafts", operation_id = "drafts.read",
    security(("session" = ["keep_drafts"]), ("bearer" = ["keep_drafts"])),
    params(("id" = Uuid, Path, description = "The draft")),
    responses((status = 200, description = "The form as it was left", body = Draft),
        (status = 404, description = "No draft of one's own, or an old one")))]
#[get("/drafts/{id}")]
pub(super) async fn read(caller: Caller, id: web::Path<Uuid>, db: web::Data<Db>) -> Reply<Shown<Draft>> {
    let id = id.into_inner();
    let draft = db.read(&caller, &READ, move |tx| drafts::read(tx, id)).await?;
    let version = draft.version;
    Ok(Shown::versioned(draft, version))
}
