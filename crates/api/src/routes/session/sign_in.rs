use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpRequest, HttpResponse, post, web};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::factors::PendingSignIn;
use domain::problem::{Code, Problem};
use domain::session::{Me, SignIn};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{Demo, own};
use crate::db::{Db, Operation, factors, session};
use crate::http::address;
use crate::http::body::Valid;
use crate::http::caller::{Caller, IdleLimit};
use crate::http::limits::Limits;
use crate::http::reply::Reply;
use crate::http::token::{Token, Tokens, cookie};
use crate::passwords;
use crate::secrets::random_bytes;

static READ: Operation = own("session.read");

/// Sign in with user name and password.
///
/// Sets the session cookie, or with `bearer: true` gives a bearer token in the answer. Both end after the idle
/// limit; a request past half of it renews them (a new cookie, or the header `Portico-Token`). Whoever has a second
/// factor is answered 202 and goes on with `session.second_step` within five minutes.
#[utoipa::path(tag = "session", operation_id = "session.sign_in", security(()), request_body = SignIn,
    responses((status = 200, description = "Signed in", body = Me),
        (status = 202, description = "The password is right; a code is asked for", body = PendingSignIn),
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
    if let Some(pending) = pend(&db, user).await? {
        return Ok(HttpResponse::Accepted().insert_header((CACHE_CONTROL, "no-store")).json(pending));
    }
    Ok(Door { db: &db, tokens: &tokens, idle: idle.0, demo: demo.0 }.open(&request, user, bearer).await?)
}

/// Notes a right password, where a second factor is asked for.
async fn pend(db: &Db, user: Uuid) -> Result<Option<PendingSignIn>, Problem> {
    let pending = URL_SAFE_NO_PAD.encode(random_bytes());
    let token = pending.clone();
    let until = db.anonymous(move |conn, now| factors::pend(conn, user, &token, now)).await?;
    Ok(until.map(|expires_at| PendingSignIn { pending, expires_at }))
}

/// What it takes to let somebody in.
pub(super) struct Door<'a> {
    pub(super) db: &'a Db,
    pub(super) tokens: &'a Tokens,
    pub(super) idle: Duration,
    pub(super) demo: bool,
}

impl Door<'_> {
    /// Begins a session, and answers with it and who it is.
    pub(super) async fn open(
        &self,
        request: &HttpRequest,
        user: Uuid,
        bearer: Option<bool>,
    ) -> Result<HttpResponse, Problem> {
        let token = begin(self.db, user, request, self.db.clock().now(), self.idle).await?;
        let text = self.tokens.sign(token).ok_or_else(|| Problem::of(Code::Internal))?;
        let (demo, caller) = (self.demo, Caller::holding(request, token));
        let mut me = self.db.read(&caller, &READ, move |tx| session::me(tx, Some(token.expires_at), demo)).await?;
        let mut answer = HttpResponse::Ok();
        if bearer == Some(true) {
            me.token = Some(text);
        } else {
            answer.cookie(cookie(text));
        }
        Ok(answer.json(me))
    }
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
        "Check both and try again. After several failed attempts an account waits for a few minutes, and then even \
         the right password is refused.",
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
