//! Reports.

mod authorization_status;
mod csv;
mod turnaround;

use domain::access::Permission;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::{Operation, Purpose};

const fn report(name: &'static str) -> Operation {
    Operation::new(name, Permission::RunReports, Purpose::Payment)
}

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(authorization_status::authorization_status).service(turnaround::turnaround);
}
