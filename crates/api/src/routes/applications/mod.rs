//! Applications of other vendors: registered, changed, suspended, revoked.

mod change;
mod create;
mod list;

use domain::access::Permission;
use domain::applications::check_key_address;
use domain::problem::Problem;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::{Operation, Purpose};
use crate::outbound::KeyCache;

const fn manages(name: &'static str) -> Operation {
    Operation::new(name, Permission::ManageApplications, Purpose::Operations)
}

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(list::list).service(create::create).service(change::change);
}

/// Whether keys may be fetched from there: this installation may allow what others do not.
fn check_address(url: Option<&String>, keys: &KeyCache) -> Result<(), Problem> {
    let loopback = keys.outbound().allows_loopback();
    let wrong = url.map(|url| check_key_address(url, loopback)).unwrap_or_default();
    if wrong.is_empty() { Ok(()) } else { Err(Problem::fields(wrong)) }
}
