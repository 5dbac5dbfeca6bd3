use actix_web::{post, web};
use domain::access::Permission;
use domain::authorizations::{Authorization, ChangeDecision};
use uuid::Uuid;

use super::operation;
use crate::db::{Db, Operation, authorizations};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static DECIDE: Operation = operation("authorizations.decide_change", Permission::ReviewAuthorizations);

/// Take a change over, or refuse it.
///
/// The rules run again before a change is taken over.
#[utoipa::path(tag = "authorizations", operation_id = "authorizations.decide_change",
    security(("session" = ["review_authorizations"]), ("bearer" = ["review_authorizations"])),
    params(("id" = Uuid, Path, description = "The change request"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = ChangeDecision,
    responses((status = 200, description = "The authorization as it is now", body = Authorization),
        (status = 404, description = "No such change request"),
        (status = 409, description = "The change is answered already, or the authorization is over")))]
#[post("/change-requests/{id}/decision")]
pub(super) async fn decide_change(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Valid<ChangeDecision>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &DECIDE, move |tx| authorizations::decide_change(tx, id.into_inner(), &body.0)).await?)
}
