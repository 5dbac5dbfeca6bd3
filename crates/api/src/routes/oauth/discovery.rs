use actix_web::{HttpResponse, get, web};
use domain::access::{Credential, Permission, may_carry};
use serde::Serialize;
use utoipa::ToSchema;

use super::TOKEN_PATH;
use crate::http::guard::PublicOrigin;

/// How applications get tokens here (RFC 8414).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ServerMetadata {
    /// This installation.
    #[schema(example = "https://portico.example.gov")]
    issuer: String,
    /// Where tokens are asked for.
    token_endpoint: String,
    /// None: nobody is sent here to consent.
    response_types_supported: [&'static str; 0],
    /// The one way to a token.
    grant_types_supported: [&'static str; 1],
    /// How an application proves who it is.
    token_endpoint_auth_methods_supported: [&'static str; 1],
    /// The algorithms its assertion may be signed by.
    token_endpoint_auth_signing_alg_values_supported: [&'static str; 2],
    /// Everything an application can be registered for.
    scopes_supported: Vec<&'static str>,
    /// The documentation of the API.
    service_documentation: String,
}

/// The same as SMART tells it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SmartConfiguration {
    #[serde(flatten)]
    server: ServerMetadata,
    /// What of SMART is here.
    capabilities: [&'static str; 1],
    /// None: there are no authorization codes.
    code_challenge_methods_supported: [&'static str; 0],
}

fn metadata(origin: &PublicOrigin) -> ServerMetadata {
    let scopes = Permission::ALL.iter().filter(|scope| may_carry(Credential::Application, **scope));
    ServerMetadata {
        issuer: origin.0.clone(),
        token_endpoint: format!("{}{TOKEN_PATH}", origin.0),
        response_types_supported: [],
        grant_types_supported: ["client_credentials"],
        token_endpoint_auth_methods_supported: ["private_key_jwt"],
        token_endpoint_auth_signing_alg_values_supported: ["ES384", "RS384"],
        scopes_supported: scopes.map(|scope| scope.as_str()).collect(),
        service_documentation: format!("{}/docs/", origin.0),
    }
}

/// Where and how applications get tokens, as RFC 8414 tells it.
#[utoipa::path(tag = "oauth", operation_id = "oauth.server", security(()),
    responses((status = 200, description = "The metadata", body = ServerMetadata)))]
#[get("/.well-known/oauth-authorization-server")]
pub(super) async fn server(origin: web::Data<PublicOrigin>) -> HttpResponse {
    HttpResponse::Ok().json(metadata(&origin))
}

/// Where and how applications get tokens, as SMART App Launch tells it.
#[utoipa::path(tag = "oauth", operation_id = "oauth.smart", security(()),
    responses((status = 200, description = "The configuration", body = SmartConfiguration)))]
#[get("/.well-known/smart-configuration")]
pub(super) async fn smart(origin: web::Data<PublicOrigin>) -> HttpResponse {
    HttpResponse::Ok().json(SmartConfiguration {
        server: metadata(&origin),
        capabilities: ["client-confidential-asymmetric"],
        code_challenge_methods_supported: [],
    })
}
