use actix_web::{get, web};
use domain::access::Permission;
use domain::authorizations::{AuthorizationFilter, AuthorizationRow};
use domain::page::Page;

use super::operation;
use crate::db::{Db, Operation, authorizations};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = operation("authorizations.list", Permission::ReadAuthorizations);

/// Authorizations, newest first.
///
/// An agency gets its own, county staff get all.
#[utoipa::path(tag = "authorizations", operation_id = "authorizations.list",
    security(("session" = ["read_authorizations"]), ("bearer" = ["read_authorizations"])),
    params(AuthorizationFilter),
    responses((status = 200, description = "A page of them", body = Page<AuthorizationRow>)))]
#[get("/authorizations")]
pub(super) async fn list(
    caller: Caller,
    filter: web::Query<AuthorizationFilter>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<AuthorizationRow>>> {
    Ok(Shown::plain(db.read(&caller, &LIST, move |tx| authorizations::list(tx, &filter)).await?))
}
