//! One-time links by which people choose a password. They come from people who are not signed in, and hold no client
//! data.

mod choose;
mod look;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(look::look).service(choose::choose);
}
