//! What changed for a person's organization while they were elsewhere.

mod list;
mod mark_read;

use domain::access::Permission;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::{Operation, Purpose};

const fn own(name: &'static str) -> Operation {
    Operation::new(name, Permission::ReadAuthorizations, Purpose::Payment)
}

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list::list).service(mark_read::mark_read);
}
