use actix_web::{get, web};
use domain::access::Permission;
use domain::funding::FundingSource;

use crate::db::{Db, Operation, Purpose, funding};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static SOURCES: Operation = Operation::new("funding.sources", Permission::ReadReference, Purpose::Operations);

/// Funding sources, their benefit plans, and the procedures each plan covers.
#[utoipa::path(tag = "funding", operation_id = "funding.sources",
    security(("session" = ["read_reference"]), ("bearer" = ["read_reference"])),
    responses((status = 200, description = "Every source, by number", body = Vec<FundingSource>)))]
#[get("/funding-sources")]
pub(super) async fn sources(caller: Caller, db: web::Data<Db>) -> Reply<Shown<&'static [FundingSource]>> {
    Ok(Shown::plain(db.read(&caller, &SOURCES, |_| Ok(funding::sources())).await?))
}
