//! Home: what needs this person today, grouped by kind, oldest first, one button a row.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::words::words;

words! {
    /// What kind of work waits.
    HomeGroupKind {
        /// The county asked the agency for information.
        InformationRequested = "information_requested", "The county asks for information";
        /// Submitted requests that lack a required document.
        DocumentsMissing = "documents_missing", "Documents missing";
        /// Requests nobody reviews yet.
        ToReview = "to_review", "Waiting for review";
        /// Requests this reviewer holds.
        InReview = "in_review", "In your review";
        /// Decisions that are due soon or overdue.
        DueSoon = "due_soon", "Decisions due";
        /// Changes the county has to accept or refuse.
        ChangeRequests = "change_requests", "Changes asked for";
        /// Decisions the agency has not looked at.
        Decided = "decided", "Decided since you last looked";
        /// Authorizations that end within 30 days.
        EndingSoon = "ending_soon", "Authorizations ending soon";
        /// P-Auths with little money left.
        FundsLow = "funds_low", "Provider authorizations running low";
        /// The person's own unfinished forms.
        Drafts = "drafts", "Your drafts";
    }
}

words! {
    /// Where the one button of a row leads.
    HomeAction {
        /// The authorization.
        OpenAuthorization = "open_authorization", "Open authorization";
        /// The authorization, at the answer to the county.
        AnswerInformation = "answer_information", "Answer the county";
        /// The authorization, at its documents.
        AttachDocuments = "attach_documents", "Attach documents";
        /// The review queue with this request open.
        Review = "review", "Review request";
        /// The client's page.
        OpenClient = "open_client", "Open client";
        /// A new request for the client.
        RequestAuthorization = "request_authorization", "Request authorization";
        /// The draft, where it was left.
        ContinueDraft = "continue_draft", "Continue draft";
        /// The agency's P-Auths.
        OpenFunding = "open_funding", "Open provider authorizations";
    }
}

/// What needs this person today.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Home {
    /// Groups that hold something, the most urgent kind first.
    pub groups: Vec<HomeGroup>,
}

/// The work of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HomeGroup {
    /// Which kind.
    pub kind: HomeGroupKind,
    /// The heading.
    pub title: String,
    /// How many there are in all; `items` may show fewer.
    pub count: i64,
    /// The oldest of them, oldest first.
    pub items: Vec<HomeItem>,
}

/// One thing to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HomeItem {
    /// The client it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<Uuid>,
    /// That client as "Last, First (preferred)".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_name: Option<String>,
    /// The authorization it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorization_id: Option<Uuid>,
    /// The draft it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft_id: Option<Uuid>,
    /// What is the matter, in one sentence.
    pub sentence: String,
    /// When it is due.
    #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub due_at: Option<OffsetDateTime>,
    /// The words on the button.
    pub action_label: String,
    /// Where the button leads.
    pub action: HomeAction,
}
