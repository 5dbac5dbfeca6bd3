use time::macros::date;

use super::super::{EnrolledHere, MatchedOn};
use super::*;

const BORN: Date = date!(2012 - 05 - 09);

fn wanted() -> MatchCriteria {
    MatchCriteria {
        last_name: "Núñez-Reyes".into(),
        first_name: "Marisol".into(),
        birth_date: BORN,
        sex: Some(Sex::Female),
        ssn: None,
        cin: None,
    }
}

fn on_file<'a>(last: &'a str, first: &'a str, birth_date: Date) -> Candidate<'a> {
    let name = (last, first);
    Candidate { name, former_names: &[], birth_date, sex: Sex::Female, same_ssn: None, same_cin: None }
}

fn verdict(candidate: &Candidate<'_>) -> (&'static str, Vec<MatchReason>) {
    let score = score(&wanted(), candidate);
    let word = match (score.is_possible(), score.is_strong()) {
        (_, true) => "strong",
        (true, false) => "possible",
        (false, false) => "other",
    };
    (word, score.reasons)
}

#[test]
fn name_and_birth_date_together_are_strong_and_neither_alone_is_possible() {
    use MatchReason::{SameBirthDate, SameName, SimilarBirthDate, SimilarName};
    let other_day = date!(1987 - 01 - 30);
    let cases = [
        (on_file("Nunez Reyes", "Marisol", BORN), "strong", vec![SameName, SameBirthDate]),
        (on_file("Marisol", "Nunez Reyes", BORN), "strong", vec![SameName, SameBirthDate]),
        (on_file("Nunez", "Marisol", BORN), "strong", vec![SimilarName, SameBirthDate]),
        (on_file("Nunez Reyes", "Marisol", date!(2012 - 09 - 05)), "possible", vec![SameName, SimilarBirthDate]),
        (on_file("Nunez Reyes", "Marisol", date!(2013 - 05 - 09)), "possible", vec![SameName, SimilarBirthDate]),
        (on_file("Nunez Reyes", "Marisol", other_day), "other", vec![SameName]),
        (on_file("Okafor", "Ngozi", BORN), "other", vec![SameBirthDate]),
        (on_file("Okafor", "Ngozi", other_day), "other", vec![]),
    ];
    for (candidate, word, reasons) in cases {
        assert_eq!(verdict(&candidate), (word, reasons), "{candidate:?}");
    }
}

#[test]
fn an_equal_number_is_strong_whatever_else_differs() {
    let stranger = on_file("Okafor", "Ngozi", date!(1987 - 01 - 30));
    let same_ssn = Candidate { same_ssn: Some(true), same_cin: Some(false), sex: Sex::Male, ..stranger };
    assert_eq!(verdict(&same_ssn), ("strong", vec![MatchReason::SameSsn]));
    let same_cin = Candidate { same_cin: Some(true), same_ssn: Some(false), ..stranger };
    assert_eq!(verdict(&same_cin), ("strong", vec![MatchReason::SameCin]));
}

#[test]
fn unlike_numbers_and_sex_speak_against_a_match() {
    let twin = Candidate { same_ssn: Some(false), sex: Sex::Male, ..on_file("Nunez Reyes", "Mariano", BORN) };
    assert_eq!(verdict(&twin).0, "other");
    let namesake = Candidate { same_ssn: Some(false), ..on_file("Nunez Reyes", "Marisol", BORN) };
    assert_eq!(verdict(&namesake).0, "possible");
}

#[test]
fn a_former_name_counts_nearly_like_the_present_one() {
    let former = [("Núñez Reyes", "Marisol")];
    let married = Candidate { former_names: &former, ..on_file("Okafor", "Marisol", BORN) };
    assert_eq!(verdict(&married), ("strong", vec![MatchReason::FormerName, MatchReason::SameBirthDate]));
}

fn found(id: u128, score: u8) -> ClientMatch {
    let hit = ClientHit {
        id: Uuid::from_u128(id),
        client_number: 800_440_154,
        last_name: "Reyes".into(),
        first_name: "Marisol".into(),
        middle_name: None,
        preferred_name: None,
        former_name_matched: None,
        birth_date: BORN,
        sex: Sex::Female,
        cin: None,
        ssn_last4: None,
        city: None,
        enrolled_here: EnrolledHere::None,
        matched_on: vec![MatchedOn::Name],
    };
    ClientMatch { hit, score, reasons: vec![MatchReason::SameName], strong: score >= STRONG_SCORE }
}

#[test]
fn every_match_is_looked_at_and_a_strong_one_explained() {
    let matches = [found(1, 60), found(2, 90)];
    let ids = [Uuid::from_u128(1), Uuid::from_u128(2)];
    let seen_one = check_reviewed(&matches, ids.get(..1).unwrap_or(&[]), Some("twins"));
    assert!(matches!(seen_one, Err(p) if p.code == Code::LikelyDuplicate && p.existing_id == Some(Uuid::from_u128(2))));
    let unexplained = check_reviewed(&matches, &ids, Some("  "));
    assert!(matches!(unexplained, Err(p) if p.errors.iter().any(|e| e.pointer == "/reason")));
    assert_eq!(check_reviewed(&matches, &ids, Some("Twins: the mother named both.")), Ok(()));
    assert_eq!(check_reviewed(&[found(1, 60)], &ids, None), Ok(()));
    assert_eq!(check_reviewed(&[], &[], None), Ok(()));
}
