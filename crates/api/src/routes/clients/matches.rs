use actix_web::{post, web};
use domain::access::Permission;
use domain::clients::{ClientMatch, MatchCriteria};
use domain::page::Page;

use crate::db::{Db, Operation, Purpose, Rate, clients};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static MATCHES: Operation =
    Operation::new("clients.matches", Permission::AdmitClients, Purpose::Treatment).rate(Rate::CountySearch);

/// Find records that may be the person about to be added, the likeliest first.
///
/// A search: nothing is changed, no key is needed.
#[utoipa::path(tag = "clients", operation_id = "clients.matches",
    security(("session" = ["admit_clients"]), ("bearer" = ["admit_clients"])),
    request_body = MatchCriteria,
    responses((status = 200, description = "The likely duplicates, at most twenty, on one page", body = Page<ClientMatch>)))]
#[post("/clients/matches")]
pub(super) async fn matches(
    caller: Caller,
    body: Valid<MatchCriteria>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<ClientMatch>>> {
    Ok(Shown::plain(db.read(&caller, &MATCHES, move |tx| clients::matches(tx, &body.0)).await?))
}
