use actix_web::{get, web};
use domain::access::Permission;
use domain::coverage::CoverageSpan;
use domain::page::Page;
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, coverage};
use crate::http::caller::Caller;
use crate::http::cursor::PageQuery;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = Operation::new("coverage.list", Permission::ReadClients, Purpose::Payment);

/// A client's coverage, the latest first.
#[utoipa::path(tag = "coverage", operation_id = "coverage.list",
    security(("session" = ["read_clients"]), ("bearer" = ["read_clients"])),
    params(("id" = Uuid, Path, description = "The client"), PageQuery),
    responses((status = 200, description = "A page of spans", body = Page<CoverageSpan>),
        (status = 404, description = "No client here that you may know of")))]
#[get("/clients/{id}/coverage")]
pub(super) async fn list(
    caller: Caller,
    path: web::Path<Uuid>,
    query: web::Query<PageQuery>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<CoverageSpan>>> {
    Ok(Shown::plain(db.read(&caller, &LIST, move |tx| coverage::list(tx, path.into_inner(), &query)).await?))
}
