use actix_web::{post, web};
use domain::access::Permission;
use domain::clients::{ClientCriteria, ClientHit};
use domain::page::Page;

use crate::db::{Db, Operation, Purpose, Rate, clients};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static LOOKUP: Operation =
    Operation::new("clients.lookup", Permission::ReadClients, Purpose::Treatment).rate(Rate::ClientLookup);

/// Look up a client among those one's own agency has or had; the county looks among all.
///
/// A search: criteria travel in the body, nothing is changed, no key is needed.
#[utoipa::path(tag = "clients", operation_id = "clients.lookup",
    security(("session" = ["read_clients"]), ("bearer" = ["read_clients"])),
    request_body = ClientCriteria,
    responses((status = 200, description = "A page of clients, by last and first name", body = Page<ClientHit>)))]
#[post("/clients/lookup")]
pub(super) async fn lookup(
    caller: Caller,
    body: Valid<ClientCriteria>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<ClientHit>>> {
    Ok(Shown::plain(db.read(&caller, &LOOKUP, move |tx| clients::lookup(tx, &body.0)).await?))
}
