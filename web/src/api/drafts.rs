//! Forms that are not finished: one's own, kept by the server.

use domain::drafts::{Draft, DraftKind, SaveDraft};
use domain::page::Page;
use uuid::Uuid;

use super::{Answer, Call};

/// One's own drafts of a kind, about a client where the form is about one, last saved first.
pub(crate) fn list(kind: DraftKind, client: Option<Uuid>) -> Answer<Page<Draft>> {
    Call::get("/drafts").query("kind", kind.as_str()).query_some("client_id", client).json()
}

/// Saves a draft as a whole; `version` once it was saved before.
pub(crate) fn save(id: Uuid, version: Option<i32>, draft: SaveDraft) -> Answer<Draft> {
    let call = Call::put(format!("/drafts/{id}")).body(&draft);
    match version {
        Some(version) => call.version(version).json(),
        None => call.json(),
    }
}

/// Throws a draft away.
pub(crate) fn discard(id: Uuid, version: i32) -> Answer<()> {
    Call::delete(format!("/drafts/{id}")).version(version).done()
}
