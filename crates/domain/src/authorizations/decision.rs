//! What agency and county say to each other about a request: bodies of the operations.

use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{DenialReason, Outcome, Visibility};
use crate::attachments::DocumentType;
use crate::problem::FieldError;

/// The county's decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Approve, approve in part or deny.
    pub outcome: Outcome,
    /// Units granted; only for a partial approval, at most those asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1, max = 9999, message = "Enter units between 1 and 9999."))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9999))]
    pub units: Option<i32>,
    /// First day granted; only for a partial approval, within the period asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<Date>,
    /// Last day granted; only for a partial approval, within the period asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Date>,
    /// Why; needed for a denial.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason_code: Option<DenialReason>,
    /// What the agency reads with the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000, message = "Keep the note to 2,000 characters."))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub note_to_agency: Option<String>,
    /// What only county staff read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000, message = "Keep the note to 2,000 characters."))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub internal_note: Option<String>,
    /// Why it is decided although required documents are missing; needed then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 500, message = "Keep the reason to 500 characters."))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub missing_documents_reason: Option<String>,
}

/// The county asks the agency for something; the clock stops.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InformationRequest {
    /// What is needed.
    #[validate(
        length(min = 1, max = 2000, message = "Say what is needed, in at most 2,000 characters."),
        custom(function = "not_blank", message = "Say what is needed, in at most 2,000 characters.")
    )]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000, pattern = r"\S"))]
    #[cfg_attr(feature = "openapi", schema(example = "The treatment plan has no signature. Send the signed one."))]
    pub message: String,
    /// The forms asked for, each once.
    #[serde(default)]
    #[validate(length(max = 20, message = "Name at most 20 documents."))]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub documents: Vec<DocumentType>,
}

impl InformationRequest {
    /// What `validator` cannot say: each form is named once.
    pub fn check(&self) -> Vec<FieldError> {
        let again = |(index, form): (usize, &DocumentType)| {
            let repeated = self.documents.iter().take(index).any(|earlier| earlier == form);
            repeated.then(|| FieldError::new(format!("/documents/{index}"), "repeated", "Name each document once."))
        };
        self.documents.iter().enumerate().filter_map(again).collect()
    }
}

/// Forms in words, `Documents: Assessment, Plan.`, as they stand at the end of a question; nothing when there are none.
pub fn documents_in_words(forms: &[DocumentType]) -> Option<String> {
    let labels: Vec<&str> = forms.iter().map(|form| form.label()).collect();
    (!labels.is_empty()).then(|| format!("Documents: {}.", labels.join(", ")))
}

/// The agency answers; the clock goes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct InformationAnswer {
    /// The answer.
    #[validate(
        length(min = 1, max = 2000, message = "Write an answer of at most 2,000 characters."),
        custom(function = "not_blank", message = "Write an answer of at most 2,000 characters.")
    )]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000, pattern = r"\S"))]
    pub message: String,
    /// Staged documents that come with it.
    #[serde(default)]
    #[validate(length(max = 100, message = "Attach at most 100 documents at once."))]
    #[cfg_attr(feature = "openapi", schema(max_items = 100))]
    pub attachment_ids: Vec<Uuid>,
}

/// A note to the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewNote {
    /// The note.
    #[validate(
        length(min = 1, max = 2000, message = "Write a note of at most 2,000 characters."),
        custom(function = "not_blank", message = "Write a note of at most 2,000 characters.")
    )]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 2000, pattern = r"\S"))]
    pub body: String,
    /// Who may read it. Internal notes are the county's.
    pub visibility: Visibility,
}

/// The agency takes its request back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Withdrawal {
    /// Why.
    #[validate(
        length(min = 1, max = 500, message = "Give a reason of 1 to 500 characters."),
        custom(function = "not_blank", message = "Give a reason of 1 to 500 characters.")
    )]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500, pattern = r"\S"))]
    #[cfg_attr(feature = "openapi", schema(example = "Client moved to another county."))]
    pub reason: String,
}

/// The agency asks to change a frozen request. At least one field besides the reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewChangeRequest {
    /// Another first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<Date>,
    /// Another last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Date>,
    /// Other units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(range(min = 1, max = 9999, message = "Enter units between 1 and 9999."))]
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 9999))]
    pub units: Option<i32>,
    /// Another site of the same agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub program_id: Option<Uuid>,
    /// Why.
    #[validate(
        length(min = 1, max = 500, message = "Give a reason of 1 to 500 characters."),
        custom(function = "not_blank", message = "Give a reason of 1 to 500 characters.")
    )]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500, pattern = r"\S"))]
    pub reason: String,
}

/// The county's answer to a change request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeDecision {
    /// Take it over, or not.
    pub accept: bool,
    /// What the agency reads; needed for a refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 2000, message = "Keep the note to 2,000 characters."))]
    #[cfg_attr(feature = "openapi", schema(max_length = 2000))]
    pub note: Option<String>,
}

/// Blanks alone say nothing. An empty text is the matter of the length rule, so that it is told once.
fn not_blank(text: &str) -> Result<(), ValidationError> {
    if !text.is_empty() && text.trim().is_empty() { Err(ValidationError::new("required")) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::authorizations::NewAuthorization;
    use crate::problem::from_validation;

    #[test]
    fn blank_words_are_refused_once() {
        for (reason, faults) in [("", 1), ("   ", 1), ("Moved.", 0), (&"x".repeat(501), 1)] {
            let errors = Withdrawal { reason: reason.to_owned() }.validate().err();
            let found = errors.map(|e| from_validation(&e)).unwrap_or_default();
            assert_eq!(found.len(), faults, "{reason:?}");
            assert!(found.iter().all(|e| e.pointer == "/reason" && e.detail.ends_with('.')));
        }
    }

    #[test]
    fn a_request_reads_as_documented() {
        let body = json!({
            "client_id": "00000000-0000-0000-0000-000000000001",
            "program_id": "00000000-0000-0000-0000-000000000002",
            "plan_id": 212,
            "procedure": "H2015:HK",
            "start_date": "2026-03-01",
            "end_date": "2026-06-30",
            "units": 9999,
            "urgency": "standard"
        });
        let request: NewAuthorization = serde_json::from_value(body.clone()).unwrap();
        assert!(request.validate().is_ok());
        let mut back = serde_json::to_value(&request).unwrap();
        back.as_object_mut().unwrap().remove("split");
        assert_eq!(back, body);
        for (field, value) in [("units", json!(0)), ("units", json!(10_000)), ("note", json!("x".repeat(2_001)))] {
            let mut bad = body.clone();
            bad[field] = value;
            let request: NewAuthorization = serde_json::from_value(bad).unwrap();
            let errors = from_validation(&request.validate().unwrap_err());
            assert_eq!(errors.iter().map(|e| e.pointer.as_str()).collect::<Vec<_>>(), [format!("/{field}")]);
        }
        for (field, value) in [("unknown", json!(1)), ("start_date", json!("03/01/2026")), ("urgency", json!("soon"))] {
            let mut bad = body.clone();
            bad[field] = value;
            assert!(serde_json::from_value::<NewAuthorization>(bad).is_err(), "{field}");
        }
    }
}
