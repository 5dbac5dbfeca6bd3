use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::problem::{Code, Problem};
use domain::session::{Me, SignIn};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{Demo, own};
use crate::db::{Db, Operation, session};
use crate::http::address;
use crate::http::body::Valid;
use crate::http::caller::{Caller, IdleLimit};
use crate::http::limits::Limits;
use crate::http::reply::Reply;
use crate::http::token::{Token, Tokens, cookie};
use crate::passwords;

static READ: Operation = own("session.read");

/// Sign in with user name and password.
///
/// Sets the session cookie, or with `bearer: true` gives a bearer token in the answer. Both end after the idle
/// limit; a request past half of it renews them (a new cookie, or the header `Portico-Token`).
#[utoipa::path(tag = "session", operation_id = "session.sign_in", security(()), request_body = SignIn,
    responses((status = 200, description = "Signed in", body = Me),
        (status = 401, description = "User name and password do not match an active account"),
        (status = 403, description = "The request came from another site")))]
#[post("/session")]
pub(super) async fn sign_in(
    request: HttpRequest,
    body: Valid<SignIn>,
    db: web::Data<Db>,
    tokens: web::Data<Tokens>,
    limits: web::Data<Limits>,
    idle: web::Data<IdleLimit>,
    demo: web::Data<Demo>,
) -> Reply<HttpResponse> {
    let SignIn { user_name, password, bearer } = body.0;
    let now = db.clock().now();
    let address = address::of(&request).map(|address| address.to_string()).unwrap_or_default();
    limits.spend_sign_in(&address, now)?;
    let user = verify(&db, user_name, password).await?;
    let token = begin(&db, user, &request, now, idle.0).await?;
    let text = tokens.sign(token).ok_or_else(|| Problem::of(Code::Internal))?;
    let demo = demo.0;
    let caller = Caller::holding(&request, token);
    let mut me = db.read(&caller, &READ, move |tx| session::me(tx, Some(token.expires_at), demo)).await?;
    let mut answer = HttpResponse::Ok();
    if bearer == Some(true) {
        me.token = Some(text);
    } else {
        answer.cookie(cookie(text));
    }
    Ok(answer.json(me))
}

/// The person behind name and password. A name nobody has, a wrong password and an account that must wait cost the same
/// time and get the same answer: neither tells whether the name exists.
async fn verify(db: &Db, user_name: String, password: String) -> Result<Uuid, Problem> {
    let found = db.anonymous(move |conn, now| session::find(conn, &user_name, now)).await?;
    let hash = found.as_ref().and_then(|account| account.password_hash.clone());
    let matches = passwords::verify(password, hash).await?;
    let who = found.as_ref().map(|account| account.user_id);
    // Even the right password waits: otherwise the delay would tell which guess was right.
    let counted = found.filter(|account| !account.blocked);
    if let Some(account) = counted.as_ref().filter(|account| matches && account.active) {
        return Ok(account.user_id);
    }
    db.anonymous(move |conn, now| {
        session::failed(conn, counted.as_ref(), now)?;
        session::record_refusal(conn, who, now)
    })
    .await?;
    Err(Problem::new(
        Code::SignInRefused,
        "Check both and try again; upper and lower case count in the password. After several failed attempts you must \
         wait a few minutes: until then even the right password is refused.",
    ))
}

async fn begin(
    db: &Db,
    user: Uuid,
    request: &HttpRequest,
    now: OffsetDateTime,
    idle: Duration,
) -> Result<Token, Problem> {
    let token = Token { session_id: Uuid::new_v4(), expires_at: (now + idle).unix_timestamp() };
    let agent = request.headers().get("user-agent").and_then(|value| value.to_str().ok()).unwrap_or_default();
    let agent: String = agent.chars().take(200).collect();
    db.anonymous(move |conn, now| session::begin(conn, user, token, &agent, now)).await?;
    Ok(token)
}
