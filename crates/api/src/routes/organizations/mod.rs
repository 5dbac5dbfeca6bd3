//! Organizations and their programs.

mod change;
mod change_program;
mod create;
mod create_program;
mod list;
mod list_programs;

use utoipa_actix_web::service_config::ServiceConfig;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list)
        .service(create::create)
        .service(change::change)
        .service(list_programs::list_programs)
        .service(create_program::create_program)
        .service(change_program::change_program);
}
