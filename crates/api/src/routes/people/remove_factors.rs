use actix_web::{delete, web};
use domain::access::Permission;
use domain::people::User;
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, people};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static REMOVE: Operation =
    Operation::new("users.remove_factors", Permission::ManagePeople, Purpose::Operations).fresh();

/// Take away the second factors of a person who lost them. Their sessions end, and they are told.
///
/// Wants password or code again when the session's last proof is more than five minutes old.
#[utoipa::path(tag = "people", operation_id = "users.remove_factors",
    security(("session" = ["manage_people"]), ("bearer" = ["manage_people"])),
    params(("id" = Uuid, Path, description = "The person")),
    responses((status = 200, description = "The account", body = User),
        (status = 404, description = "Nobody here whom you may manage"),
        (status = 409, description = "It is your own account")))]
#[delete("/users/{id}/factors")]
pub(super) async fn remove_factors(caller: Caller, path: web::Path<Uuid>, db: web::Data<Db>) -> Reply<Written> {
    Ok(db.write(&caller, &REMOVE, move |tx| people::take_factors(tx, path.into_inner())).await?)
}
