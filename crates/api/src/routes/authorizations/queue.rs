use actix_web::{get, web};
use domain::access::Permission;
use domain::authorizations::{AuthorizationRow, QueueFilter};
use domain::page::Page;

use super::operation;
use crate::db::{Db, Operation, authorizations};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static QUEUE: Operation = operation("authorizations.queue", Permission::ReviewAuthorizations);

/// What waits for a decision, soonest due first.
#[utoipa::path(tag = "authorizations", operation_id = "authorizations.queue",
    security(("session" = ["review_authorizations"]), ("bearer" = ["review_authorizations"])), params(QueueFilter),
    responses((status = 200, description = "A page of the queue", body = Page<AuthorizationRow>)))]
#[get("/review-queue")]
pub(super) async fn queue(
    caller: Caller,
    filter: web::Query<QueueFilter>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<AuthorizationRow>>> {
    Ok(Shown::plain(db.read(&caller, &QUEUE, move |tx| authorizations::queue(tx, &filter)).await?))
}
