use actix_web::{put, web};
use domain::problem::{Code, Problem};
use domain::session::ChangePassword;

use super::own;
use crate::db::{Db, Operation, session};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};
use crate::passwords;

static CHANGE: Operation = own("session.change_password");

/// Choose another password. Every other session of this person ends.
#[utoipa::path(tag = "session", operation_id = "session.change_password", security(("session" = ["own_session"]), ("bearer" = ["own_session"])),
    request_body = ChangePassword, responses((status = 204, description = "The new password is in use")))]
#[put("/session/password")]
pub(super) async fn change_password(caller: Caller, body: Valid<ChangePassword>, db: web::Data<Db>) -> Reply<Written> {
    let ChangePassword { current, new } = body.0;
    let words = db.read(&caller, &CHANGE, session::password_context).await?;
    let hash = words.hash.clone();
    let known = passwords::verify(current.clone(), hash).await?;
    let mut wrong = passwords::check(&new, &words);
    if !known {
        wrong.insert(0, domain::problem::FieldError::new("/current", "wrong", "This is not the password in use now."));
    } else if current == new {
        wrong.push(domain::problem::FieldError::new("/new", "same", "Choose a password other than the present one."));
    }
    let fresh = if wrong.is_empty() { Some(passwords::hash(new).await?) } else { None };
    let written = db.write(&caller, &CHANGE, move |tx| match fresh {
        Some(hash) => session::change_password(tx, &hash),
        None if wrong.is_empty() => Err(Problem::of(Code::Internal).into()),
        None => Err(wrong.into()),
    });
    Ok(written.await?)
}
