//! The words of a decision letter.

use super::{Extent, Letter, ReviewStatus};
use crate::dates::format_date;

/// The letter's text, a paragraph each. Reads everything but [`Letter::paragraphs`]; empty before a decision.
pub fn letter_paragraphs(letter: &Letter) -> Vec<String> {
    let outcome = match letter.review_status {
        ReviewStatus::Approved => approved(letter),
        ReviewStatus::ApprovedInPart => approved_in_part(letter),
        ReviewStatus::Denied => denied(letter),
        ReviewStatus::Submitted | ReviewStatus::InReview | ReviewStatus::InformationRequested => return Vec::new(),
    };
    let mut paragraphs = vec![opening(letter)];
    paragraphs.extend(outcome);
    if let Some(note) = letter.note_to_agency.as_deref().map(str::trim).filter(|n| !n.is_empty()) {
        paragraphs.push(format!("Note from the reviewer: {note}"));
    }
    paragraphs
}

fn opening(letter: &Letter) -> String {
    format!(
        "{} asked for {} ({}) under {} for {}, client number {}: {}. The request has number {}.",
        letter.organization_name,
        letter.service.label(),
        letter.procedure,
        letter.plan_name,
        letter.client_name,
        letter.client_number,
        extent(letter.asked),
        letter.number,
    )
}

fn extent(extent: Extent) -> String {
    let word = if extent.units == 1 { "unit" } else { "units" };
    format!("{} {word} from {} to {}", extent.units, format_date(extent.start_date), format_date(extent.end_date))
}

fn approved(letter: &Letter) -> Vec<String> {
    let granted = letter.granted.unwrap_or(letter.asked);
    vec![format!("The request is approved as asked: {}.", extent(granted)), on_claims(letter)]
}

fn approved_in_part(letter: &Letter) -> Vec<String> {
    let granted = letter.granted.unwrap_or(letter.asked);
    let reason = letter.denial_reason.map(|r| format!(" Reason: {} ({}).", r.label(), r.code())).unwrap_or_default();
    let rest = "What was asked for beyond this is not approved.";
    vec![format!("The request is approved in part: {}. {rest}{reason}", extent(granted)), on_claims(letter), again()]
}

fn denied(letter: &Letter) -> Vec<String> {
    let reason = letter.denial_reason.map(|r| format!(" Reason: {} ({}).", r.label(), r.code())).unwrap_or_default();
    vec![format!("The request is denied.{reason}"), again()]
}

/// Seed 000: the member authorization number stands in service loop 2400, where the P-Auth number stood.
fn on_claims(letter: &Letter) -> String {
    format!(
        "Put authorization number {} on each service line of the claim (loop 2400, REF*G1), in place of the provider \
         authorization number.",
        letter.number
    )
}

fn again() -> String {
    "The agency may send a new request with further information. A notice of adverse benefit determination with the \
     client's appeal rights is sent to the client separately."
        .to_owned()
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::super::{DenialReason, Urgency};
    use super::*;
    use crate::funding::Service;

    fn letter(review_status: ReviewStatus) -> Letter {
        let asked = Extent { start_date: date!(2026 - 07 - 01), end_date: date!(2026 - 12 - 31), units: 9999 };
        Letter {
            number: 772,
            letter_date: date!(2026 - 07 - 09),
            county_name: "Example County".to_owned(),
            organization_name: "North Agency".to_owned(),
            organization_address: Vec::new(),
            client_name: "Testchild, Alex".to_owned(),
            client_number: 800_440_154,
            birth_date: date!(2014 - 04 - 05),
            program_name: "North Site".to_owned(),
            funding_source_name: "102 DMH".to_owned(),
            plan_name: "212 DMH MHS IHBS (MC)".to_owned(),
            service: Service::Ihbs,
            procedure: "H2015:HK".to_owned(),
            urgency: Urgency::Standard,
            asked,
            granted: Some(Extent { units: 400, ..asked }),
            review_status,
            denial_reason: None,
            note_to_agency: None,
            submitted_at: datetime!(2026-07-01 17:00 UTC),
            decided_at: datetime!(2026-07-09 17:00 UTC),
            reviewer_name: "R. Reviewer".to_owned(),
            paragraphs: Vec::new(),
        }
    }

    #[test]
    fn each_outcome_has_its_letter() {
        let part = letter_paragraphs(&letter(ReviewStatus::ApprovedInPart)).join("\n");
        assert!(part.contains("9999 units from 07/01/2026 to 12/31/2026"));
        assert!(part.contains("approved in part: 400 units"));
        assert!(part.contains("REF*G1"));
        let denial = Letter { denial_reason: Some(DenialReason::LevelOfCare), ..letter(ReviewStatus::Denied) };
        let denied = letter_paragraphs(&denial).join("\n");
        assert!(denied.contains("Another level of care is right (83)"));
        assert!(!denied.contains("REF*G1"));
        assert!(letter_paragraphs(&letter(ReviewStatus::InReview)).is_empty());
        let noted = Letter { note_to_agency: Some("See plan.".to_owned()), ..letter(ReviewStatus::Approved) };
        assert_eq!(letter_paragraphs(&noted).last().map(String::as_str), Some("Note from the reviewer: See plan."));
    }
}
