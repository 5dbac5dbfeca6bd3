//! The county's review: the queue, taking a request, deciding it.

use domain::authorizations::{Authorization, AuthorizationRow, Decision, InformationRequest, QueueShow};
use domain::page::Page;
use uuid::Uuid;

use super::{Call, Failure};

/// A part of the queue, soonest due first, a page at a time.
pub(crate) async fn queue(show: QueueShow, cursor: Option<String>) -> Result<Page<AuthorizationRow>, Failure> {
    Call::get("/review-queue").query("show", show.as_str()).query_some("cursor", cursor).json().await
}

/// Takes a request.
pub(crate) async fn claim(id: Uuid, key: Uuid) -> Result<Authorization, Failure> {
    Call::post(format!("/authorizations/{id}/claim")).key(key).json().await
}

/// Gives a request back to the queue.
pub(crate) async fn release(id: Uuid) -> Result<Authorization, Failure> {
    Call::delete(format!("/authorizations/{id}/claim")).json().await
}

/// Decides.
pub(crate) async fn decide(id: Uuid, form: Decision, key: Uuid) -> Result<Authorization, Failure> {
    Call::post(format!("/authorizations/{id}/decision")).key(key).body(&form).json().await
}

/// Asks the agency for information; the clock stops.
pub(crate) async fn ask(id: Uuid, form: InformationRequest, key: Uuid) -> Result<Authorization, Failure> {
    Call::post(format!("/authorizations/{id}/information-request")).key(key).body(&form).json().await
}
