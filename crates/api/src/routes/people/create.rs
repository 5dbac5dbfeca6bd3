use actix_web::{HttpResponse, post, web};
use domain::access::Permission;
use domain::people::{Invitation, NewUser};

use super::hand_over;
use crate::db::{Db, Operation, Purpose, people};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::guard::PublicOrigin;
use crate::http::reply::Reply;
use crate::one_time::OneTime;

static CREATE: Operation = Operation::new("users.create", Permission::ManagePeople, Purpose::Operations);

/// Add a person. They choose their password by the link in the answer, which is shown once and good for 72 hours.
#[utoipa::path(tag = "people", operation_id = "users.create",
    security(("session" = ["manage_people"]), ("bearer" = ["manage_people"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewUser,
    responses((status = 201, description = "The account and its invitation", body = Invitation),
        (status = 409, description = "The user name is taken, or the same request did this before")))]
#[post("/users")]
pub(super) async fn create(
    caller: Caller,
    body: Valid<NewUser>,
    db: web::Data<Db>,
    origin: web::Data<PublicOrigin>,
) -> Reply<HttpResponse> {
    let secret = OneTime::make();
    let link = secret.link(&origin.0);
    let written = db.write(&caller, &CREATE, move |tx| people::create(tx, &body.0, &secret)).await?;
    Ok(hand_over(&written, link)?)
}
