use actix_web::{get, web};
use domain::access::Permission;
use domain::enrollments::Enrollment;
use domain::page::Page;
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, enrollments};
use crate::http::caller::Caller;
use crate::http::cursor::PageQuery;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = Operation::new("enrollments.list", Permission::ReadClients, Purpose::Treatment);

/// A client's admissions, the latest first: one's own organization's, for the county all.
#[utoipa::path(tag = "enrollments", operation_id = "enrollments.list",
    security(("session" = ["read_clients"]), ("bearer" = ["read_clients"])),
    params(("id" = Uuid, Path, description = "The client"), PageQuery),
    responses((status = 200, description = "A page of admissions", body = Page<Enrollment>),
        (status = 404, description = "No client here that you may know of")))]
#[get("/clients/{id}/enrollments")]
pub(super) async fn list(
    caller: Caller,
    path: web::Path<Uuid>,
    query: web::Query<PageQuery>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<Enrollment>>> {
    Ok(Shown::plain(db.read(&caller, &LIST, move |tx| enrollments::list(tx, path.into_inner(), &query)).await?))
}
