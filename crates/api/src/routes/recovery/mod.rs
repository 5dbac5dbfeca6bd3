//! Help for people who cannot sign in.

mod ask_password;
mod ask_user_name;
mod list;
mod settle;

use actix_web::{HttpResponse, http::StatusCode};
use domain::recovery::{RecoveryKind, RecoveryNext};
use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(ask_password::ask_password).service(ask_user_name::ask_user_name);
    config.service(list::list).service(settle::settle);
}

/// The one answer there is.
fn next(kind: RecoveryKind, mail: bool) -> HttpResponse {
    HttpResponse::build(StatusCode::ACCEPTED).json(RecoveryNext::of(kind, mail))
}
