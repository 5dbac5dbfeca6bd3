use time::macros::date;
use uuid::Uuid;

use super::super::{FormerName, NewAdmission};
use super::*;
use crate::coverage::{NewCoverage, PayerKind};
use crate::organizations::Address;

const TODAY: Date = date!(2026 - 03 - 01);

fn codes(errors: &[FieldError]) -> Vec<(&str, &str)> {
    errors.iter().map(|e| (e.pointer.as_str(), e.code.as_str())).collect()
}

fn by_name(name: &str) -> ClientCriteria {
    ClientCriteria { name: Some(name.into()), ..ClientCriteria::default() }
}

#[test]
fn a_search_needs_something_to_go_by() {
    let nothing = ClientCriteria { sex: Some(Sex::Female), name: Some("  ".into()), ..ClientCriteria::default() };
    assert_eq!(codes(&check_criteria(&nothing)), [("", "too_few_criteria")]);
    assert_eq!(codes(&check_criteria(&by_name("--"))), [("/name", "no_letters")]);
    assert_eq!(check_criteria(&by_name("R")), []);
    let refused = ClientCriteria { ssn: Some("999999999".into()), ..ClientCriteria::default() };
    assert_eq!(codes(&check_criteria(&refused)), [("", "too_few_criteria")]);
    let wrong = ClientCriteria { ssn: Some("000-12-3456".into()), cin: Some("18".into()), ..ClientCriteria::default() };
    assert_eq!(codes(&check_criteria(&wrong)), [("/cin", "cin_form"), ("/ssn", "ssn_unassigned")]);
}

#[test]
fn the_county_is_not_listed_by_a_single_letter() {
    assert_eq!(codes(&check_county_criteria(&by_name("R"))), [("/name", "too_few_letters")]);
    assert_eq!(check_county_criteria(&by_name("Re")), []);
    let field = ClientCriteria { last_name: Some("R".into()), ..ClientCriteria::default() };
    assert_eq!(codes(&check_county_criteria(&field)), [("/last_name", "too_few_letters")]);
    let narrowed = ClientCriteria { birth_date: Some(date!(2012 - 05 - 09)), ..by_name("R") };
    assert_eq!(check_county_criteria(&narrowed), []);
    let numbered = ClientCriteria { client_number: Some(800_440_154), ..by_name("R") };
    assert_eq!(check_county_criteria(&numbered), []);
}

fn new_client() -> NewClient {
    NewClient {
        last_name: "Reyes".into(),
        first_name: "Marisol".into(),
        middle_name: None,
        suffix: None,
        preferred_name: None,
        former_names: Vec::new(),
        birth_date: date!(2012 - 05 - 09),
        sex: Sex::Female,
        ssn: Some("999999999".into()),
        cin: Some("96634632D".into()),
        preferred_language: Some("Spanish".into()),
        phone: Some("(213) 555-0100".into()),
        address: Some(address()),
        homeless: false,
        admission: NewAdmission { program_id: Uuid::from_u128(7), start_date: TODAY },
        coverage: Some(coverage()),
        reviewed_match_ids: Vec::new(),
        reason: None,
    }
}

fn address() -> Address {
    Address {
        street: "550 S Vermont Ave".into(),
        unit: None,
        city: "Los Angeles".into(),
        state: "CA".into(),
        zip: "90020".into(),
    }
}

fn coverage() -> NewCoverage {
    NewCoverage {
        payer: PayerKind::MediCal,
        plan_name: "Medi-Cal".into(),
        medi_cal: None,
        member_id: Some("96634632D".into()),
        subscriber: None,
        start_date: TODAY,
        end_date: None,
    }
}

fn check(new: &NewClient) -> Vec<FieldError> {
    let facts = AdmissionFacts {
        today: TODAY,
        birth_date: date!(1900 - 01 - 01),
        program_is_mine: true,
        program_active: true,
        on_file: &[],
    };
    check_new_client(new, &facts)
}

#[test]
fn a_right_client_has_no_errors_and_an_example_reads() {
    assert_eq!(check(&new_client()), []);
    let text = serde_json::to_string(&new_client()).unwrap_or_default();
    assert!(matches!(serde_json::from_str::<NewClient>(&text), Ok(read) if read == new_client()));
}

#[test]
fn every_field_says_where_it_is_wrong() {
    let nowhere = Address { state: "Cal".into(), zip: "9002".into(), ..address() };
    let former = FormerName { last_name: "-".into(), first_name: "Ana".into() };
    let cases = [
        (NewClient { last_name: " - ".into(), ..new_client() }, vec![("/last_name", "no_letters")]),
        (NewClient { last_name: "Okafor\u{202e}".into(), ..new_client() }, vec![("/last_name", "control_characters")]),
        (NewClient { first_name: "Mari\u{200c}sol".into(), ..new_client() }, vec![]),
        (NewClient { first_name: "Mari\nsol".into(), ..new_client() }, vec![("/first_name", "control_characters")]),
        (NewClient { ssn: Some("666123456".into()), ..new_client() }, vec![("/ssn", "ssn_unassigned")]),
        (NewClient { phone: Some("5550100".into()), ..new_client() }, vec![("/phone", "phone_form")]),
        (NewClient { former_names: vec![former], ..new_client() }, vec![("/former_names/0/last_name", "no_letters")]),
        (
            NewClient { address: Some(nowhere), ..new_client() },
            vec![("/address/state", "state_form"), ("/address/zip", "zip_form")],
        ),
        (NewClient { address: None, homeless: true, ..new_client() }, vec![("/address", "required")]),
        (NewClient { cin: Some("93534820D".into()), ..new_client() }, vec![("/coverage/member_id", "cin_differs")]),
        (
            NewClient { birth_date: date!(2027 - 01 - 01), ..new_client() },
            vec![
                ("/birth_date", "in_future"),
                ("/admission/start_date", "before_birth"),
                ("/coverage/start_date", "before_birth"),
            ],
        ),
    ];
    for (case, expected) in cases {
        assert_eq!(codes(&check(&case)), expected);
    }
}

#[test]
fn debug_prints_hold_nothing_about_a_person() {
    let shown = format!("{:?} {:?}", new_client(), by_name("Reyes"));
    assert!(
        ["Reyes", "Marisol", "96634632D", "2012", "Vermont"].iter().all(|secret| !shown.contains(secret)),
        "{shown}"
    );
}
