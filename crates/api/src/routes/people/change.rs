use actix_web::{patch, web};
use domain::access::Permission;
use domain::people::{ChangeUser, User};
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, people};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::if_match::IfMatch;
use crate::http::reply::{Reply, Written};

static CHANGE: Operation = Operation::new("users.change", Permission::ManagePeople, Purpose::Operations);

/// Change an account. A new role and deactivation end every session of the person at once.
#[utoipa::path(tag = "people", operation_id = "users.change",
    security(("session" = ["manage_people"]), ("bearer" = ["manage_people"])),
    params(("id" = Uuid, Path, description = "The person"), ("If-Match" = String, Header, description = "The ETag you were given")),
    request_body = ChangeUser,
    responses((status = 200, description = "The account as it is now", body = User),
        (status = 404, description = "Nothing here that you may change"),
        (status = 412, description = "Somebody changed it in the meantime"),
        (status = 428, description = "If-Match is missing")))]
#[patch("/users/{id}")]
pub(super) async fn change(
    caller: Caller,
    path: web::Path<Uuid>,
    seen: IfMatch,
    body: Valid<ChangeUser>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &CHANGE, move |tx| people::change(tx, path.into_inner(), seen, &body.0)).await?)
}
