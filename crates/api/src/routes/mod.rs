//! The operations, a folder per capability and a file per verb. Handlers translate: rules are `domain`'s, SQL is
//! `db`'s.

pub mod authorizations;
pub mod document;
pub mod funding;
pub mod health;
pub mod session;

use utoipa_actix_web::service_config::ServiceConfig;

/// Every operation under `/api/v1`.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.configure(session::configure);
    config.configure(funding::configure).configure(authorizations::configure);
}
