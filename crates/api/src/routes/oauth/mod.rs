//! OAuth 2.0 for applications: client credentials with a signed assertion (SMART Backend Services), and where to find
//! out about it. Outside `/api/v1`: the standards say what it looks like.

mod discovery;
mod token;

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, PRAGMA};
use actix_web::{HttpResponse, HttpResponseBuilder};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_actix_web::service_config::ServiceConfig;

/// Where tokens are asked for.
pub const TOKEN_PATH: &str = "/oauth/token";

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(token::token).service(discovery::server).service(discovery::smart);
}

/// Why no token was given (RFC 6749, section 5.2).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OauthError {
    /// The reason, in a word of the standard.
    #[schema(example = "invalid_client")]
    error: &'static str,
    /// The same in words for people.
    error_description: &'static str,
}

/// A refusal. An application that is not known and one that cannot prove who it is are refused alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Refused {
    Request,
    Client,
    GrantType,
    Scope,
}

impl Refused {
    fn answer(self) -> HttpResponse {
        let (status, error, error_description) = match self {
            Self::Request => (400, "invalid_request", "Send the form once with the fields the documentation names."),
            Self::Client => (401, "invalid_client", "The application or its assertion is not valid."),
            Self::GrantType => (400, "unsupported_grant_type", "Only client_credentials is supported."),
            Self::Scope => (400, "invalid_scope", "Ask for at least one scope the application is registered for."),
        };
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_REQUEST);
        let mut answer = HttpResponseBuilder::new(status);
        answer.insert_header((CACHE_CONTROL, "no-store")).insert_header((PRAGMA, "no-cache"));
        answer.json(OauthError { error, error_description })
    }
}
