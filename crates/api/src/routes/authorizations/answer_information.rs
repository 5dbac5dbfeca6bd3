use actix_web::{post, web};
use domain::access::Permission;
use domain::authorizations::{Authorization, InformationAnswer};
use uuid::Uuid;

use super::operation;
use crate::db::{Db, Operation, authorizations};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static ANSWER: Operation = operation("authorizations.answer_information", Permission::RequestAuthorizations);

/// Answer the county's question, with documents if need be. The decision clock goes on.
#[utoipa::path(tag = "authorizations", operation_id = "authorizations.answer_information",
    security(("session" = ["request_authorizations"]), ("bearer" = ["request_authorizations"])),
    params(("id" = Uuid, Path, description = "The authorization"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = InformationAnswer,
    responses((status = 200, description = "The authorization as it is now", body = Authorization),
        (status = 404, description = "No such authorization, or another agency's"),
        (status = 409, description = "The county is not waiting for information")))]
#[post("/authorizations/{id}/information")]
pub(super) async fn answer_information(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Valid<InformationAnswer>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &ANSWER, move |tx| authorizations::answer_information(tx, id.into_inner(), &body.0)).await?)
}
