use actix_web::{get, web};
use domain::access::Permission;
use domain::organizations::Organization;
use domain::page::Page;

use crate::db::{Db, Operation, Purpose, organizations};
use crate::http::caller::Caller;
use crate::http::cursor::PageQuery;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = Operation::new("organizations.list", Permission::ReadReference, Purpose::Operations);

/// Every organization of the network, by name.
#[utoipa::path(tag = "organizations", operation_id = "organizations.list",
    security(("session" = ["read_reference"]), ("bearer" = ["read_reference"])),
    params(PageQuery),
    responses((status = 200, description = "A page of organizations", body = Page<Organization>)))]
#[get("/organizations")]
pub(super) async fn list(
    caller: Caller,
    query: web::Query<PageQuery>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<Organization>>> {
    Ok(Shown::plain(db.read(&caller, &LIST, move |tx| organizations::list(tx, &query)).await?))
}
