//! Forms that are not finished: one's own, kept by the server.

mod discard;
mod list;
mod read;
mod save;

use domain::access::Permission;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::{Operation, Purpose};

const fn own(name: &'static str) -> Operation {
    Operation::new(name, Permission::KeepDrafts, Purpose::Treatment)
}

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list::list).service(read::read).service(save::save).service(discard::discard);
}
