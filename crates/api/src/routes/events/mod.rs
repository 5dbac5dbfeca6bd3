//! Live updates.

mod frame;
mod listen;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(listen::listen);
}
