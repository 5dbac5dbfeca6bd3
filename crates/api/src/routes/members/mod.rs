//! Who works in which program.

mod change;
mod create;
mod list;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list::list).service(create::create).service(change::change);
}
