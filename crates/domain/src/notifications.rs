//! What changed for a person while they were elsewhere.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::words::words;

words! {
    /// What a notification is about.
    NotificationKind {
        /// An agency submitted a request.
        RequestSubmitted = "request_submitted", "Request submitted";
        /// The county asks for information; the clock is stopped.
        InformationRequested = "information_requested", "Information requested";
        /// The agency answered; the clock runs again.
        InformationAnswered = "information_answered", "Information answered";
        /// The county decided.
        Decided = "decided", "Decision made";
        /// The agency withdrew its request.
        Withdrawn = "withdrawn", "Request withdrawn";
        /// The agency asks to change a submitted request.
        ChangeRequested = "change_requested", "Change requested";
        /// The county accepted or refused the change.
        ChangeDecided = "change_decided", "Change decided";
        /// Somebody wrote a note to the reader's side.
        NoteWritten = "note_written", "New note";
        /// A document was taken into quarantine.
        DocumentQuarantined = "document_quarantined", "Document held back";
        /// A decision is due soon or overdue.
        DecisionDue = "decision_due", "Decision due";
    }
}

/// One notification.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Notification {
    /// The notification.
    pub id: Uuid,
    /// What it is about.
    pub kind: NotificationKind,
    /// One sentence, without anything that identifies a client beyond the authorization number.
    pub subject: String,
    /// The authorization it leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorization_id: Option<Uuid>,
    /// The client it leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<Uuid>,
    /// When it happened.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// Whether the reader has read it.
    pub read: bool,
}

/// Which notifications to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct NotificationFilter {
    /// Only those the reader has not read.
    pub unread: Option<bool>,
    /// Rows a page, 1 to 200.
    pub limit: Option<u16>,
    /// Where the page begins; from `next_cursor`.
    pub cursor: Option<String>,
}
