//! What changed for this person while they were elsewhere.

use domain::notifications::Notification;
use domain::page::Page;
use uuid::Uuid;

use super::{Call, Failure};

/// Newest first.
pub(crate) async fn list() -> Result<Page<Notification>, Failure> {
    Call::get("/notifications").json().await
}

/// Marks one as read.
pub(crate) async fn mark_read(id: Uuid, key: Uuid) -> Result<(), Failure> {
    Call::post(format!("/notifications/{id}/read")).key(key).done().await
}
