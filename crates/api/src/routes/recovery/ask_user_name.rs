use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::recovery::{ForgotUserName, RecoveryKind, RecoveryNext};

use super::next;
use crate::db::{Db, recovery};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::limits::{Limits, address};
use crate::http::reply::Reply;

/// Ask whoever manages the accounts for one's user name.
///
/// The answer is the same whether there is such a person or not.
#[utoipa::path(tag = "session", operation_id = "recovery.ask_user_name", security(()), request_body = ForgotUserName,
    responses((status = 202, description = "What happens next", body = RecoveryNext),
        (status = 403, description = "The request came from another site")))]
#[post("/recovery/user-name")]
pub(super) async fn ask_user_name(
    request: HttpRequest,
    caller: Caller,
    body: Valid<ForgotUserName>,
    db: web::Data<Db>,
    limits: web::Data<Limits>,
) -> Reply<HttpResponse> {
    limits.spend_sign_in(&address(&request), db.clock().now())?;
    let (who, request_id) = (body.0.who.trim().to_owned(), caller.request_id());
    db.anonymous(move |conn, now| recovery::ask_user_name(conn, &who, request_id, now)).await?;
    db.announced().ring();
    Ok(next(RecoveryKind::UserName, false))
}
