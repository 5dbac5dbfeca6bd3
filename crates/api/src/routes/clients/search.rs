use actix_web::{post, web};
use domain::access::Permission;
use domain::clients::{ClientCriteria, ClientHit};
use domain::page::Page;

use crate::db::{Db, Operation, Purpose, Rate, clients};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static SEARCH: Operation =
    Operation::new("clients.search", Permission::SearchCounty, Purpose::Treatment).rate(Rate::CountySearch);

/// Search every client of the county, for the minimum of fields.
///
/// A search: criteria travel in the body, nothing is changed, no key is needed. Every one is recorded, and they are
/// limited in number.
#[utoipa::path(tag = "clients", operation_id = "clients.search",
    security(("session" = ["search_county"]), ("bearer" = ["search_county"])),
    request_body = ClientCriteria,
    responses((status = 200, description = "A page of clients, by last and first name", body = Page<ClientHit>)))]
#[post("/clients/search")]
pub(super) async fn search(
    caller: Caller,
    body: Valid<ClientCriteria>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<ClientHit>>> {
    Ok(Shown::plain(db.read(&caller, &SEARCH, move |tx| clients::search(tx, &body.0)).await?))
}
