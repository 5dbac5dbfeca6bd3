//! Documents of a request: dropping and choosing files, sending them with progress, the checklist, the preview.
//!
//! A page calls [`use_uploads`], draws a [`Checklist`] with what it gets, and [`use_preview`] for the drawer.

mod checklist;
mod drop;
mod preview;
mod queue;
mod rows;
mod uploads;
mod words;

pub(super) use checklist::Checklist;
pub(super) use preview::{Preview, use_preview};
pub(super) use uploads::{Uploads, use_uploads};
pub(super) use words::here_words;
