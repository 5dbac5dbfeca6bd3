use actix_web::{get, web};
use domain::access::Permission;
use domain::funding::ProviderAuthorizationDetail;
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, funding};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static READ: Operation = Operation::new("funding.read", Permission::ReadFunding, Purpose::Payment);

/// One provider authorization with every movement of its money.
#[utoipa::path(tag = "funding", operation_id = "funding.read",
    security(("session" = ["read_funding"]), ("bearer" = ["read_funding"])),
    params(("id" = Uuid, Path, description = "The provider authorization")),
    responses((status = 200, description = "With its ledger, oldest entry first", body = ProviderAuthorizationDetail),
        (status = 404, description = "No such provider authorization, or another agency's")))]
#[get("/provider-authorizations/{id}")]
pub(super) async fn read(
    caller: Caller,
    id: web::Path<Uuid>,
    db: web::Data<Db>,
) -> Reply<Shown<ProviderAuthorizationDetail>> {
    let whole = db.read(&caller, &READ, move |tx| funding::read(tx, id.into_inner())).await?;
    let version = whole.provider_authorization.version;
    Ok(Shown::versioned(whole, version))
}
