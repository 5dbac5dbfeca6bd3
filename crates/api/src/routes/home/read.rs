use actix_web::{get, web};
use domain::access::Permission;
use domain::home::Home;

use crate::db::{Db, Operation, Purpose, home};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static READ: Operation = Operation::new("home.read", Permission::ReadAuthorizations, Purpose::Payment);

/// What needs this person today: grouped by kind, counted, oldest first.
#[utoipa::path(tag = "home", operation_id = "home.read",
    security(("session" = ["read_authorizations"]), ("bearer" = ["read_authorizations"])),
    responses((status = 200, description = "Groups that hold something, the most urgent kind first", body = Home)))]
#[get("/home")]
pub(super) async fn read(caller: Caller, db: web::Data<Db>) -> Reply<Shown<Home>> {
    Ok(Shown::plain(db.read(&caller, &READ, home::home).await?))
}
