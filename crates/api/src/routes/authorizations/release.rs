use actix_web::{delete, web};
use domain::access::Permission;
use domain::authorizations::Authorization;
use uuid::Uuid;

use super::operation;
use crate::db::{Db, Operation, authorizations};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static RELEASE: Operation = operation("authorizations.release", Permission::ReviewAuthorizations);

/// Give a request back to the queue.
#[utoipa::path(tag = "authorizations", operation_id = "authorizations.release",
    security(("session" = ["review_authorizations"]), ("bearer" = ["review_authorizations"])),
    params(("id" = Uuid, Path, description = "The authorization")),
    responses((status = 200, description = "The authorization as it is now", body = Authorization),
        (status = 404, description = "No such authorization, or another agency's"),
        (status = 409, description = "It is not being reviewed")))]
#[delete("/authorizations/{id}/claim")]
pub(super) async fn release(caller: Caller, id: web::Path<Uuid>, db: web::Data<Db>) -> Reply<Written> {
    Ok(db.write(&caller, &RELEASE, move |tx| authorizations::release(tx, id.into_inner())).await?)
}
