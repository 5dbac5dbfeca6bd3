use actix_web::{get, web};
use domain::access::Permission;
use domain::authorizations::Facts;
use uuid::Uuid;

use super::operation;
use crate::db::{Db, Operation, authorizations};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static FACTS: Operation = operation("authorizations.facts", Permission::RequestAuthorizations);

/// Everything the rules of a request need to know about one client.
///
/// For the caller's own agency: its sites, its admissions of the client, its P-Auths and its authorizations, with
/// the client's coverage. The same facts are loaded again when the request is sent.
#[utoipa::path(tag = "authorizations", operation_id = "authorizations.facts",
    security(("session" = ["request_authorizations"]), ("bearer" = ["request_authorizations"])),
    params(("id" = Uuid, Path, description = "The client")),
    responses((status = 200, description = "The facts", body = Facts),
        (status = 404, description = "No such client, or one the agency never had")))]
#[get("/clients/{id}/authorization-facts")]
pub(super) async fn facts(caller: Caller, id: web::Path<Uuid>, db: web::Data<Db>) -> Reply<Shown<Facts>> {
    Ok(Shown::plain(db.read(&caller, &FACTS, move |tx| authorizations::facts(tx, id.into_inner())).await?))
}
