//! News the county writes.

mod change;
mod create;
mod list;
mod mark_read;

use domain::access::Permission;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::{Operation, Purpose};

const fn reads(name: &'static str) -> Operation {
    Operation::new(name, Permission::ReadReference, Purpose::Operations)
}

const fn writes(name: &'static str) -> Operation {
    Operation::new(name, Permission::WriteNews, Purpose::Operations)
}

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list::list).service(create::create).service(change::change).service(mark_read::mark_read);
}
