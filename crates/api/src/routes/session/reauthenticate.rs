use actix_web::{put, web};
use domain::factors::{Reauthenticate, Typed};
use domain::problem::{Code, Problem};

use super::own;
use crate::db::session::{self, OwnPassword};
use crate::db::{Db, Operation, Rate, factors};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};
use crate::passwords;

// Hashing is dear, and requests sent at once are all judged before the first failure is counted.
static AGAIN: Operation = own("session.reauthenticate").rate(Rate::Heavy);

/// Prove again that it is you, by password or code. For five minutes dangerous acts are then open.
#[utoipa::path(tag = "session", operation_id = "session.reauthenticate", security(("session" = ["own_session"]), ("bearer" = ["own_session"])),
    request_body = Reauthenticate, responses((status = 204, description = "Dangerous acts are open for five minutes")))]
#[put("/session/proof")]
pub(super) async fn reauthenticate(caller: Caller, body: Valid<Reauthenticate>, db: web::Data<Db>) -> Reply<Written> {
    let own = db.read(&caller, &AGAIN, session::own_password).await?;
    let judged = judge(&db, own, body.0).await?;
    Ok(db
        .write(&caller, &AGAIN, move |tx| {
            judged?;
            factors::reauthenticated(tx)
        })
        .await?)
}

async fn judge(db: &Db, own: OwnPassword, form: Reauthenticate) -> Result<Result<(), Problem>, Problem> {
    if let Some(seconds) = own.wait {
        // Even the right one waits: otherwise the delay would tell which guess was right.
        const WAIT: &str = "Too many wrong attempts. Wait a little and try again.";
        return Ok(Err(Problem::new(Code::TooManyRequests, WAIT).retry_after(seconds)));
    }
    let (user, failures) = (own.user_id, own.failures);
    let (right, wrong) = match (form.password, form.code) {
        (Some(password), None) => {
            (passwords::verify(password, own.hash).await?, ("/password", "This is not the password in use now."))
        }
        (None, Some(code)) => {
            (by_code(db, user, &code).await?, ("/code", "This is not the code of now, or it was used before."))
        }
        _ => {
            const ONE: &str = "Give either your password or a code.";
            return Ok(Err(Problem::field("/password", "one_of", ONE)));
        }
    };
    if right {
        return Ok(Ok(()));
    }
    db.anonymous(move |conn, now| session::change_failed(conn, user, failures, now)).await?;
    Ok(Err(Problem::field(wrong.0, "wrong", wrong.1)))
}

async fn by_code(db: &Db, user: uuid::Uuid, code: &str) -> Result<bool, Problem> {
    let Some(typed) = Typed::of(code) else { return Ok(false) };
    let secrets = db.secrets().clone();
    db.anonymous(move |conn, now| factors::spend(conn, &secrets, user, &typed, now)).await
}
