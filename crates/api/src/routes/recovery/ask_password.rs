use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::recovery::{ForgotPassword, RecoveryKind, RecoveryNext};

use super::next;
use crate::db::{Db, recovery};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::limits::{Limits, address};
use crate::http::reply::Reply;
use crate::mail::Mailer;

/// Ask for a link to choose another password.
///
/// The answer is the same whether anybody has the name or not. Where the installation sends mail, a link that is good
/// for 30 minutes goes to the account's address; otherwise whoever manages the account sees the request.
#[utoipa::path(tag = "session", operation_id = "recovery.ask_password", security(()), request_body = ForgotPassword,
    responses((status = 202, description = "What happens next", body = RecoveryNext),
        (status = 403, description = "The request came from another site")))]
#[post("/recovery/password")]
pub(super) async fn ask_password(
    request: HttpRequest,
    caller: Caller,
    body: Valid<ForgotPassword>,
    db: web::Data<Db>,
    limits: web::Data<Limits>,
    mail: web::Data<Mailer>,
) -> Reply<HttpResponse> {
    limits.spend_sign_in(&address(&request), db.clock().now())?;
    let (by_mail, request_id) = (mail.sends(), caller.request_id());
    db.anonymous(move |conn, now| recovery::ask_password(conn, &body.0.user_name, by_mail, request_id, now)).await?;
    db.announced().ring();
    mail.wake();
    Ok(next(RecoveryKind::Password, by_mail))
}
