//! One's own second factors and recovery codes.

mod begin_totp;
mod confirm;
mod list;
mod recovery_codes;
mod remove;

use domain::access::Permission;
use domain::problem::{Code, Problem};
use serde::de::DeserializeOwned;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::{Operation, Purpose};
use crate::http::reply::Written;

const fn own(name: &'static str) -> Operation {
    Operation::new(name, Permission::OwnSession, Purpose::Operations)
}

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list)
        .service(begin_totp::begin_totp)
        .service(confirm::confirm)
        .service(remove::remove)
        .service(recovery_codes::replace);
}

/// What is kept of a write whose secret is in its first answer and nowhere else.
fn kept<T: DeserializeOwned>(written: &Written) -> Result<T, Problem> {
    if written.is_replayed() {
        const SHOWN: &str = "The same request did this before, and what is secret in it was shown then. Begin anew.";
        return Err(Problem::new(Code::Conflict, SHOWN));
    }
    serde_json::from_value(written.body().cloned().unwrap_or_default()).map_err(|_| Problem::of(Code::Internal))
}
