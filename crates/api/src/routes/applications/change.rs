use actix_web::{patch, web};
use domain::applications::{Application, ChangeApplication};
use uuid::Uuid;

use super::{check_address, manages};
use crate::db::{Db, Operation, applications};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::if_match::IfMatch;
use crate::http::reply::{Reply, Written};
use crate::outbound::KeyCache;

static CHANGE: Operation = manages("applications.change");

/// Change an application, suspend or revoke it. What is taken away is gone at once.
#[utoipa::path(tag = "applications", operation_id = "applications.change",
    security(("session" = ["manage_applications"]), ("bearer" = ["manage_applications"])),
    params(("id" = Uuid, Path, description = "The application"),
        ("If-Match" = String, Header, description = "The ETag you were given")),
    request_body = ChangeApplication,
    responses((status = 200, description = "The application as it is now", body = Application),
        (status = 404, description = "No such application"),
        (status = 409, description = "It was revoked, which is for good"),
        (status = 412, description = "Somebody changed it in the meantime"),
        (status = 428, description = "If-Match is missing")))]
#[patch("/applications/{id}")]
pub(super) async fn change(
    caller: Caller,
    id: web::Path<Uuid>,
    seen: IfMatch,
    body: Valid<ChangeApplication>,
    db: web::Data<Db>,
    keys: web::Data<KeyCache>,
) -> Reply<Written> {
    let id = id.into_inner();
    let written = db.write(&caller, &CHANGE, move |tx| {
        check_address(body.0.jwks_url.as_ref(), &keys)?;
        applications::change(tx, id, seen, &body.0)
    });
    Ok(written.await?)
}
