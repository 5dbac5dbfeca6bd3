use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpResponse, post, web};
use domain::factors::{NewTotp, TotpSetUp, base32};

use super::{kept, own};
use crate::db::factors::{self, Begun};
use crate::db::{Db, Operation};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::Reply;
use crate::totp;

static BEGIN: Operation = own("factors.begin").fresh();

/// Begin to set up an authenticator app. The key is shown once; the factor counts when a code has confirmed it.
///
/// Wants password or code again when the session's last proof is more than five minutes old.
#[utoipa::path(tag = "factors", operation_id = "factors.begin", security(("session" = ["own_session"]), ("bearer" = ["own_session"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewTotp,
    responses((status = 201, description = "The factor to confirm, and its key", body = TotpSetUp),
        (status = 409, description = "There are too many, or the same request did this before")))]
#[post("/factors")]
pub(super) async fn begin_totp(caller: Caller, body: Valid<NewTotp>, db: web::Data<Db>) -> Reply<HttpResponse> {
    let secret = totp::new_secret();
    let key = base32(&secret);
    let written = db.write(&caller, &BEGIN, move |tx| factors::begin_totp(tx, &body.0, &secret)).await?;
    let Begun { factor, user_name, county_name } = kept(&written)?;
    let uri = address(&county_name, &user_name, &key);
    let set_up = TotpSetUp { factor, secret: key, uri };
    Ok(HttpResponse::Created().insert_header((CACHE_CONTROL, "no-store")).json(set_up))
}

/// What an app reads out of the picture.
fn address(county: &str, user_name: &str, key: &str) -> String {
    let issuer = escaped(&format!("Portico {county}"));
    format!("otpauth://totp/{issuer}:{}?secret={key}&issuer={issuer}", escaped(user_name))
}

/// Everything but letters, digits, dots and hyphens as `%` and two digits a byte.
fn escaped(text: &str) -> String {
    let one = |byte: u8| match byte {
        b'.' | b'-' | b'_' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn apps_are_told_county_and_person() {
        assert_eq!(
            address("Mariposa Bay", "a.ñ", "MZXW6YTB"),
            "otpauth://totp/Portico%20Mariposa%20Bay:a.%C3%B1?secret=MZXW6YTB&issuer=Portico%20Mariposa%20Bay"
        );
    }
}
