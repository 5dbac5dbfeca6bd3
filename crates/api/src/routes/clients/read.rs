use actix_web::{get, web};
use domain::access::Permission;
use domain::clients::Client;
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, Rate, clients};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static READ: Operation =
    Operation::new("clients.read", Permission::ReadClients, Purpose::Treatment).rate(Rate::ClientLookup);

/// A client's record: demographics, former names, and what holds today.
#[utoipa::path(tag = "clients", operation_id = "clients.read",
    security(("session" = ["read_clients"]), ("bearer" = ["read_clients"])),
    params(("id" = Uuid, Path, description = "The client")),
    responses((status = 200, description = "The record", body = Client),
        (status = 404, description = "No client here that you may know of")))]
#[get("/clients/{id}")]
pub(super) async fn read(caller: Caller, path: web::Path<Uuid>, db: web::Data<Db>) -> Reply<Shown<Client>> {
    let found = clients::read(&db, &caller, &READ, path.into_inner()).await?;
    let version = found.version;
    Ok(Shown::versioned(found, version))
}
