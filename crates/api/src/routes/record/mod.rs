//! The record of who did and saw what, for those who answer for it; and the disclosures of a client's record.

mod accesses;
mod add_disclosure;
mod client_accesses;
mod disclosures;
mod events;
mod file;

use domain::access::Permission;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::{Operation, Purpose, Rate};

const fn reads(name: &'static str) -> Operation {
    Operation::new(name, Permission::ReadRecord, Purpose::Operations)
}

const fn exports(name: &'static str) -> Operation {
    reads(name).rate(Rate::Heavy)
}

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(events::events).service(accesses::accesses).service(client_accesses::client_accesses);
    config.service(disclosures::disclosures).service(add_disclosure::add_disclosure);
}
