//! The operations, a folder per capability and a file per verb. Handlers translate: rules are `domain`'s, SQL is
//! `db`'s.

pub mod attachments;
pub mod authorizations;
pub mod clients;
pub mod consents;
pub mod coverage;
pub mod document;
pub mod drafts;
pub mod enrollments;
pub mod events;
pub mod funding;
pub mod health;
pub mod home;
pub mod members;
pub mod news;
pub mod notifications;
pub mod organizations;
pub mod people;
pub mod reports;
pub mod session;
pub mod settings;

use utoipa_actix_web::service_config::ServiceConfig;

/// Every operation under `/api/v1`.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.configure(session::configure);
    config.configure(settings::configure).configure(organizations::configure);
    config.configure(people::configure).configure(members::configure).configure(consents::configure);
    config.configure(clients::configure).configure(enrollments::configure).configure(coverage::configure);
    config.configure(attachments::configure).configure(drafts::configure).configure(news::configure);
    config
        .configure(notifications::configure)
        .configure(reports::configure)
        .configure(events::configure)
        .configure(home::configure);
    config.configure(funding::configure).configure(authorizations::configure);
}
