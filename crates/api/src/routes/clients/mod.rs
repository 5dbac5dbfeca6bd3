//! Finding clients, likely duplicates, adding one, a client's record.

mod create;
mod lookup;
mod matches;
mod read;
mod search;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(lookup::lookup)
        .service(search::search)
        .service(matches::matches)
        .service(create::create)
        .service(read::read);
}
