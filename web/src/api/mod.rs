//! The server, as typed calls: one file a capability, the same names as everywhere else.
//!
//! - [`Call`] builds one request; it keeps the session cookie, keys and versions right and is aborted when dropped.
//! - [`use_load`] reads something for a page and can read it again; [`use_pages`] does the same a page at a time.
//! - [`use_submission`] sends a form once, however often it is retried.
//! - [`Failure`] is what can go wrong; `ui::FailureNote` and `ui::view_load` show it.

mod client;
mod failure;
pub(crate) mod json;
mod load;
mod stream;
mod submission;
mod task;

pub(crate) mod attachments;
pub(crate) mod authorizations;
pub(crate) mod clients;
pub(crate) mod consents;
pub(crate) mod coverage;
pub(crate) mod drafts;
pub(crate) mod enrollments;
pub(crate) mod funding;
pub(crate) mod home;
pub(crate) mod members;
pub(crate) mod news;
pub(crate) mod notifications;
pub(crate) mod organizations;
pub(crate) mod people;
pub(crate) mod reports;
pub(crate) mod review;
pub(crate) mod session;
pub(crate) mod settings;

pub(crate) use client::{Answer, Call, Signal, answered, listen};
pub(crate) use failure::Failure;
pub(crate) use load::{Load, Loaded, Pages, use_load, use_pages};
pub(crate) use submission::use_submission;
pub(crate) use task::{Task, start};
