//! One authorization with everything about it, and its letter.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{Action, ChangeState, DenialReason, Due, ReviewStatus, Status, Urgency, Visibility};
use crate::attachments::{Attachment, DocumentCheck, DocumentType};
use crate::consents::DisclosureNotice;
use crate::funding::Service;

/// Something with a name: an organization, a program, a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NamedRef {
    /// Identity.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

/// The client, as far as a request shows them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuthorizationClient {
    /// Identity.
    pub id: Uuid,
    /// `Last, First (preferred)`.
    pub name: String,
    /// The number people read.
    pub client_number: i64,
    /// Date of birth.
    pub birth_date: Date,
}

/// A period and a number of units: asked for, or granted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Extent {
    /// First day.
    pub start_date: Date,
    /// Last day, inclusive.
    pub end_date: Date,
    /// Units.
    pub units: i32,
}

/// A note in the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Note {
    /// Identity.
    pub id: Uuid,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Who.
    pub by: String,
    /// For which organization.
    pub organization: String,
    /// Who may read it.
    pub visibility: Visibility,
    /// The words.
    pub body: String,
}

/// A change the agency asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChangeRequest {
    /// Identity.
    pub id: Uuid,
    /// Where it stands.
    pub state: ChangeState,
    /// Another first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<Date>,
    /// Another last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Date>,
    /// Other units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<i32>,
    /// Another site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub program: Option<NamedRef>,
    /// Why.
    pub reason: String,
    /// When it was asked for.
    #[serde(with = "time::serde::rfc3339")]
    pub asked_at: OffsetDateTime,
    /// Who asked.
    pub asked_by: String,
    /// When the county answered.
    #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub decided_at: Option<OffsetDateTime>,
    /// Who answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<String>,
    /// What the county wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision_note: Option<String>,
}

/// One step of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryEntry {
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Who.
    pub by: String,
    /// For which organization.
    pub organization: String,
    /// What was done.
    pub action: Action,
    /// Review status before; absent for the submission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<ReviewStatus>,
    /// Review status after.
    pub to: ReviewStatus,
    /// Status after.
    pub status: Status,
    /// Why, in the words given; without what the reader may not see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// An authorization with everything about it that the reader may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Authorization {
    /// Identity.
    pub id: Uuid,
    /// The authorization number; goes into REF*G1 of the claim.
    pub number: i64,
    /// The client.
    pub client: AuthorizationClient,
    /// The requesting agency.
    pub organization: NamedRef,
    /// The site.
    pub program: NamedRef,
    /// Funding source number.
    pub funding_source_id: i32,
    /// Funding source name.
    pub funding_source_name: String,
    /// Benefit plan number.
    pub plan_id: i32,
    /// Benefit plan name.
    pub plan_name: String,
    /// The service.
    pub service: Service,
    /// Procedure code and modifiers, `H2015:HK`.
    pub procedure: String,
    /// Whether the service counts as Medi-Cal.
    pub medi_cal: bool,
    /// Standard or expedited.
    pub urgency: Urgency,
    /// What was asked for, accepted changes included.
    pub asked: Extent,
    /// What was granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted: Option<Extent>,
    /// Why an overlap with another request is right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overlap_reason: Option<String>,
    /// Where it stands.
    pub status: Status,
    /// Where the review stands.
    pub review_status: ReviewStatus,
    /// When it was sent.
    #[serde(with = "time::serde::rfc3339")]
    pub submitted_at: OffsetDateTime,
    /// Who sent it.
    pub submitted_by: String,
    /// When it was decided.
    #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub review_at: Option<OffsetDateTime>,
    /// Who has taken it, or decided it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewer: Option<NamedRef>,
    /// When a decision is due; absent once decided or withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// Why it was denied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denial_reason: Option<DenialReason>,
    /// What the agency reads with the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_to_agency: Option<String>,
    /// Why it was decided without all required documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_documents_reason: Option<String>,
    /// The checklist of forms.
    pub documents: Vec<DocumentCheck>,
    /// The forms the county asked for and waits for; empty when it asked for none, or does not wait.
    #[serde(default)]
    pub documents_requested: Vec<DocumentType>,
    /// How many required forms are missing.
    pub missing_documents: i32,
    /// Every document, replaced versions included.
    pub attachments: Vec<Attachment>,
    /// The conversation, oldest first; internal notes for county staff only.
    pub notes: Vec<Note>,
    /// Changes asked for, oldest first.
    pub change_requests: Vec<ChangeRequest>,
    /// Every step, oldest first.
    pub history: Vec<HistoryEntry>,
    /// What the reader may do now.
    pub allowed: Vec<Action>,
    /// Send back as `If-Match: "v<n>"`.
    pub version: i32,
    /// Shown under a client's consent: the statement that goes with it (42 CFR 2.32).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<DisclosureNotice>,
}

/// The requests made by one submission: one, or one for each fiscal year of a split.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Submitted {
    /// The requests, earliest period first.
    pub authorizations: Vec<Authorization>,
}

/// Everything a printed decision letter needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Letter {
    /// The authorization number.
    pub number: i64,
    /// The date on the letter: the county day of the decision.
    pub letter_date: Date,
    /// Who writes.
    pub county_name: String,
    /// To whom.
    pub organization_name: String,
    /// The agency's address, a line each.
    pub organization_address: Vec<String>,
    /// The client's name.
    pub client_name: String,
    /// The client's number.
    pub client_number: i64,
    /// The client's date of birth.
    pub birth_date: Date,
    /// The site.
    pub program_name: String,
    /// The funding source with its number.
    pub funding_source_name: String,
    /// The benefit plan with its number.
    pub plan_name: String,
    /// The service.
    pub service: Service,
    /// Procedure code and modifiers.
    pub procedure: String,
    /// Standard or expedited.
    pub urgency: Urgency,
    /// What was asked for.
    pub asked: Extent,
    /// What was granted; absent for a denial.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted: Option<Extent>,
    /// Approved, approved in part or denied.
    pub review_status: ReviewStatus,
    /// Why it was denied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denial_reason: Option<DenialReason>,
    /// What the county wrote.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_to_agency: Option<String>,
    /// When the request came in.
    #[serde(with = "time::serde::rfc3339")]
    pub submitted_at: OffsetDateTime,
    /// When it was decided.
    #[serde(with = "time::serde::rfc3339")]
    pub decided_at: OffsetDateTime,
    /// Who decided.
    pub reviewer_name: String,
    /// The letter's text, a paragraph each; from `letter_paragraphs`.
    pub paragraphs: Vec<String>,
}
