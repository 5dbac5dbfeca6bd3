//! What the API does, capability by capability.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that finds nothing should stop")]

mod attachments;
mod authorizations;
mod clients;
mod coverage;
mod cursors;
mod demo;
mod drafts;
mod enrollments;
mod events;
mod funding;
mod home;
mod methods;
mod metrics;
mod news;
mod notifications;
mod organizations;
mod people;
mod reports;
mod sensitivity;
mod session;
mod settings;
