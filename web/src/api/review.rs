//! The county's review: the queue, taking a request, deciding it.

use domain::authorizations::{AuthorizationRow, Decision, InformationRequest, QueueShow};
use domain::page::Page;
use uuid::Uuid;

use super::{Call, Failure};

/// A part of the queue, soonest due first, a page at a time.
pub(crate) async fn queue(show: QueueShow, cursor: Option<String>) -> Result<Page<AuthorizationRow>, Failure> {
    Call::get("/review-queue").query("show", show.as_str()).query_some("cursor", cursor).json().await
}

/// Takes a request.
pub(crate) async fn claim(id: Uuid, key: Uuid) -> Result<(), Failure> {
    Call::post(format!("/authorizations/{id}/claim")).key(key).done().await
}

/// Gives a request back to the queue.
pub(crate) async fn release(id: Uuid, version: i32) -> Result<(), Failure> {
    Call::delete(format!("/authorizations/{id}/claim")).version(version).done().await
}

/// Decides; the version is the one the reviewer has read.
pub(crate) async fn decide(id: Uuid, version: i32, form: Decision, key: Uuid) -> Result<(), Failure> {
    Call::post(format!("/authorizations/{id}/decision")).version(version).key(key).body(&form).done().await
}

/// Asks the agency for information; the clock stops.
pub(crate) async fn ask(id: Uuid, form: InformationRequest, key: Uuid) -> Result<(), Failure> {
    Call::post(format!("/authorizations/{id}/information-request")).key(key).body(&form).done().await
}
