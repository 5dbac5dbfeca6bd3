//! Server-sent events as text.

use bytes::Bytes;
use serde::Serialize;
use uuid::Uuid;

use crate::db::events::Change;

/// Sent first, so that the browser knows at once that it is heard, and how soon to come back.
pub(super) const WELCOME: &[u8] = b"retry: 3000\n: welcome\n\n";
/// Keeps proxies from closing a quiet stream.
pub(super) const HEARTBEAT: &[u8] = b": still here\n\n";

/// One event of the stream.
#[derive(Debug, utoipa::ToSchema)]
#[expect(dead_code, reason = "the frame's shape for the document; it is written as text")]
pub(super) struct Heard {
    /// Where `Last-Event-ID` goes on.
    #[schema(example = "4711", pattern = "^[0-9]+$")]
    id: String,
    /// What changed, as JSON: which `kind` of thing, which one (`subject_id`) and the client it concerns (`client_id`),
    /// where there is one.
    #[schema(content_media_type = "application/json", example = r#"{"kind":"news"}"#)]
    data: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Told {
    kind: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject_id: Option<Uuid>,
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
