use actix_web::{HttpResponse, post, web};
use domain::access::Permission;
use domain::people::{FirstPassword, NewUser};

use super::hand_over;
use crate::commands::user::first_password;
use crate::db::{Db, Operation, Purpose, people};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::Reply;
use crate::passwords;

static CREATE: Operation = Operation::new("users.create", Permission::ManagePeople, Purpose::Operations);

/// Add a person. Their first password is made by the system, shown once, and must be changed.
#[utoipa::path(tag = "people", operation_id = "users.create",
    security(("session" = ["manage_people"]), ("bearer" = ["manage_people"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewUser,
    responses((status = 201, description = "The account and its first password", body = FirstPassword),
        (status = 409, description = "The user name is taken, or the same request did this before")))]
#[post("/users")]
pub(super) async fn create(caller: Caller, body: Valid<NewUser>, db: web::Data<Db>) -> Reply<HttpResponse> {
    // Hashing is dear, so whoever may not do this is turned away first.
    db.read(&caller, &CREATE, |_| Ok(())).await?;
    let password = first_password();
    let hash = passwords::hash(password.clone()).await?;
    let written = db.write(&caller, &CREATE, move |tx| people::create(tx, &body.0, &hash)).await?;
    Ok(hand_over(&written, password)?)
}
