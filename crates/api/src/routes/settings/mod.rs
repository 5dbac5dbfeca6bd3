//! What the installation is set to.

mod change_attachments;
mod change_password_rules;
mod change_second_factor_roles;
mod holidays;
mod read;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(read::read)
        .service(change_attachments::change_attachments)
        .service(change_password_rules::change_password_rules)
        .service(change_second_factor_roles::change_second_factor_roles)
        .service(holidays::holidays)
        .service(holidays::change_holidays);
}
