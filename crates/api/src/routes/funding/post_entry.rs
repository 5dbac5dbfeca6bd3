use actix_web::{post, web};
use domain::access::Permission;
use domain::funding::{NewLedgerEntry, ProviderAuthorizationDetail};
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, funding};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static POST: Operation = Operation::new("funding.post_entry", Permission::ManageFunding, Purpose::Payment);

/// Amend a provider authorization, draw on it, or return money to it.
///
/// The ledger only ever grows. A draw that would take the balance below zero is refused, however many arrive at
/// once.
#[utoipa::path(tag = "funding", operation_id = "funding.post_entry",
    security(("session" = ["manage_funding"]), ("bearer" = ["manage_funding"])),
    params(("id" = Uuid, Path, description = "The provider authorization"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewLedgerEntry,
    responses((status = 201, description = "The entry is posted", body = ProviderAuthorizationDetail),
        (status = 404, description = "No such provider authorization")))]
#[post("/provider-authorizations/{id}/ledger")]
pub(super) async fn post_entry(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Valid<NewLedgerEntry>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &POST, move |tx| funding::post_entry(tx, id.into_inner(), &body.0)).await?)
}
