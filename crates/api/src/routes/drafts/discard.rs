use actix_web::{delete, web};
use uuid::Uuid;

use super::own;
use crate::db::{Db, Operation, drafts};
use crate::http::caller::Caller;
use crate::http::if_match::MaybeIfMatch;
use crate::http::reply::{Reply, Written};

static DISCARD: Operation = own("drafts.discard");

/// Throw a draft away.
#[utoipa::path(tag = "drafts", operation_id = "drafts.discard",
    security(("session" = ["keep_drafts"]), ("bearer" = ["keep_drafts"])),
    params(("id" = Uuid, Path, description = "The draft"),
        ("If-Match" = Option<String>, Header, description = "The ETag you were given, to discard only that version")),
    responses((status = 204, description = "It is gone"),
        (status = 404, description = "No draft of one's own"),
        (status = 412, description = "Saved elsewhere in the meantime")))]
#[delete("/drafts/{id}")]
pub(super) async fn discard(
    caller: Caller,
    id: web::Path<Uuid>,
    seen: MaybeIfMatch,
    db: web::Data<Db>,
) -> Reply<Written> {
    let id = id.into_inner();
    Ok(db.write(&caller, &DISCARD, move |tx| drafts::discard(tx, id, seen.0)).await?)
}
