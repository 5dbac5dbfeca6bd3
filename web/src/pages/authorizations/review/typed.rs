//! A decision as it is typed, and what is sent of it.

use domain::attachments::DocumentType;
use domain::authorizations::{Authorization, Decision, DenialReason, InformationRequest, Outcome, check_decision};
use domain::problem::FieldError;
use serde::{Deserialize, Serialize};

use crate::form::{checked, filled};
use crate::ui::TypedDate;

/// What the reviewer is about to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Choice {
    Approve,
    Part,
    Deny,
    Information,
}

impl Choice {
    pub(super) const ALL: [Self; 4] = [Self::Approve, Self::Part, Self::Deny, Self::Information];

    /// Verb and object.
    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Approve => "Approve request",
            Self::Part => "Approve in part",
            Self::Deny => "Deny request",
            Self::Information => "Ask for information",
        }
    }

    /// The key that chooses it.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Approve => "A",
            Self::Part => "P",
            Self::Deny => "D",
            Self::Information => "I",
        }
    }

    /// What a key chooses.
    pub(super) fn of_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|choice| choice.key().eq_ignore_ascii_case(key))
    }
}

/// The form. A draft keeps it.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Typed {
    pub(super) choice: Option<Choice>,
    pub(super) units: String,
    pub(super) start: TypedDate,
    pub(super) end: TypedDate,
    pub(super) reason: String,
    pub(super) note: String,
    pub(super) internal: String,
    pub(super) missing: String,
    pub(super) message: String,
    pub(super) documents: Vec<DocumentType>,
}

/// What is sent.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) enum Sent {
    Decision(Decision),
    Question(InformationRequest),
}

impl Typed {
    /// The body, or what is wrong with it.
    pub(super) fn read(&self, one: &Authorization) -> Result<Sent, Vec<FieldError>> {
        match self.choice {
            None => Err(vec![FieldError::new("", "required", "Choose what to do with the request.")]),
            Some(Choice::Information) => {
                let question =
                    InformationRequest { message: self.message.trim().to_owned(), documents: self.documents.clone() };
                checked(question, |_| Vec::new()).map(Sent::Question)
            }
            Some(Choice::Approve) => self.decision(Outcome::Approve, one),
            Some(Choice::Part) => self.decision(Outcome::ApproveInPart, one),
            Some(Choice::Deny) => self.decision(Outcome::Deny, one),
        }
    }

    fn decision(&self, outcome: Outcome, one: &Authorization) -> Result<Sent, Vec<FieldError>> {
        let part = outcome == Outcome::ApproveInPart;
        if part {
            self.readable()?;
        }
        let reason_code = DenialReason::parse(&self.reason).filter(|_| outcome != Outcome::Approve);
        let decision = Decision {
            outcome,
            units: self.units.trim().parse().ok().filter(|_| part),
            start_date: self.start.date.filter(|_| part),
            end_date: self.end.date.filter(|_| part),
            reason_code,
            note_to_agency: filled(&self.note),
            internal_note: filled(&self.internal),
            missing_documents_reason: filled(&self.missing).filter(|_| one.missing_documents > 0),
        };
        let rules =
            |decision: &Decision| check_decision(decision, one.asked, one.missing_documents).err().unwrap_or_default();
        checked(decision, rules).map(Sent::Decision)
    }

    /// What is left empty stays as asked; what is typed must be readable.
    fn readable(&self) -> Result<(), Vec<FieldError>> {
        let mut errors = Vec::new();
        if !self.units.trim().is_empty() && self.units.trim().parse::<i32>().is_err() {
            errors.push(FieldError::new("/units", "unreadable", "Enter units as a whole number."));
        }
        for (date, pointer) in [(&self.start, "/start_date"), (&self.end, "/end_date")] {
            if date.is_unread() {
                errors.push(FieldError::new(pointer, "unreadable", "Enter the date as MM/DD/YYYY."));
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::one::tests::authorization;
    use super::*;

    fn typed(choice: Choice) -> Typed {
        Typed { choice: Some(choice), ..Typed::default() }
    }

    fn pointers(typed: &Typed, one: &Authorization) -> Vec<String> {
        typed.read(one).err().unwrap_or_default().into_iter().map(|error| error.pointer).collect()
    }

    #[test]
    fn each_choice_asks_for_what_it_needs() {
        let one = authorization();
        assert!(pointers(&typed(Choice::Approve), &one).is_empty());
        assert_eq!(pointers(&typed(Choice::Deny), &one), ["/reason_code"]);
        assert_eq!(pointers(&typed(Choice::Information), &one), ["/message"]);
        assert_eq!(pointers(&typed(Choice::Part), &one), [""]);
        let part = Typed { units: "many".to_owned(), ..typed(Choice::Part) };
        assert_eq!(pointers(&part, &one), ["/units"]);
    }

    #[test]
    fn what_belongs_to_another_choice_is_not_sent() {
        let one = authorization();
        let full = Typed {
            units: "5".to_owned(),
            reason: "not_covered".to_owned(),
            missing: "x".to_owned(),
            ..typed(Choice::Approve)
        };
        let Ok(Sent::Decision(decision)) = full.read(&one) else { panic!("a decision") };
        assert_eq!((decision.units, decision.reason_code, decision.missing_documents_reason), (None, None, None));
    }

    #[test]
    fn deciding_without_documents_asks_why() {
        let one = Authorization { missing_documents: 2, ..authorization() };
        assert_eq!(pointers(&typed(Choice::Approve), &one), ["/missing_documents_reason"]);
    }

    #[test]
    fn keys_choose() {
        assert_eq!(Choice::of_key("a"), Some(Choice::Approve));
        assert_eq!(Choice::of_key("I"), Some(Choice::Information));
        assert_eq!(Choice::of_key("x"), None);
    }
}
