//! Attachments as they travel.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use super::DocumentType;
use crate::words::words;

words! {
    /// Where a file stands.
    AttachmentState {
        /// Uploaded before its request was sent; bound on submission.
        Staged = "staged", "Staged";
        /// Part of a request.
        Attached = "attached", "Attached";
        /// Kept, but not to be opened: the scanner refused it or could not be asked.
        Quarantined = "quarantined", "Held for a virus check";
        /// A newer version took its place.
        Replaced = "replaced", "Replaced";
    }
}

/// Another file with the same bytes, as far as the reader may know about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DuplicateOf {
    /// The earlier attachment.
    pub id: Uuid,
    /// Its file name.
    pub file_name: String,
    /// The authorization it belongs to, where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorization_number: Option<i64>,
}

/// A document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Attachment {
    /// Identity.
    pub id: Uuid,
    /// The authorization it belongs to; absent while staged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorization_id: Option<Uuid>,
    /// The client it is about.
    pub client_id: Uuid,
    /// Which form it is.
    pub document_type: DocumentType,
    /// The name it is given here, by the county's convention: `Assessment_09182020.pdf`.
    pub file_name: String,
    /// The name it came with, cleaned.
    pub original_name: String,
    /// Size in bytes.
    pub bytes: i64,
    /// Media type, found from the content.
    pub content_type: String,
    /// SHA-256 of the bytes, in hexadecimal.
    pub sha256: String,
    /// Where it stands.
    pub state: AttachmentState,
    /// 1 for the first, one more for each replacement.
    pub version_number: i32,
    /// The version it took the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<Uuid>,
    /// The same bytes were uploaded before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duplicate_of: Option<DuplicateOf>,
    /// When it came.
    #[serde(with = "time::serde::rfc3339")]
    pub uploaded_at: OffsetDateTime,
    /// Who sent it.
    pub uploaded_by: String,
    /// Whether it can be shown without leaving the page.
    pub previewable: bool,
}

/// One line of the checklist of forms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DocumentCheck {
    /// The form.
    pub document_type: DocumentType,
    /// Whether the request is incomplete without it.
    pub required: bool,
    /// Whether a file is there.
    pub present: bool,
    /// The files that stand for it, newest version only.
    pub attachments: Vec<Uuid>,
}

/// Which attachments to list: those of one authorization or of one client.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct AttachmentFilter {
    /// Only those of this authorization.
    pub authorization_id: Option<Uuid>,
    /// Only those about this client.
    pub client_id: Option<Uuid>,
    /// Rows a page, 1 to 200.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u16>,
    /// Where the page begins; from `next_cursor`.
    pub cursor: Option<String>,
}
