//! The rules of Portico: what may be done, by whom, and when it is right.
//!
//! Everything here is pure. No clock, no randomness, no input or output: facts come in as values, verdicts go
//! out as values. The server runs these functions on every write and the browser runs the same ones while a
//! clerk types, so the two can never disagree.

pub mod access;
pub mod attachments;
pub mod authorizations;
pub mod calendar;
pub mod clients;
pub mod consents;
pub mod county_time;
pub mod coverage;
pub mod dates;
pub mod drafts;
pub mod enrollments;
pub mod funding;
pub mod holidays;
pub mod home;
pub mod identifiers;
pub mod members;
pub mod names;
pub mod news;
pub mod notifications;
pub mod organizations;
pub mod page;
pub mod people;
pub mod problem;
pub mod reports;
pub mod sensitivity;
pub mod session;
pub mod settings;

mod present;
mod unicode;
mod words;
