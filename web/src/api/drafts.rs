//! Forms that are not finished: one's own, kept by the server.

use domain::drafts::{Draft, DraftKind, SaveDraft};
use domain::page::Page;
use uuid::Uuid;

use super::{Call, Failure};

/// One's own drafts of a kind, last saved first.
pub(crate) async fn list(kind: DraftKind) -> Result<Page<Draft>, Failure> {
    Call::get("/drafts").query("kind", kind.as_str()).json().await
}

/// Saves a draft as a whole; `version` once it was saved before.
pub(crate) async fn save(id: Uuid, version: Option<i32>, draft: SaveDraft) -> Result<Draft, Failure> {
    let call = Call::put(format!("/drafts/{id}")).body(&draft);
    match version {
        Some(version) => call.version(version).json().await,
        None => call.json().await,
    }
}

/// Throws a draft away.
pub(crate) async fn discard(id: Uuid, version: i32) -> Result<(), Failure> {
    Call::delete(format!("/drafts/{id}")).version(version).done().await
}
