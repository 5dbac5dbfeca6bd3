use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpResponse, post, web};
use domain::factors::{ConfirmFactor, ConfirmedFactor};
use uuid::Uuid;

use super::{kept, own};
use crate::db::factors::{self, Kept};
use crate::db::{Db, Operation};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::Reply;

static CONFIRM: Operation = own("factors.confirm");

/// Put an authenticator app in use, with a code that proves it has the key.
///
/// With the first factor ten recovery codes are made and shown once. Your other sessions end.
#[utoipa::path(tag = "factors", operation_id = "factors.confirm", security(("session" = ["own_session"]), ("bearer" = ["own_session"])),
    params(("id" = Uuid, Path, description = "The factor"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = ConfirmFactor,
    responses((status = 200, description = "In use from now on", body = ConfirmedFactor),
        (status = 404, description = "None of yours waits for its proof under this id"),
        (status = 409, description = "The same request did this before")))]
#[post("/factors/{id}/confirmation")]
pub(super) async fn confirm(
    caller: Caller,
    path: web::Path<Uuid>,
    body: Valid<ConfirmFactor>,
    db: web::Data<Db>,
) -> Reply<HttpResponse> {
    let codes = factors::make_codes();
    let made = codes.clone();
    let written =
        db.write(&caller, &CONFIRM, move |tx| factors::confirm(tx, path.into_inner(), &body.0.code, &made)).await?;
    let Kept { factor, first } = kept(&written)?;
    let recovery_codes = if first { codes } else { Vec::new() };
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(ConfirmedFactor { factor, recovery_codes }))
}
