//! News of the county.

use domain::news::NewsItem;
use domain::page::Page;
use uuid::Uuid;

use super::{Call, Failure};

/// What is shown now, newest first.
pub(crate) async fn list(cursor: Option<String>) -> Result<Page<NewsItem>, Failure> {
    Call::get("/news").query_some("cursor", cursor).json().await
}

/// Marks an item as read.
pub(crate) async fn mark_read(id: Uuid, key: Uuid) -> Result<(), Failure> {
    Call::post(format!("/news/{id}/read")).key(key).done().await
}
