use actix_web::{HttpResponse, post, web};
use domain::access::Permission;
use domain::people::FirstPassword;
use uuid::Uuid;

use super::hand_over;
use crate::commands::user::first_password;
use crate::db::{Db, Operation, Purpose, people};
use crate::http::caller::Caller;
use crate::http::reply::Reply;
use crate::passwords;

static RESET: Operation = Operation::new("users.reset_password", Permission::ManagePeople, Purpose::Operations);

/// Give a person a new first password, shown once, and end their sessions.
#[utoipa::path(tag = "people", operation_id = "users.reset_password",
    security(("session" = ["manage_people"]), ("bearer" = ["manage_people"])),
    params(("id" = Uuid, Path, description = "The person"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    responses((status = 200, description = "The account and its first password", body = FirstPassword),
        (status = 404, description = "Nobody here whom you may manage"),
        (status = 409, description = "It is your own account, or the same request did this before")))]
#[post("/users/{id}/password-reset")]
pub(super) async fn reset_password(caller: Caller, path: web::Path<Uuid>, db: web::Data<Db>) -> Reply<HttpResponse> {
    // Hashing is dear, so whoever may not do this is turned away first.
    db.read(&caller, &RESET, |_| Ok(())).await?;
    let password = first_password();
    let hash = passwords::hash(password.clone()).await?;
    let written = db.write(&caller, &RESET, move |tx| people::reset_password(tx, path.into_inner(), &hash)).await?;
    Ok(hand_over(&written, password)?)
}
