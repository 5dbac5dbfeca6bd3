//! The county's review: the queue, taking a request, deciding it.

use domain::authorizations::{Authorization, AuthorizationRow, Decision, InformationRequest, QueueShow};
use domain::page::Page;
use uuid::Uuid;

use super::{Answer, Call};

/// A part of the queue, soonest due first, a page at a time.
pub(crate) fn queue(show: QueueShow, cursor: Option<String>) -> Answer<Page<AuthorizationRow>> {
    Call::get("/review-queue").query("show", show.as_str()).query_some("cursor", cursor).json()
}

/// Takes a request.
pub(crate) fn claim(id: Uuid, key: Uuid) -> Answer<Authorization> {
    Call::post(format!("/authorizations/{id}/claim")).key(key).json()
}

/// Gives a request back to the queue.
pub(crate) fn release(id: Uuid) -> Answer<Authorization> {
    Call::delete(format!("/authorizations/{id}/claim")).json()
}

/// Decides.
pub(crate) fn decide(id: Uuid, form: Decision, key: Uuid) -> Answer<Authorization> {
    Call::post(format!("/authorizations/{id}/decision")).key(key).body(&form).json()
}

/// Asks the agency for information; the clock stops.
pub(crate) fn ask(id: Uuid, form: InformationRequest, key: Uuid) -> Answer<Authorization> {
    Call::post(format!("/authorizations/{id}/information-request")).key(key).body(&form).json()
}
