use actix_web::{get, web};
use domain::access::Permission;
use domain::authorizations::Authorization;
use uuid::Uuid;

use super::operation;
use crate::db::{Db, Operation, authorizations};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static READ: Operation = operation("authorizations.read", Permission::ReadAuthorizations);

/// One authorization with its documents, conversation, changes and history.
///
/// `allowed` names what the caller may do with it now. Internal notes are shown to county staff only.
#[utoipa::path(tag = "authorizations", operation_id = "authorizations.read",
    security(("session" = ["read_authorizations"]), ("bearer" = ["read_authorizations"])),
    params(("id" = Uuid, Path, description = "The authorization")),
    responses((status = 200, description = "The authorization", body = Authorization),
        (status = 404, description = "No such authorization, or another agency's")))]
#[get("/authorizations/{id}")]
pub(super) async fn read(caller: Caller, id: web::Path<Uuid>, db: web::Data<Db>) -> Reply<Shown<Authorization>> {
    let whole = db.read(&caller, &READ, move |tx| authorizations::read(tx, id.into_inner())).await?;
    let version = whole.version;
    Ok(Shown::versioned(whole, version))
}
