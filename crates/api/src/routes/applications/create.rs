use actix_web::{post, web};
use domain::applications::{Application, NewApplication};

use super::{check_address, manages};
use crate::db::{Db, Operation, applications};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};
use crate::outbound::KeyCache;

static CREATE: Operation = manages("applications.create");

/// Register another vendor's application. Its `id` is the `client_id` it asks for tokens with at `/oauth/token`.
#[utoipa::path(tag = "applications", operation_id = "applications.create",
    security(("session" = ["manage_applications"]), ("bearer" = ["manage_applications"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewApplication,
    responses((status = 201, description = "The application", body = Application)))]
#[post("/applications")]
pub(super) async fn create(
    caller: Caller,
    body: Valid<NewApplication>,
    db: web::Data<Db>,
    keys: web::Data<KeyCache>,
) -> Reply<Written> {
    let written = db.write(&caller, &CREATE, move |tx| {
        check_address(body.0.jwks_url.as_ref(), &keys)?;
        applications::create(tx, &body.0)
    });
    Ok(written.await?)
}
