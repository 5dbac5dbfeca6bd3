use actix_web::http::header::{CACHE_CONTROL, PRAGMA};
use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::applications::KeySet;
use domain::problem::{Code, Problem};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use time::{Duration, OffsetDateTime};
use utoipa::ToSchema;

use super::{OauthError, Refused, TOKEN_PATH};
use crate::db::{Db, oauth};
use crate::http::assertion::{Assertion, Proof};
use crate::http::bearer::Secret;
use crate::http::caller::{Caller, counted};
use crate::http::guard::PublicOrigin;
use crate::http::limits::{Door, Limits};
use crate::http::reply::Reply;
use crate::outbound::KeyCache;

/// How long a token is good, in seconds.
const LIFE: i64 = 300;
const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// What an application sends.
#[derive(Deserialize, ToSchema)]
pub(super) struct TokenRequest {
    /// `client_credentials`.
    #[schema(example = "client_credentials")]
    grant_type: String,
    /// The scopes asked for, separated by spaces.
    #[serde(default)]
    #[schema(example = "read_clients read_authorizations")]
    scope: Option<String>,
    /// `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`.
    #[serde(default)]
    #[schema(example = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")]
    client_assertion_type: String,
    /// The signed assertion: ES384 or RS384; `iss` and `sub` the client id, `aud` this address, `exp` at most five
    /// minutes ahead, `jti` never used before.
    #[serde(default)]
    client_assertion: String,
    /// The client id, if said beside the assertion.
    #[serde(default)]
    client_id: Option<String>,
}

impl std::fmt::Debug for TokenRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TokenRequest").finish_non_exhaustive()
    }
}

/// A token for an application.
#[derive(Serialize, ToSchema)]
pub(super) struct AccessToken {
    /// The token, to be sent as `Authorization: Bearer …`.
    access_token: String,
    /// `bearer`.
    #[schema(example = "bearer")]
    token_type: &'static str,
    /// Seconds until it ends.
    #[schema(example = 300)]
    expires_in: i64,
    /// The scopes it carries: those asked for that the application is registered for.
    #[schema(example = "read_clients read_authorizations")]
    scope: String,
}

/// Give a registered application a token for five minutes, for an assertion it signed (SMART Backend Services).
#[utoipa::path(tag = "oauth", operation_id = "oauth.token", security(()),
    request_body(content = TokenRequest, content_type = "application/x-www-form-urlencoded"),
    responses((status = 200, description = "The token", body = AccessToken),
        (status = 400, description = "The request is wrong or asks for no scope it may have", body = OauthError),
        (status = 401, description = "The application or its assertion is not valid", body = OauthError),
        (status = 403, description = "The request came from another site")))]
#[post("/oauth/token")]
pub(super) async fn token(
    request: HttpRequest,
    caller: Caller,
    form: Result<web::Form<TokenRequest>, actix_web::Error>,
    db: web::Data<Db>,
    limits: web::Data<Limits>,
    keys: web::Data<KeyCache>,
    origin: web::Data<PublicOrigin>,
) -> Reply<HttpResponse> {
    let now = db.clock().now();
    let address = request.peer_addr().map(|address| address.ip().to_canonical().to_string()).unwrap_or_default();
    let (standing, spent) = limits.spend_at(Door::Token, &address, now);
    counted(&request, standing);
    spent?;
    let Ok(form) = form else { return Ok(Refused::Request.answer()) };
    let url = format!("{}{TOKEN_PATH}", origin.0);
    match give(form.into_inner(), &caller, &db, &keys, &url, now).await? {
        Ok(token) => Ok(HttpResponse::Ok()
            .insert_header((CACHE_CONTROL, "no-store"))
            .insert_header((PRAGMA, "no-cache"))
            .json(token)),
        Err(refused) => Ok(refused.answer()),
    }
}

async fn give(
    form: TokenRequest,
    caller: &Caller,
    db: &Db,
    keys: &KeyCache,
    url: &str,
    now: OffsetDateTime,
) -> Result<Result<AccessToken, Refused>, Problem> {
    if form.grant_type != "client_credentials" {
        return Ok(Err(Refused::GrantType));
    }
    let assertion = (form.client_assertion_type == ASSERTION_TYPE).then(|| Assertion::read(form.client_assertion));
    let Some(assertion) = assertion.flatten() else { return Ok(Err(Refused::Client)) };
    let client = assertion.client;
    if form.client_id.is_some_and(|said| said.parse() != Ok(client)) {
        return Ok(Err(Refused::Client));
    }
    let Some(known) = db.anonymous(move |conn, _| oauth::find(conn, client)).await? else {
        return Ok(Err(Refused::Client));
    };
    let set = keys_of(&known, &assertion.kid, keys, now).await?;
    let proof = set.as_ref().and_then(|set| assertion.verify(set, url, now));
    let (organization, request_id) = (known.organization_id, caller.request_id());
    let Some(proof) = proof else {
        let code = if set.is_some() { "assertion_not_valid" } else { "keys_not_found" };
        db.anonymous(move |conn, now| oauth::record_refusal(conn, client, organization, code, request_id, now)).await?;
        return Ok(Err(Refused::Client));
    };
    let asked = form.scope.unwrap_or_default();
    let mut scopes: Vec<String> =
        asked.split(' ').filter(|one| known.scopes.iter().any(|has| has == one)).map(str::to_owned).collect();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() {
        return Ok(Err(Refused::Scope));
    }
    let secret = Secret::access();
    let grant = granted(&secret, client, organization, &scopes, &proof, now);
    if !db.anonymous(move |conn, now| oauth::grant(conn, &grant, request_id, now)).await? {
        return Ok(Err(Refused::Client));
    }
    let access_token = secret.into_text();
    Ok(Ok(AccessToken { access_token, token_type: "bearer", expires_in: LIFE, scope: scopes.join(" ") }))
}

fn granted(
    secret: &Secret,
    client: uuid::Uuid,
    organization_id: uuid::Uuid,
    scopes: &[String],
    proof: &Proof,
    now: OffsetDateTime,
) -> oauth::Grant {
    oauth::Grant {
        client,
        organization_id,
        scopes: scopes.to_vec(),
        stored: secret.stored(),
        until: now + Duration::seconds(LIFE),
        jti: Sha256::digest(proof.jti.as_bytes()).to_vec(),
        jti_until: proof.until,
    }
}

/// The application's keys: as registered, or from where it keeps them.
async fn keys_of(
    known: &oauth::Known,
    kid: &str,
    keys: &KeyCache,
    now: OffsetDateTime,
) -> Result<Option<KeySet>, Problem> {
    if let Some(set) = &known.jwks {
        return Ok(serde_json::from_value(set.clone()).ok());
    }
    let Some(url) = known.jwks_url.clone() else { return Ok(None) };
    let (keys, kid) = (keys.clone(), kid.to_owned());
    let fetched = web::block(move || keys.fetch(&url, &kid, now)).await.map_err(|_| Problem::of(Code::Internal))?;
    if let Err(error) = &fetched {
        tracing::warn!(?error, "an application's keys could not be fetched");
    }
    Ok(fetched.ok())
}
