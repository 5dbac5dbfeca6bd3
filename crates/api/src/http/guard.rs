//! Around every request: an id, the headers every answer carries, no state change asked for by another site, the
//! renewed session, one log line without client data.

use std::sync::Arc;
use std::time::Instant;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue, ORIGIN};
use actix_web::middleware::Next;
use actix_web::{HttpMessage as _, web};
use domain::problem::{Code, Problem};

use super::caller::Facts;
use super::limits::Standing;
use super::refusal::{REQUEST, Refusal, response};
use super::token::{Tokens, cookie};

/// Where browsers reach this installation: `http://localhost:8080` or the public address.
#[derive(Debug, Clone)]
pub struct PublicOrigin(pub String);

const STRICT: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    style-src-attr 'unsafe-inline'; img-src 'self' blob: data:; frame-src 'self' blob:; connect-src 'self'; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// The documentation page brings inline styles of its own.
const DOCS: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
    object-src 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The outermost middleware.
pub async fn guard<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let facts = Arc::new(Facts::new());
    let id = facts.request_id;
    request.extensions_mut().insert(Arc::clone(&facts));
    let started = Instant::now();
    let method = request.method().clone();
    let docs = request.path().starts_with("/docs");
    let mut answer = REQUEST.scope(id, walk(request, next)).await?;
    if let Some(token) = facts.renewed.get() {
        renew(&mut answer, *token);
    }
    if let Some(standing) = facts.standing.get() {
        tell(answer.headers_mut(), *standing);
    }
    headers(answer.headers_mut(), docs);
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        answer.headers_mut().insert(HeaderName::from_static("x-request-id"), value);
    }
    // The pattern, never the path: an address may one day hold what it should not.
    let route = answer.request().match_pattern().unwrap_or_else(|| "unmatched".to_owned());
    let took = started.elapsed();
    let micros = took.as_micros();
    crate::metrics::answered(&route, method.as_str(), answer.status().as_u16(), took);
    tracing::info!(request = %id, %method, route, status = answer.status().as_u16(), micros, "answered");
    Ok(answer)
}

async fn walk<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    if let Err(problem) = same_site(&request) {
        return Ok(request.into_response(response(problem)));
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

/// A browser says where a request comes from; with a cookie in play, a change must come from Portico's own pages.
/// A bearer token is never sent by a browser on its own.
fn same_site(request: &ServiceRequest) -> Result<(), Problem> {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS)
        || request.headers().contains_key(AUTHORIZATION)
    {
        return Ok(());
    }
    let refused = || Problem::new(Code::CrossOrigin, "Changes are taken from Portico's own pages only.");
    let text = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    if text("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none") {
        return Err(refused());
    }
    let expected = request.app_data::<web::Data<PublicOrigin>>().map(|origin| origin.0.clone());
    match (text(ORIGIN.as_str()), expected) {
        (Some(origin), Some(expected)) if origin != expected => Err(refused()),
        _ => Ok(()),
    }
}

fn renew(answer: &mut ServiceResponse<BoxBody>, token: super::token::Token) {
    let Some(text) = answer.request().app_data::<web::Data<Tokens>>().and_then(|tokens| tokens.sign(token)) else {
        return;
    };
    if answer.request().headers().contains_key(AUTHORIZATION) {
        if let Ok(value) = HeaderValue::from_str(&text) {
            answer.headers_mut().insert(HeaderName::from_static("portico-token"), value);
        }
    } else {
        // Only fails on a malformed cookie, which a signed token is not.
        let _ = answer.response_mut().add_cookie(&cookie(text));
    }
}

/// How much of the allowance is left.
fn tell(headers: &mut HeaderMap, standing: Standing) {
    for (name, text) in [("ratelimit-policy", standing.policy()), ("ratelimit", standing.limit())] {
        if let Ok(value) = HeaderValue::from_str(&text) {
            headers.insert(HeaderName::from_static(name), value);
        }
    }
}

fn headers(headers: &mut HeaderMap, docs: bool) {
    let fixed = [
        ("content-security-policy", if docs { DOCS } else { STRICT }),
        ("strict-transport-security", "max-age=31536000; includeSubDomains"),
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("x-frame-options", "DENY"),
        ("cross-origin-opener-policy", "same-origin"),
        ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
    ];
    for (name, value) in fixed {
        let name = HeaderName::from_static(name);
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
    let cache = HeaderName::from_static("cache-control");
    if !headers.contains_key(&cache) {
        headers.insert(cache, HeaderValue::from_static("no-store"));
    }
}

/// A parameter that cannot be read, as a problem instead of actix's plain text.
pub fn unreadable(what: &'static str) -> actix_web::Error {
    Refusal::from(Problem::new(Code::InvalidParameter, what)).into()
}
