use actix_web::{get, web};
use domain::access::Permission;
use domain::organizations::Program;
use domain::page::Page;

use crate::db::organizations::ProgramFilter;
use crate::db::{Db, Operation, Purpose, organizations};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = Operation::new("programs.list", Permission::ReadReference, Purpose::Operations);

/// Programs by name: one's own organization's, for the county everybody's, or those of the organization named.
#[utoipa::path(tag = "organizations", operation_id = "programs.list",
    security(("session" = ["read_reference"]), ("bearer" = ["read_reference"])),
    params(ProgramFilter),
    responses((status = 200, description = "A page of programs", body = Page<Program>)))]
#[get("/programs")]
pub(super) async fn list_programs(
    caller: Caller,
    query: web::Query<ProgramFilter>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<Program>>> {
    Ok(Shown::plain(db.read(&caller, &LIST, move |tx| organizations::list_programs(tx, &query)).await?))
}
