//! News of the county.

use domain::news::{ChangeNews, NewNews, NewsItem};
use domain::page::Page;
use uuid::Uuid;

use super::{Answer, Call};

/// What is shown now, newest first.
pub(crate) fn list(cursor: Option<String>) -> Answer<Page<NewsItem>> {
    Call::get("/news").query_some("cursor", cursor).json()
}

/// Everything, also what is not shown yet or any more: for those who write news.
pub(crate) fn every(cursor: Option<String>) -> Answer<Page<NewsItem>> {
    Call::get("/news").query("all", true).query_some("cursor", cursor).json()
}

/// Marks an item as read.
pub(crate) fn mark_read(id: Uuid, key: Uuid) -> Answer<()> {
    Call::post(format!("/news/{id}/read")).key(key).done()
}

/// Publishes an item.
pub(crate) fn create(form: NewNews, key: Uuid) -> Answer<NewsItem> {
    Call::post("/news").key(key).body(&form).json()
}

/// Changes an item.
pub(crate) fn change(id: Uuid, version: i32, form: ChangeNews) -> Answer<NewsItem> {
    Call::patch(format!("/news/{id}")).version(version).body(&form).json()
}
