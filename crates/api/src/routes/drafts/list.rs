use actix_web::{get, web};
use domain::drafts::{Draft, DraftFilter};
use domain::page::Page;

use super::own;
use crate::db::{Db, Operation, drafts};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = own("drafts.list");

/// One's own drafts, last saved first.
#[utoipa::path(tag = "drafts", operation_id = "drafts.list",
    security(("session" = ["keep_drafts"]), ("bearer" = ["keep_drafts"])), params(DraftFilter),
    responses((status = 200, description = "The drafts of the last 30 days", body = Page<Draft>)))]
#[get("/drafts")]
pub(super) async fn list(
    caller: Caller,
    filter: web::Query<DraftFilter>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<Draft>>> {
    Ok(Shown::plain(db.read(&caller, &LIST, move |tx| drafts::list(tx, &filter)).await?))
}
