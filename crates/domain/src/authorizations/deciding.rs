//! The rules of review: what a decision may grant, what a change may ask for.

use time::Date;
use uuid::Uuid;

use super::period::{Period, split};
use super::{ChangeDecision, Decision, Extent, NewChangeRequest, NewNote, Outcome, Visibility};
use crate::dates::format_date;
use crate::problem::{Code, FieldError, Problem};

/// Nobody decides their own organization's request.
pub fn check_organization(decider: Uuid, requester: Uuid) -> Result<(), Problem> {
    if decider == requester {
        return Err(Problem::new(
            Code::NotPermitted,
            "Your own organization sent this request. Another one decides it.",
        ));
    }
    Ok(())
}

/// What a decision grants: the whole, a part, or nothing; or every field at fault.
pub fn check_decision(
    decision: &Decision,
    asked: Extent,
    missing_documents: i32,
) -> Result<Option<Extent>, Vec<FieldError>> {
    let mut errors = Vec::new();
    if missing_documents > 0 && blank(decision.missing_documents_reason.as_deref()) {
        let words = "Required documents are missing. Say why you decide without them.";
        errors.push(FieldError::new("/missing_documents_reason", "required", words));
    }
    let granted = match decision.outcome {
        Outcome::Approve => {
            errors.extend(no_extent(decision));
            errors.extend(no_reason(decision));
            Some(asked)
        }
        Outcome::ApproveInPart => {
            let granted = part_of(decision, asked);
            errors.extend(check_part(granted, asked));
            Some(granted)
        }
        Outcome::Deny => {
            errors.extend(no_extent(decision));
            if decision.reason_code.is_none() {
                errors.push(FieldError::new("/reason_code", "required", "Choose why the request is denied."));
            }
            None
        }
    };
    if errors.is_empty() { Ok(granted) } else { Err(errors) }
}

fn blank(text: Option<&str>) -> bool {
    text.is_none_or(|t| t.trim().is_empty())
}

fn part_of(decision: &Decision, asked: Extent) -> Extent {
    Extent {
        start_date: decision.start_date.unwrap_or(asked.start_date),
        end_date: decision.end_date.unwrap_or(asked.end_date),
        units: decision.units.unwrap_or(asked.units),
    }
}

/// Units and dates are said only with a partial approval: anything else would contradict the outcome.
fn no_extent(decision: &Decision) -> Vec<FieldError> {
    let words = "Leave this empty, or approve in part.";
    [
        ("/units", decision.units.is_some()),
        ("/start_date", decision.start_date.is_some()),
        ("/end_date", decision.end_date.is_some()),
    ]
    .into_iter()
    .filter(|(_, given)| *given)
    .map(|(pointer, _)| FieldError::new(pointer, "not_allowed", words))
    .collect()
}

fn no_reason(decision: &Decision) -> Option<FieldError> {
    decision.reason_code?;
    Some(FieldError::new("/reason_code", "not_allowed", "An approval has no denial reason. Leave this empty."))
}

/// A part lies within what was asked for, and is less than it.
fn check_part(granted: Extent, asked: Extent) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if granted.units < 1 || granted.units > asked.units {
        let words = format!("Enter units between 1 and {}, the units asked for.", asked.units);
        errors.push(FieldError::new("/units", "not_within", words));
    }
    let within = |date: Date| asked.start_date <= date && date <= asked.end_date;
    let words = format!("Enter a date from {} to {}.", format_date(asked.start_date), format_date(asked.end_date));
    if !within(granted.start_date) {
        errors.push(FieldError::new("/start_date", "not_within", words.clone()));
    }
    if !within(granted.end_date) {
        errors.push(FieldError::new("/end_date", "not_within", words));
    } else if granted.end_date < granted.start_date {
        errors.push(FieldError::new("/end_date", "period_order", "The end date is before the start date."));
    }
    if errors.is_empty() && granted == asked {
        let words = "This is all that was asked for. Grant fewer units or days, or approve the request.";
        errors.push(FieldError::new("", "not_less", words));
    }
    errors
}

/// Internal notes are the county's own.
pub fn check_note(note: &NewNote, by_county: bool) -> Result<(), FieldError> {
    if note.body.trim().is_empty() {
        return Err(FieldError::new("/body", "required", "Write the note."));
    }
    if note.visibility == Visibility::Internal && !by_county {
        let words = "Only county staff write internal notes. Choose \u{201c}Agency and county\u{201d}.";
        return Err(FieldError::new("/visibility", "not_allowed", words));
    }
    Ok(())
}

/// The extent with the change taken over.
pub fn apply_change(now: Extent, change: &NewChangeRequest) -> Extent {
    Extent {
        start_date: change.start_date.unwrap_or(now.start_date),
        end_date: change.end_date.unwrap_or(now.end_date),
        units: change.units.unwrap_or(now.units),
    }
}

/// A change request changes something, and what comes out still is one period of one fiscal year. Run it again when
/// the county accepts: the authorization may have changed in between.
pub fn check_change_request(
    change: &NewChangeRequest,
    now: Extent,
    program_id: Uuid,
) -> Result<Extent, Vec<FieldError>> {
    let mut errors = Vec::new();
    if blank(Some(&change.reason)) {
        errors.push(FieldError::new("/reason", "required", "Say why."));
    }
    let then = apply_change(now, change);
    let other_program = change.program_id.is_some_and(|id| id != program_id);
    if then == now && !other_program {
        errors.push(FieldError::new("", "nothing_changed", "Change a date, the units or the program."));
    }
    if !(1..=9999).contains(&then.units) {
        errors.push(FieldError::new("/units", "units", "Enter units between 1 and 9999."));
    }
    match split(Period { start_date: then.start_date, end_date: then.end_date }).len() {
        0 => errors.push(FieldError::new("/end_date", "period_order", "The end date is before the start date.")),
        1 => {}
        _ => {
            let words =
                "The period crosses 30 June. Keep it inside one fiscal year and send a new request for the rest.";
            errors.push(FieldError::new("/end_date", "fiscal_year", words));
        }
    }
    if errors.is_empty() { Ok(then) } else { Err(errors) }
}

/// A refusal says why.
pub fn check_change_decision(decision: &ChangeDecision) -> Result<(), FieldError> {
    if !decision.accept && blank(decision.note.as_deref()) {
        return Err(FieldError::new("/note", "required", "Say why the change is refused."));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::super::DenialReason;
    use super::*;

    const ASKED: Extent = Extent { start_date: date!(2026 - 07 - 01), end_date: date!(2026 - 12 - 31), units: 9999 };

    fn decision(outcome: Outcome) -> Decision {
        Decision {
            outcome,
            units: None,
            start_date: None,
            end_date: None,
            reason_code: None,
            note_to_agency: None,
            internal_note: None,
            missing_documents_reason: None,
        }
    }

    fn faults(decision: &Decision, missing: i32) -> Vec<String> {
        match check_decision(decision, ASKED, missing) {
            Ok(_) => Vec::new(),
            Err(errors) => errors.into_iter().map(|e| format!("{} {}", e.pointer, e.code)).collect(),
        }
    }

    #[test]
    fn what_each_outcome_may_say() {
        use Outcome::{Approve, ApproveInPart, Deny};
        let part = |units| Decision { units, ..decision(ApproveInPart) };
        let dates = |start_date, end_date| Decision { start_date, end_date, ..decision(ApproveInPart) };
        let none: [&str; 0] = [];
        assert_eq!(faults(&decision(Approve), 0), none);
        assert_eq!(faults(&Decision { units: Some(5), ..decision(Approve) }, 0), ["/units not_allowed"]);
        assert_eq!(faults(&decision(Deny), 0), ["/reason_code required"]);
        let reason_code = Some(DenialReason::LevelOfCare);
        assert_eq!(faults(&Decision { reason_code, ..decision(Deny) }, 0), none);
        assert_eq!(faults(&Decision { reason_code, ..decision(Approve) }, 0), ["/reason_code not_allowed"]);
        assert_eq!(faults(&part(Some(100)), 0), none);
        assert_eq!(faults(&part(None), 0), [" not_less"]);
        assert_eq!(faults(&part(Some(9999)), 0), [" not_less"]);
        assert_eq!(faults(&part(Some(10_000)), 0), ["/units not_within"]);
        assert_eq!(faults(&part(Some(0)), 0), ["/units not_within"]);
        assert_eq!(faults(&dates(Some(date!(2026 - 06 - 30)), None), 0), ["/start_date not_within"]);
        assert_eq!(faults(&dates(None, Some(date!(2027 - 01 - 01))), 0), ["/end_date not_within"]);
        assert_eq!(
            faults(&dates(Some(date!(2026 - 10 - 02)), Some(date!(2026 - 10 - 01))), 0),
            ["/end_date period_order"]
        );
    }

    #[test]
    fn missing_documents_need_a_reason() {
        let bare = decision(Outcome::Approve);
        assert_eq!(faults(&bare, 2), ["/missing_documents_reason required"]);
        let said = Decision { missing_documents_reason: Some("On paper.".to_owned()), ..bare.clone() };
        assert!(faults(&said, 2).is_empty());
        let blank = Decision { missing_documents_reason: Some("  ".to_owned()), ..bare };
        assert_eq!(faults(&blank, 1).len(), 1);
    }

    #[test]
    fn nobody_decides_for_their_own_organization() {
        let (county, agency) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert!(check_organization(county, agency).is_ok());
        assert_eq!(check_organization(agency, agency).map_err(|p| p.code), Err(Code::NotPermitted));
    }

    #[test]
    fn a_change_changes_something_lawful() {
        let here = Uuid::from_u128(1);
        let change = NewChangeRequest {
            start_date: None,
            end_date: None,
            units: None,
            program_id: None,
            reason: "Longer stay".to_owned(),
        };
        let codes = |change: &NewChangeRequest| -> Vec<String> {
            check_change_request(change, ASKED, here).err().into_iter().flatten().map(|e| e.code).collect()
        };
        assert_eq!(codes(&change), ["nothing_changed"]);
        assert_eq!(codes(&NewChangeRequest { program_id: Some(here), ..change.clone() }), ["nothing_changed"]);
        assert!(codes(&NewChangeRequest { program_id: Some(Uuid::from_u128(2)), ..change.clone() }).is_empty());
        assert!(codes(&NewChangeRequest { end_date: Some(date!(2027 - 06 - 30)), ..change.clone() }).is_empty());
        assert_eq!(
            codes(&NewChangeRequest { end_date: Some(date!(2027 - 07 - 01)), ..change.clone() }),
            ["fiscal_year"]
        );
        assert_eq!(
            codes(&NewChangeRequest { end_date: Some(date!(2026 - 06 - 30)), ..change.clone() }),
            ["period_order"]
        );
        assert_eq!(codes(&NewChangeRequest { units: Some(0), ..change }), ["units"]);
        assert!(check_change_decision(&ChangeDecision { accept: false, note: None }).is_err());
        assert!(check_change_decision(&ChangeDecision { accept: true, note: None }).is_ok());
    }

    #[test]
    fn internal_notes_are_the_countys() {
        let note = |visibility| NewNote { body: "Seen".to_owned(), visibility };
        assert!(check_note(&note(Visibility::Internal), false).is_err());
        assert!(check_note(&note(Visibility::Internal), true).is_ok());
        assert!(check_note(&note(Visibility::AgencyAndCounty), false).is_ok());
    }
}
