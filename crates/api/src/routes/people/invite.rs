use actix_web::{HttpResponse, post, web};
use domain::access::Permission;
use domain::people::Invitation;
use uuid::Uuid;

use super::hand_over;
use crate::db::{Db, Operation, Purpose, people};
use crate::http::caller::Caller;
use crate::http::guard::PublicOrigin;
use crate::http::reply::Reply;
use crate::one_time::OneTime;

static INVITE: Operation = Operation::new("users.invite", Permission::ManagePeople, Purpose::Operations);

/// Make a new invitation, shown once: for somebody who did not use theirs in time, or who forgot their password.
///
/// The former invitation, the password and every session of the person are over at once.
#[utoipa::path(tag = "people", operation_id = "users.invite",
    security(("session" = ["manage_people"]), ("bearer" = ["manage_people"])),
    params(("id" = Uuid, Path, description = "The person"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    responses((status = 200, description = "The account and its invitation", body = Invitation),
        (status = 404, description = "Nobody here whom you may manage"),
        (status = 409, description = "It is your own account, an inactive one, or the same request did this before")))]
#[post("/users/{id}/invitation")]
pub(super) async fn invite(
    caller: Caller,
    path: web::Path<Uuid>,
    db: web::Data<Db>,
    origin: web::Data<PublicOrigin>,
) -> Reply<HttpResponse> {
    let secret = OneTime::make();
    let link = secret.link(&origin.0);
    let written = db.write(&caller, &INVITE, move |tx| people::invite(tx, path.into_inner(), &secret)).await?;
    Ok(hand_over(&written, link)?)
}
