use actix_web::{post, web};
use domain::access::Permission;
use domain::authorizations::Authorization;
use uuid::Uuid;

use super::operation;
use crate::db::{Db, Operation, authorizations};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static CLAIM: Operation = operation("authorizations.claim", Permission::ReviewAuthorizations);

/// Take a request for review, so that nobody else decides it.
#[utoipa::path(tag = "authorizations", operation_id = "authorizations.claim",
    security(("session" = ["review_authorizations"]), ("bearer" = ["review_authorizations"])),
    params(("id" = Uuid, Path, description = "The authorization"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    responses((status = 200, description = "The authorization as it is now", body = Authorization),
        (status = 404, description = "No such authorization, or another agency's"),
        (status = 409, description = "A reviewer has it already, or it is decided")))]
#[post("/authorizations/{id}/claim")]
pub(super) async fn claim(caller: Caller, id: web::Path<Uuid>, db: web::Data<Db>) -> Reply<Written> {
    Ok(db.write(&caller, &CLAIM, move |tx| authorizations::claim(tx, id.into_inner())).await?)
}
