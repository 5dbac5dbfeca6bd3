use actix_web::{put, web};
use domain::drafts::{Draft, SaveDraft};
use uuid::Uuid;

use super::own;
use crate::db::{Db, Operation, drafts};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::if_match::MaybeIfMatch;
use crate::http::reply::{Reply, Written};

static SAVE: Operation = own("drafts.save");

/// Keep a draft under an id of the caller's choice.
///
/// Without `If-Match` the last save wins: it is one's own typing. With it, a draft that was saved elsewhere in the
/// meantime is not overwritten. A draft is kept for 30 days after it was last saved.
#[utoipa::path(tag = "drafts", operation_id = "drafts.save",
    security(("session" = ["keep_drafts"]), ("bearer" = ["keep_drafts"])),
    params(("id" = Uuid, Path, description = "The draft; a new one for a new form"),
        ("If-Match" = Option<String>, Header, description = "The ETag you were given, to overwrite only that version")),
    request_body = SaveDraft,
    responses((status = 200, description = "Saved over the former", body = Draft),
        (status = 201, description = "Saved for the first time", body = Draft),
        (status = 404, description = "The id is another person's"),
        (status = 412, description = "Saved elsewhere in the meantime")))]
#[put("/drafts/{id}")]
pub(super) async fn save(
    caller: Caller,
    id: web::Path<Uuid>,
    seen: MaybeIfMatch,
    body: Valid<SaveDraft>,
    db: web::Data<Db>,
) -> Reply<Written> {
    let id = id.into_inner();
    Ok(db.write(&caller, &SAVE, move |tx| drafts::save(tx, id, seen.0, body.0)).await?)
}
