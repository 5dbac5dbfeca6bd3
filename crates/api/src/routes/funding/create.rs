use actix_web::{post, web};
use domain::access::Permission;
use domain::funding::{NewProviderAuthorization, ProviderAuthorizationDetail};

use crate::db::{Db, Operation, Purpose, funding};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static CREATE: Operation = Operation::new("funding.create", Permission::ManageFunding, Purpose::Payment);

/// Set up a provider authorization: an agency's dollars from one source in one fiscal year.
#[utoipa::path(tag = "funding", operation_id = "funding.create",
    security(("session" = ["manage_funding"]), ("bearer" = ["manage_funding"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewProviderAuthorization,
    responses((status = 201, description = "It is set up", body = ProviderAuthorizationDetail),
        (status = 409, description = "The agency has one for this source and fiscal year already")))]
#[post("/provider-authorizations")]
pub(super) async fn create(caller: Caller, body: Valid<NewProviderAuthorization>, db: web::Data<Db>) -> Reply<Written> {
    Ok(db.write(&caller, &CREATE, move |tx| funding::create(tx, &body.0)).await?)
}
