use actix_web::{get, web};
use domain::access::Permission;
use domain::page::Page;
use domain::people::User;

use crate::db::people::UserFilter;
use crate::db::{Db, Operation, Purpose, people};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = Operation::new("users.list", Permission::ReadPeople, Purpose::Operations);

/// People by name: one's own organization's, for the county everybody.
#[utoipa::path(tag = "people", operation_id = "users.list",
    security(("session" = ["read_people"]), ("bearer" = ["read_people"])),
    params(UserFilter),
    responses((status = 200, description = "A page of people", body = Page<User>)))]
#[get("/users")]
pub(super) async fn list(caller: Caller, query: web::Query<UserFilter>, db: web::Data<Db>) -> Reply<Shown<Page<User>>> {
    Ok(Shown::plain(db.read(&caller, &LIST, move |tx| people::list(tx, &query)).await?))
}
