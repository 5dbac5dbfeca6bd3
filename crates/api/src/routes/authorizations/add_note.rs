use actix_web::{post, web};
use domain::access::Permission;
use domain::authorizations::{Authorization, NewNote};
use uuid::Uuid;

use super::operation;
use crate::db::{Db, Operation, authorizations};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static NOTE: Operation = operation("authorizations.add_note", Permission::WriteNotes);

/// Add a note to the conversation.
///
/// Internal notes are county staff's own; nothing about them reaches the agency.
#[utoipa::path(tag = "authorizations", operation_id = "authorizations.add_note",
    security(("session" = ["write_notes"]), ("bearer" = ["write_notes"])),
    params(("id" = Uuid, Path, description = "The authorization"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewNote,
    responses((status = 201, description = "The authorization as it is now", body = Authorization),
        (status = 404, description = "No such authorization, or another agency's"),
        (status = 409, description = "Notes cannot be added")))]
#[post("/authorizations/{id}/notes")]
pub(super) async fn add_note(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Valid<NewNote>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &NOTE, move |tx| authorizations::add_note(tx, id.into_inner(), &body.0)).await?)
}
