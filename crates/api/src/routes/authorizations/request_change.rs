use actix_web::{post, web};
use domain::access::Permission;
use domain::authorizations::{Authorization, NewChangeRequest};
use uuid::Uuid;

use super::operation;
use crate::db::{Db, Operation, authorizations};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static ASK: Operation = operation("authorizations.request_change", Permission::RequestAuthorizations);

/// Ask to change the dates, units or program of a request that was sent.
///
/// The rules of a request run on what it would become. One change may wait at a time.
#[utoipa::path(tag = "authorizations", operation_id = "authorizations.request_change",
    security(("session" = ["request_authorizations"]), ("bearer" = ["request_authorizations"])),
    params(("id" = Uuid, Path, description = "The authorization"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewChangeRequest,
    responses((status = 201, description = "The authorization as it is now", body = Authorization),
        (status = 404, description = "No such authorization, or another agency's"),
        (status = 409, description = "A change is waiting already, or the authorization is over")))]
#[post("/authorizations/{id}/change-requests")]
pub(super) async fn request_change(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Valid<NewChangeRequest>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &ASK, move |tx| authorizations::request_change(tx, id.into_inner(), &body.0)).await?)
}
