//! Server-sent events as text.

use bytes::Bytes;
use serde::Serialize;
use uuid::Uuid;

use crate::db::events::Change;

/// Sent first, so that the browser knows at once that it is heard, and how soon to come back.
pub(super) const WELCOME: &[u8] = b"retry: 3000\n: welcome\n\n";
/// Keeps proxies from closing a quiet stream.
pub(super) const HEARTBEAT: &[u8] = b": still here\n\n";

/// Something changed: which kind of thing, which one, whose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub(super) struct Told {
    /// What kind of thing, for example `authorization`.
    #[schema(example = "authorization")]
    kind: String,
    /// Which one.
    #[serde(skip_serializing_if = "Option::is_none")]
    subject_id: Option<Uuid>,
    /// The client it concerns.
    #[serde(skip_serializing_if = "Option::is_none")]
    client_id: Option<Uuid>,
}

/// A change as one event; its id is where `Last-Event-ID` goes on.
pub(super) fn frame(change: &Change) -> Bytes {
    let told = Told { kind: change.kind.clone(), subject_id: change.subject_id, client_id: change.client_id };
    // A struct of text and ids always has a JSON form.
    let data = serde_json::to_string(&told).unwrap_or_default();
    Bytes::from(format!("id: {}\ndata: {data}\n\n", change.id))
}
