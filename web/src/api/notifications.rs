//! What changed for this person while they were elsewhere.

use domain::notifications::Notification;
use domain::page::Page;
use uuid::Uuid;

use super::{Answer, Call};

/// Newest first.
pub(crate) fn list() -> Answer<Page<Notification>> {
    Call::get("/notifications").json()
}

/// Marks one as read.
pub(crate) fn mark_read(id: Uuid, key: Uuid) -> Answer<()> {
    Call::post(format!("/notifications/{id}/read")).key(key).done()
}
