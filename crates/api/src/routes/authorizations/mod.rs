//! Authorizations: facts and request, register and queue, review, changes, letter.

mod add_note;
mod answer_information;
mod claim;
mod decide;
mod decide_change;
mod facts;
mod letter;
mod list;
mod queue;
mod read;
mod release;
mod request_change;
mod request_information;
mod submit;
mod withdraw;

use domain::access::Permission;
use utoipa_actix_web::service_config::ServiceConfig;

use crate::db::{Operation, Purpose};

const fn operation(name: &'static str, permission: Permission) -> Operation {
    Operation::new(name, permission, Purpose::Payment)
}

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(facts::facts)
        .service(list::list)
        .service(submit::submit)
        .service(read::read)
        .service(withdraw::withdraw)
        .service(queue::queue)
        .service(claim::claim)
        .service(release::release)
        .service(decide::decide)
        .service(request_information::request_information)
        .service(answer_information::answer_information)
        .service(add_note::add_note)
        .service(request_change::request_change)
        .service(decide_change::decide_change)
        .service(letter::letter);
}
