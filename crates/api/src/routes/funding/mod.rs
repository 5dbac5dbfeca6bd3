//! What pays: funding sources with their plans, and agencies' provider authorizations.

mod create;
mod list;
mod post_entry;
mod read;
mod sources;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(sources::sources)
        .service(list::list)
        .service(create::create)
        .service(read::read)
        .service(post_entry::post_entry);
}
