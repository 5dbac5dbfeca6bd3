use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpResponse, post, web};
use domain::factors::{Factors, RecoveryCodes};

use super::{kept, own};
use crate::db::{Db, Operation, factors};
use crate::http::caller::Caller;
use crate::http::reply::Reply;

static REPLACE: Operation = own("recovery_codes.replace").fresh();

/// Make ten new recovery codes, shown once. Those made before are no longer good.
///
/// Wants password or code again when the session's last proof is more than five minutes old.
#[utoipa::path(tag = "factors", operation_id = "recovery_codes.replace", security(("session" = ["own_session"]), ("bearer" = ["own_session"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    responses((status = 200, description = "The codes", body = RecoveryCodes),
        (status = 409, description = "You have no second factor, or the same request did this before")))]
#[post("/recovery-codes")]
pub(super) async fn replace(caller: Caller, db: web::Data<Db>) -> Reply<HttpResponse> {
    let codes = factors::make_codes();
    let made = codes.clone();
    let written = db.write(&caller, &REPLACE, move |tx| factors::replace_codes(tx, &made)).await?;
    kept::<Factors>(&written)?;
    Ok(HttpResponse::Ok().insert_header((CACHE_CONTROL, "no-store")).json(RecoveryCodes { codes }))
}
