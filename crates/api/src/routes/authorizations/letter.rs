use actix_web::{get, web};
use domain::access::Permission;
use domain::authorizations::Letter;
use uuid::Uuid;

use super::operation;
use crate::db::{Db, Operation, authorizations};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static LETTER: Operation = operation("authorizations.letter", Permission::ReadAuthorizations);

/// Everything the printed decision letter needs.
#[utoipa::path(tag = "authorizations", operation_id = "authorizations.letter",
    security(("session" = ["read_authorizations"]), ("bearer" = ["read_authorizations"])),
    params(("id" = Uuid, Path, description = "The authorization")),
    responses((status = 200, description = "The letter", body = Letter),
        (status = 404, description = "No such authorization, or another agency's"),
        (status = 409, description = "It is not decided yet")))]
#[get("/authorizations/{id}/letter")]
pub(super) async fn letter(caller: Caller, id: web::Path<Uuid>, db: web::Data<Db>) -> Reply<Shown<Letter>> {
    Ok(Shown::plain(db.read(&caller, &LETTER, move |tx| authorizations::letter(tx, id.into_inner())).await?))
}
