use actix_web::{post, web};
use domain::access::Permission;
use domain::authorizations::{NewAuthorization, Submitted};

use super::operation;
use crate::db::{Db, Operation, authorizations};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static SUBMIT: Operation = operation("authorizations.submit", Permission::RequestAuthorizations);

/// Request an authorization.
///
/// Every rule runs again on the server; all fields at fault are named at once. The number is given at once. With
/// `split`, a period that crosses 30 June makes two requests. Once sent, a request changes only by a change request.
#[utoipa::path(tag = "authorizations", operation_id = "authorizations.submit",
    security(("session" = ["request_authorizations"]), ("bearer" = ["request_authorizations"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewAuthorization,
    responses((status = 201, description = "Sent, with number", body = Submitted),
        (status = 404, description = "No such client, or one the agency never had")))]
#[post("/authorizations")]
pub(super) async fn submit(caller: Caller, body: Valid<NewAuthorization>, db: web::Data<Db>) -> Reply<Written> {
    Ok(db.write(&caller, &SUBMIT, move |tx| authorizations::submit(tx, &body.0)).await?)
}
