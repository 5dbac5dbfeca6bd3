//! Consents of patients of substance-use programs.

mod create;
mod list;
mod revoke;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list::list).service(create::create).service(revoke::revoke);
}
