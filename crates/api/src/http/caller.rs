//! Who sent a request, as far as the request itself can say: token, idempotency key, request id. What they may do
//! is found in the database, inside the transaction.

use std::future::{Ready, ready};
use std::net::IpAddr;
use std::sync::{Arc, OnceLock};

use actix_web::dev::Payload;
use actix_web::http::header::AUTHORIZATION;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use domain::access::Actor;
use domain::problem::{Code, Problem};
use sha2::{Digest as _, Sha256};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::bearer::{Bearer, TokenKind};
use super::limits::Standing;
use super::refusal::Refusal;
use super::token::{COOKIE, Token, Tokens};
use crate::time_source::TimeSource;

/// The longest idempotency key that is kept.
const KEY_LENGTHS: std::ops::RangeInclusive<usize> = 8..=255;

/// What is learnt about a request on its way through: filled in by whoever learns it, read when the answer leaves.
#[derive(Debug)]
pub struct Facts {
    pub(super) request_id: Uuid,
    pub(super) body_hash: OnceLock<[u8; 32]>,
    pub(super) renewed: OnceLock<Token>,
    pub(super) standing: OnceLock<Standing>,
    actor: OnceLock<Actor>,
}

impl Facts {
    pub(super) fn new() -> Self {
        Self {
            request_id: Uuid::now_v7(),
            body_hash: OnceLock::new(),
            renewed: OnceLock::new(),
            standing: OnceLock::new(),
            actor: OnceLock::new(),
        }
    }
}

/// Who sent this request.
#[derive(Debug, Clone)]
pub struct Caller {
    facts: Arc<Facts>,
    token: Option<Token>,
    bearer: Option<Bearer>,
    address: Option<IpAddr>,
    key: Option<String>,
    path: String,
    idle: Duration,
    going_on: bool,
}

/// How long a session may lie idle; from the installation's settings.
#[derive(Debug, Clone, Copy)]
pub struct IdleLimit(pub Duration);

impl Caller {
    /// The caller of this request with a token it was given a moment ago.
    pub(crate) fn holding(request: &HttpRequest, token: Token) -> Self {
        Self { token: Some(token), bearer: None, ..Self::of(request) }
    }

    fn of(request: &HttpRequest) -> Self {
        let key = request.headers().get("idempotency-key");
        let idle = request.app_data::<web::Data<IdleLimit>>().map_or(Duration::minutes(15), |limit| limit.0);
        Self {
            facts: facts_of(request),
            token: token_of(request),
            bearer: bearer_of(request),
            address: request.peer_addr().map(|peer| peer.ip().to_canonical()),
            // A key that is not text is kept as an empty one, which is refused with the reason.
            key: key.map(|value| value.to_str().unwrap_or_default().to_owned()),
            path: request.path().to_owned(),
            idle,
            going_on: false,
        }
    }

    /// The same caller in a stream that was let in: each further unit of work finds the session alive by any of its
    /// tokens, renews nothing and spends no allowance.
    pub fn going_on(&self) -> Self {
        Self { going_on: true, ..self.clone() }
    }

    pub(crate) fn is_going_on(&self) -> bool {
        self.going_on
    }

    /// Tells what the body was, where it is not JSON, so that a repeat with the same key is known by it.
    pub(crate) fn sent(&self, body_hash: [u8; 32]) {
        // Set once per request, by whoever reads the body.
        let _ = self.facts.body_hash.set(body_hash);
    }

    /// The verified token, if one came.
    pub fn token(&self) -> Option<Token> {
        self.token
    }

    /// The token of a program, if one of the right form came.
    pub(crate) fn bearer(&self) -> Option<Bearer> {
        self.bearer
    }

    /// Where the request came from.
    pub(crate) fn address(&self) -> Option<String> {
        self.address.map(|address| address.to_string())
    }

    /// How much of an allowance is left, told in the answer.
    pub(crate) fn counted(&self, standing: Standing) {
        // Set once per request; what the first unit of work spent is what is told.
        let _ = self.facts.standing.set(standing);
    }

    /// Quoted in every answer and log line of this request.
    pub fn request_id(&self) -> Uuid {
        self.facts.request_id
    }

    /// The session's person, once the database said so.
    pub fn actor(&self) -> Option<&Actor> {
        self.facts.actor.get()
    }

    pub(crate) fn remember(&self, actor: &Actor) {
        // Set once per request; a second unit of work of the same request learns the same.
        let _ = self.facts.actor.set(actor.clone());
    }

    /// The `Idempotency-Key`, or what is wrong with it.
    pub fn idempotency_key(&self) -> Result<Option<String>, Problem> {
        match &self.key {
            None => Ok(None),
            Some(key) if KEY_LENGTHS.contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()) => {
                Ok(Some(key.clone()))
            }
            Some(_) => Err(Problem::new(
                Code::InvalidParameter,
                "Idempotency-Key must be 8 to 255 printable characters without spaces.",
            )),
        }
    }

    /// What makes two requests with one key the same request: path and body.
    pub fn request_hash(&self) -> Vec<u8> {
        let mut hash = Sha256::new();
        hash.update(self.path.as_bytes());
        hash.update([0]);
        hash.update(self.facts.body_hash.get().copied().unwrap_or_default());
        hash.finalize().to_vec()
    }

    /// Whether the token is the newest and more than half used up.
    pub(crate) fn is_past_half_life(&self, newest: i64, absolute_until: OffsetDateTime, now: OffsetDateTime) -> bool {
        let Some(token) = self.token else { return false };
        let left = token.expires_at - now.unix_timestamp();
        token.expires_at == newest && left * 2 < self.idle.whole_seconds() && now + self.idle < absolute_until
    }

    pub(crate) fn fresh_expiry(&self, now: OffsetDateTime) -> Option<(Uuid, i64)> {
        Some((self.token?.session_id, (now + self.idle).unix_timestamp()))
    }

    pub(crate) fn renewed(&self, expires_at: i64) {
        if let Some(token) = self.token {
            let _ = self.facts.renewed.set(Token { session_id: token.session_id, expires_at });
        }
    }
}

/// Tells in the answer to this request how much of an allowance is left.
pub fn counted(request: &HttpRequest, standing: Standing) {
    // Set once per request; what was counted first is what is told.
    let _ = facts_of(request).standing.set(standing);
}

fn facts_of(request: &HttpRequest) -> Arc<Facts> {
    request.extensions().get::<Arc<Facts>>().cloned().unwrap_or_else(|| Arc::new(Facts::new()))
}

/// What a program shows, where it has the form of a token of this installation.
fn bearer_of(request: &HttpRequest) -> Option<Bearer> {
    let kind = request.app_data::<web::Data<TokenKind>>()?;
    let value = request.headers().get(AUTHORIZATION)?.to_str().ok()?;
    Bearer::read(value.strip_prefix("Bearer ")?, *kind.get_ref())
}

fn token_of(request: &HttpRequest) -> Option<Token> {
    let tokens = request.app_data::<web::Data<Tokens>>()?;
    let now = request.app_data::<web::Data<TimeSource>>()?.now();
    let bearer = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    match bearer {
        Some(value) => tokens.verify(value.strip_prefix("Bearer ")?, now),
        None => tokens.verify(request.cookie(COOKIE)?.value(), now),
    }
}

impl FromRequest for Caller {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(Self::of(request)))
    }
}
