//! Unfinished forms, kept on the server for their owner: nothing about a client is stored in a browser.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;
use validator::Validate;

use crate::problem::FieldError;
use crate::words::words;

/// The largest body of a draft, in bytes of compact JSON.
pub const MAX_BODY_BYTES: usize = 65_536;
/// Days after the last change when a draft is deleted.
pub const KEEP_DAYS: i64 = 30;

words! {
    /// Which form a draft belongs to.
    DraftKind {
        /// A request for an authorization.
        Authorization = "authorization", "Authorization request";
        /// A new client.
        Client = "client", "New client";
        /// An answer to the county's question.
        InformationAnswer = "information_answer", "Answer to the county";
        /// A review that is not decided yet.
        Decision = "decision", "Review";
        /// A change asked for on a submitted request.
        ChangeRequest = "change_request", "Change request";
    }
}

/// A draft; only its owner can read it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Draft {
    /// The draft; the browser chooses the id, so that saving twice saves once.
    pub id: Uuid,
    /// Which form it belongs to.
    pub kind: DraftKind,
    /// The client it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<Uuid>,
    /// What the owner's list calls it.
    pub title: String,
    /// The form as it was left, in the form's own shape.
    pub body: serde_json::Value,
    /// When it was last saved.
    #[serde(with = "time::serde::rfc3339")]
    pub updated_at: OffsetDateTime,
    /// How often it was saved; send it as `If-Match` to save only over what was seen.
    pub version: i32,
}

impl fmt::Debug for Draft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Draft").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// A draft to keep, as a whole.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    /// Which form it belongs to.
    pub kind: DraftKind,
    /// The client it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<Uuid>,
    /// What the owner's list calls it; left out: the name of the form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 200, message = "Enter a title of at most 200 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "IHBS from 03/01/2026", min_length = 1, max_length = 200))]
    pub title: Option<String>,
    /// The form as it is, a JSON object of at most 64 KiB.
    #[cfg_attr(feature = "openapi", schema(value_type = Object, example = json!({"units": 40})))]
    pub body: serde_json::Value,
}

impl fmt::Debug for SaveDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SaveDraft").field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl SaveDraft {
    /// The body is an object and not too large.
    pub fn check(&self) -> Vec<FieldError> {
        if !self.body.is_object() {
            return vec![FieldError::new("/body", "not_an_object", "Send the form as a JSON object.")];
        }
        if self.body.to_string().len() > MAX_BODY_BYTES {
            return vec![FieldError::new("/body", "too_large", "A draft holds at most 64 KiB. Shorten its texts.")];
        }
        Vec::new()
    }
}

/// Which of one's own drafts to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct DraftFilter {
    /// Only those of this form.
    pub kind: Option<DraftKind>,
    /// Only those about this client.
    pub client_id: Option<Uuid>,
    /// Rows a page, 1 to 200.
    pub limit: Option<u16>,
    /// Where the page begins; from `next_cursor`.
    pub cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_draft_is_an_object_of_bounded_size() {
        let draft = |body| SaveDraft { kind: DraftKind::Authorization, client_id: None, title: None, body };
        let codes = |body| draft(body).check().into_iter().map(|e| e.code).collect::<Vec<_>>();
        assert_eq!(codes(json!({"units": 40})), Vec::<String>::new());
        assert_eq!(codes(json!([1])), ["not_an_object"]);
        // {"a":"..."} adds eight bytes to the text.
        assert_eq!(codes(json!({"a": "x".repeat(MAX_BODY_BYTES - 8)})), Vec::<String>::new());
        assert_eq!(codes(json!({"a": "x".repeat(MAX_BODY_BYTES - 7)})), ["too_large"]);
        assert!(!format!("{:?}", draft(json!({"note": "secret"}))).contains("secret"));
    }
}
