//! Clients: finding them, adding them, and everything about one.

mod admission;
mod authorizations;
mod banner;
mod consent_form;
mod consents;
mod coverage;
mod coverage_form;
mod fields;
mod find;
mod information;
mod lanes;
mod new;
mod programs;
mod record;
mod results;
mod smart;
mod summary;

pub(crate) use banner::ClientBanner;
pub(crate) use find::FindClient;
pub(crate) use new::NewClientPage;
pub(crate) use record::{ClientRecord, ClientTab};

use crate::ui::Tone;
use domain::authorizations::{ReviewStatus, Status};

/// The colour of an authorization's status.
pub(crate) const fn status_tone(status: Status) -> Tone {
    match status {
        Status::Active => Tone::Good,
        Status::Pending => Tone::Info,
        Status::Denied => Tone::Bad,
        Status::Ended | Status::Withdrawn => Tone::Quiet,
    }
}

/// The colour of a review's status.
pub(crate) const fn review_tone(status: ReviewStatus) -> Tone {
    match status {
        ReviewStatus::Approved | ReviewStatus::ApprovedInPart => Tone::Good,
        ReviewStatus::InformationRequested => Tone::Look,
        ReviewStatus::Submitted | ReviewStatus::InReview => Tone::Info,
        ReviewStatus::Denied => Tone::Bad,
    }
}
