use actix_web::{get, web};
use domain::access::Permission;
use domain::consents::Consent;
use domain::page::Page;
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, consents};
use crate::http::caller::Caller;
use crate::http::cursor::PageQuery;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = Operation::new("consents.list", Permission::ReadClients, Purpose::Treatment);

/// A client's consents, the latest signature first: of programs one works in, and those that name the reader.
#[utoipa::path(tag = "consents", operation_id = "consents.list",
    security(("session" = ["read_clients"]), ("bearer" = ["read_clients"])),
    params(("id" = Uuid, Path, description = "The client"), PageQuery),
    responses((status = 200, description = "A page of consents", body = Page<Consent>),
        (status = 404, description = "No client here that you may know of")))]
#[get("/clients/{id}/consents")]
pub(super) async fn list(
    caller: Caller,
    path: web::Path<Uuid>,
    query: web::Query<PageQuery>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<Consent>>> {
    Ok(Shown::plain(db.read(&caller, &LIST, move |tx| consents::list(tx, path.into_inner(), &query)).await?))
}
