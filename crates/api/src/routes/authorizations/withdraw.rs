use actix_web::{post, web};
use domain::access::Permission;
use domain::authorizations::{Authorization, Withdrawal};
use uuid::Uuid;

use super::operation;
use crate::db::{Db, Operation, authorizations};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static WITHDRAW: Operation = operation("authorizations.withdraw", Permission::RequestAuthorizations);

/// Take back a request that is not decided.
#[utoipa::path(tag = "authorizations", operation_id = "authorizations.withdraw",
    security(("session" = ["request_authorizations"]), ("bearer" = ["request_authorizations"])),
    params(("id" = Uuid, Path, description = "The authorization"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = Withdrawal,
    responses((status = 200, description = "The authorization as it is now", body = Authorization),
        (status = 404, description = "No such authorization, or another agency's"),
        (status = 409, description = "It is decided, or withdrawn already")))]
#[post("/authorizations/{id}/withdrawal")]
pub(super) async fn withdraw(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Valid<Withdrawal>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &WITHDRAW, move |tx| authorizations::withdraw(tx, id.into_inner(), &body.0)).await?)
}
