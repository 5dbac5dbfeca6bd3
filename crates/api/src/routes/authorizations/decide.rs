use actix_web::{post, web};
use domain::access::Permission;
use domain::authorizations::{Authorization, Decision};
use uuid::Uuid;

use super::operation;
use crate::db::{Db, Operation, authorizations};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static DECIDE: Operation = operation("authorizations.decide", Permission::ReviewAuthorizations);

/// Approve a request, approve it in part, or deny it.
///
/// Only the reviewer who has claimed it may. A denial needs a reason; deciding while required documents are missing
/// needs one too.
#[utoipa::path(tag = "authorizations", operation_id = "authorizations.decide",
    security(("session" = ["review_authorizations"]), ("bearer" = ["review_authorizations"])),
    params(("id" = Uuid, Path, description = "The authorization"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = Decision,
    responses((status = 200, description = "The authorization as it is now", body = Authorization),
        (status = 404, description = "No such authorization, or another agency's"),
        (status = 409, description = "Another reviewer has it, or it is decided already")))]
#[post("/authorizations/{id}/decision")]
pub(super) async fn decide(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Valid<Decision>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &DECIDE, move |tx| authorizations::decide(tx, id.into_inner(), &body.0)).await?)
}
