//! Signing in and out, the terms, one's own password.

mod change_password;
mod me;
mod own_sessions;
mod reauthenticate;
mod second_step;
mod sign_in;
mod sign_out;
mod terms;

use domain::access::Permission;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::{Operation, Purpose};

/// Whether this is the demonstration county.
#[derive(Debug, Clone, Copy)]
pub struct Demo(pub bool);

const fn own(name: &'static str) -> Operation {
    Operation::new(name, Permission::OwnSession, Purpose::Operations)
}

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(sign_in::sign_in)
        .service(second_step::second_step)
        .service(reauthenticate::reauthenticate)
        .service(own_sessions::list)
        .service(own_sessions::end)
        .service(me::me)
        .service(sign_out::sign_out)
        .service(sign_out::sign_out_everywhere)
        .service(change_password::change_password)
        .service(terms::current)
        .service(terms::accept);
}
