use actix_web::{post, web};
use domain::access::Permission;
use domain::authorizations::{Authorization, InformationRequest};
use uuid::Uuid;

use super::operation;
use crate::db::{Db, Operation, authorizations};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static ASK: Operation = operation("authorizations.request_information", Permission::ReviewAuthorizations);

/// Ask the agency for information. The decision clock stops until it answers.
#[utoipa::path(tag = "authorizations", operation_id = "authorizations.request_information",
    security(("session" = ["review_authorizations"]), ("bearer" = ["review_authorizations"])),
    params(("id" = Uuid, Path, description = "The authorization"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = InformationRequest,
    responses((status = 200, description = "The authorization as it is now", body = Authorization),
        (status = 404, description = "No such authorization, or another agency's"),
        (status = 409, description = "Another reviewer has it, or it is not being reviewed")))]
#[post("/authorizations/{id}/information-request")]
pub(super) async fn request_information(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Valid<InformationRequest>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &ASK, move |tx| authorizations::request_information(tx, id.into_inner(), &body.0)).await?)
}
