//! API tokens, and what each scope opens.

mod create;
mod list;
mod revoke;
mod rotate;
pub mod scopes;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::CACHE_CONTROL;
use domain::access::Permission;
use domain::problem::{Code, Problem};
use domain::tokens::{ApiToken, TokenMade};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::{Operation, Purpose};
use crate::http::bearer::Secret;
use crate::http::reply::Written;

const fn manages(name: &'static str) -> Operation {
    Operation::new(name, Permission::ManageTokens, Purpose::Operations)
}

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list)
        .service(create::create)
        .service(rotate::rotate)
        .service(revoke::revoke)
        .service(scopes::list);
}

/// The token with its text, which is in this answer and nowhere else: a repeat of the same key cannot show it again.
fn hand_over(written: &Written, secret: Secret) -> Result<HttpResponse, Problem> {
    if written.is_replayed() {
        const SHOWN: &str = "This was done by the same request before, and the token was shown then. Revoke it and make \
            another.";
        return Err(Problem::new(Code::Conflict, SHOWN));
    }
    let body = written.body().cloned().unwrap_or_default();
    let token: ApiToken = serde_json::from_value(body).map_err(|_| Problem::of(Code::Internal))?;
    let status = StatusCode::from_u16(written.status()).unwrap_or(StatusCode::OK);
    let mut answer = HttpResponse::build(status);
    answer.insert_header((CACHE_CONTROL, "no-store"));
    Ok(answer.json(TokenMade { token, secret: secret.into_text() }))
}
