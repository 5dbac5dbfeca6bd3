use actix_web::{get, web};
use domain::access::Permission;
use domain::funding::{ProviderAuthorization, ProviderAuthorizationFilter};
use domain::page::Page;

use crate::db::{Db, Operation, Purpose, funding};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = Operation::new("funding.list", Permission::ReadFunding, Purpose::Payment);

/// Provider authorizations with what is left of them.
///
/// An agency gets its own, county staff get all. Newest fiscal year first, then by funding source.
#[utoipa::path(tag = "funding", operation_id = "funding.list",
    security(("session" = ["read_funding"]), ("bearer" = ["read_funding"])), params(ProviderAuthorizationFilter),
    responses((status = 200, description = "A page of them", body = Page<ProviderAuthorization>)))]
#[get("/provider-authorizations")]
pub(super) async fn list(
    caller: Caller,
    filter: web::Query<ProviderAuthorizationFilter>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<ProviderAuthorization>>> {
    Ok(Shown::plain(db.read(&caller, &LIST, move |tx| funding::list(tx, &filter)).await?))
}
