use actix_web::{put, web};
use domain::problem::{Code, FieldError, Problem};
use domain::session::ChangePassword;

use super::own;
use crate::db::session::{self, OwnPassword};
use crate::db::{Db, Operation, Rate};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};
use crate::passwords;

// Hashing is dear, and requests sent at once are all judged before the first failure is counted.
static CHANGE: Operation = own("session.change_password").rate(Rate::Heavy);

/// Choose another password. Every other session of this person ends.
#[utoipa::path(tag = "session", operation_id = "session.change_password", security(("session" = ["own_session"]), ("bearer" = ["own_session"])),
    request_body = ChangePassword, responses((status = 204, description = "The new password is in use")))]
#[put("/session/password")]
pub(super) async fn change_password(caller: Caller, body: Valid<ChangePassword>, db: web::Data<Db>) -> Reply<Written> {
    let ChangePassword { current, new } = body.0;
    let own = db.read(&caller, &CHANGE, session::own_password).await?;
    let judged = judge(&db, own, current, new).await?;
    Ok(db.write(&caller, &CHANGE, move |tx| session::change_password(tx, &judged?)).await?)
}

/// The hash of a new password that passed, or everything against it.
async fn judge(db: &Db, own: OwnPassword, current: String, new: String) -> Result<Result<String, Problem>, Problem> {
    if let Some(seconds) = own.wait {
        // Even the right password waits: otherwise the delay would tell which guess was right.
        const WAIT: &str = "Too many wrong attempts at the present password. Wait a little and try again.";
        return Ok(Err(Problem::new(Code::TooManyRequests, WAIT).retry_after(seconds)));
    }
    let mut wrong = passwords::check(&new, &own.context);
    if !passwords::verify(current.clone(), own.hash).await? {
        db.anonymous(move |conn, now| session::change_failed(conn, own.user_id, own.failures, now)).await?;
        wrong.insert(0, FieldError::new("/current", "wrong", "This is not the password in use now."));
    } else if current == new {
        wrong.push(FieldError::new("/new", "same", "Choose a password other than the present one."));
    }
    if wrong.is_empty() { passwords::hash(new).await.map(Ok) } else { Ok(Err(Problem::fields(wrong))) }
}
