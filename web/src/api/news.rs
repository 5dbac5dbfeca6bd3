//! News of the county.

use domain::news::{ChangeNews, NewNews, NewsItem};
use domain::page::Page;
use uuid::Uuid;

use super::{Call, Failure};

/// What is shown now, newest first.
pub(crate) async fn list(cursor: Option<String>) -> Result<Page<NewsItem>, Failure> {
    Call::get("/news").query_some("cursor", cursor).json().await
}

/// Everything, also what is not shown yet or any more: for those who write news.
pub(crate) async fn every(cursor: Option<String>) -> Result<Page<NewsItem>, Failure> {
    Call::get("/news").query("all", true).query_some("cursor", cursor).json().await
}

/// Marks an item as read.
pub(crate) async fn mark_read(id: Uuid, key: Uuid) -> Result<(), Failure> {
    Call::post(format!("/news/{id}/read")).key(key).done().await
}

/// Publishes an item.
pub(crate) async fn create(form: NewNews, key: Uuid) -> Result<NewsItem, Failure> {
    Call::post("/news").key(key).body(&form).json().await
}

/// Changes an item.
pub(crate) async fn change(id: Uuid, version: i32, form: ChangeNews) -> Result<NewsItem, Failure> {
    Call::patch(format!("/news/{id}")).version(version).body(&form).json().await
}
