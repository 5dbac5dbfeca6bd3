use actix_web::{get, web};
use domain::access::Permission;
use domain::members::ProgramMember;
use domain::page::Page;
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, members};
use crate::http::caller::Caller;
use crate::http::cursor::PageQuery;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = Operation::new("members.list", Permission::ReadPeople, Purpose::Operations);

/// The programs a person works or worked in, the latest first.
#[utoipa::path(tag = "members", operation_id = "members.list",
    security(("session" = ["read_people"]), ("bearer" = ["read_people"])),
    params(("id" = Uuid, Path, description = "The person"), PageQuery),
    responses((status = 200, description = "A page of memberships", body = Page<ProgramMember>),
        (status = 404, description = "Nobody here whom you may see")))]
#[get("/users/{id}/programs")]
pub(super) async fn list(
    caller: Caller,
    path: web::Path<Uuid>,
    query: web::Query<PageQuery>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<ProgramMember>>> {
    Ok(Shown::plain(db.read(&caller, &LIST, move |tx| members::list(tx, path.into_inner(), &query)).await?))
}
