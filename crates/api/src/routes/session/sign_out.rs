use actix_web::HttpRequest;
use actix_web::{HttpResponse, Responder as _, delete, web};

use super::own;
use crate::db::{Db, Operation, session};
use crate::http::caller::Caller;
use crate::http::reply::Reply;
use crate::http::token::no_cookie;

static SIGN_OUT: Operation = own("session.sign_out");
static EVERYWHERE: Operation = own("session.sign_out_everywhere");

/// Sign out of this session.
#[utoipa::path(tag = "session", operation_id = "session.sign_out", security(("session" = ["own_session"]), ("bearer" = ["own_session"])),
    responses((status = 204, description = "Signed out")))]
#[delete("/session")]
pub(super) async fn sign_out(request: HttpRequest, caller: Caller, db: web::Data<Db>) -> Reply<HttpResponse> {
    let written = db.write(&caller, &SIGN_OUT, session::end).await?;
    Ok(leave(written.respond_to(&request)))
}

/// Sign out everywhere: every session of this person ends, this one too.
#[utoipa::path(tag = "session", operation_id = "session.sign_out_everywhere", security(("session" = ["own_session"]), ("bearer" = ["own_session"])),
    responses((status = 204, description = "Signed out everywhere")))]
#[delete("/sessions")]
pub(super) async fn sign_out_everywhere(
    request: HttpRequest,
    caller: Caller,
    db: web::Data<Db>,
) -> Reply<HttpResponse> {
    let written = db.write(&caller, &EVERYWHERE, session::end_all).await?;
    Ok(leave(written.respond_to(&request)))
}

/// Takes the cookie and whatever the browser kept of the pages.
fn leave(mut answer: HttpResponse) -> HttpResponse {
    // Only fails on a malformed cookie, which this constant is not.
    let _ = answer.add_cookie(&no_cookie());
    answer.headers_mut().insert(
        actix_web::http::header::HeaderName::from_static("clear-site-data"),
        actix_web::http::header::HeaderValue::from_static("\"cache\", \"storage\""),
    );
    answer
}
