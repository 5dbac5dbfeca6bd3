//! Authorizations: facts and request, register and queue, review, changes, letter.

mod facts;
mod list;
mod read;
mod submit;

use domain::access::Permission;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::{Operation, Purpose};

const fn operation(name: &'static str, permission: Permission) -> Operation {
    Operation::new(name, permission, Purpose::Payment)
}

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(facts::facts).service(list::list).service(submit::submit).service(read::read);
}
