use proptest::prelude::*;
use time::macros::date;

use super::super::EndReason;
use super::*;

const TODAY: Date = date!(2026 - 03 - 01);
const PROGRAM: Uuid = Uuid::from_u128(7);

fn on_file(id: u128, start: Date, end: Option<Date>) -> Enrollment {
    Enrollment {
        id: Uuid::from_u128(id),
        client_id: Uuid::nil(),
        organization_id: Uuid::nil(),
        organization_name: "Harbor Light".into(),
        program_id: PROGRAM,
        program_name: "San Pedro".into(),
        start_date: start,
        end_date: end,
        end_reason: end.map(|_| EndReason::Completed),
        mine: true,
        version: 1,
    }
}

fn new(start: Date, end: Option<Date>) -> NewEnrollment {
    NewEnrollment { program_id: PROGRAM, start_date: start, end_date: end, end_reason: end.map(|_| EndReason::Moved) }
}

fn facts(on_file: &[Enrollment]) -> AdmissionFacts<'_> {
    AdmissionFacts {
        today: TODAY,
        birth_date: date!(2012 - 05 - 09),
        program_is_mine: true,
        program_active: true,
        on_file,
    }
}

fn codes(errors: &[FieldError]) -> Vec<(&str, &str)> {
    errors.iter().map(|e| (e.pointer.as_str(), e.code.as_str())).collect()
}

#[test]
fn each_rule_names_its_field() {
    let cases = [
        (new(TODAY, None), vec![]),
        (new(date!(2012 - 05 - 08), None), vec![("/start_date", "before_birth")]),
        (new(date!(2026 - 05 - 31), None), vec![("/start_date", "too_far_ahead")]),
        (new(TODAY, Some(date!(2026 - 02 - 28))), vec![("/end_date", "end_before_start")]),
        (new(TODAY, Some(date!(2028 - 02 - 28))), vec![("/end_date", "too_far_ahead")]),
        (NewEnrollment { end_reason: None, ..new(TODAY, Some(TODAY)) }, vec![("/end_reason", "required")]),
        (NewEnrollment { end_reason: Some(EndReason::Other), ..new(TODAY, None) }, vec![("/end_reason", "not_ended")]),
    ];
    for (case, expected) in cases {
        assert_eq!(codes(&check_admission(&case, &facts(&[]))), expected, "{case:?}");
    }
    let foreign = AdmissionFacts { program_is_mine: false, ..facts(&[]) };
    assert_eq!(codes(&check_admission(&new(TODAY, None), &foreign)), [("/program_id", "not_yours")]);
    let closed = AdmissionFacts { program_active: false, ..facts(&[]) };
    assert_eq!(codes(&check_admission(&new(TODAY, None), &closed)), [("/program_id", "inactive")]);
}

#[test]
fn nobody_is_in_a_program_twice_on_a_day() {
    let past = [on_file(1, date!(2025 - 01 - 01), Some(date!(2026 - 02 - 10)))];
    assert_eq!(
        codes(&check_admission(&new(date!(2026 - 02 - 10), None), &facts(&past))),
        [("/start_date", "overlaps")]
    );
    assert_eq!(check_admission(&new(date!(2026 - 02 - 11), None), &facts(&past)), []);
    let elsewhere = NewEnrollment { program_id: Uuid::from_u128(8), ..new(date!(2026 - 02 - 10), None) };
    assert_eq!(check_admission(&elsewhere, &facts(&past)), []);
}

#[test]
fn ending_asks_why_and_opening_again_forgets_it() {
    let open = on_file(1, date!(2026 - 01 - 01), None);
    let end = ChangeEnrollment { end_date: Some(Some(TODAY)), end_reason: None };
    assert_eq!(codes(&check_change(&open, &end, TODAY, &[])), [("/end_reason", "required")]);
    let ended = on_file(1, date!(2026 - 01 - 01), Some(TODAY));
    let reopen = ChangeEnrollment { end_date: Some(None), end_reason: None };
    assert_eq!(ended.changed(&reopen).end_reason, None);
    assert_eq!(check_change(&ended, &reopen, TODAY, std::slice::from_ref(&ended)), []);
    let later = [ended.clone(), on_file(2, date!(2026 - 03 - 02), None)];
    assert_eq!(codes(&check_change(&ended, &reopen, TODAY, &later)), [("/end_date", "overlaps")]);
}

proptest! {
    #[test]
    fn open_means_within_both_edges(start in 0i64..400, length in prop::option::of(0i64..400), day in 0i64..900) {
        let at = |days| plus_days(date!(2025 - 01 - 01), days);
        let one = on_file(1, at(start), length.map(|days| at(start + days)));
        let expected = start <= day && length.is_none_or(|days| day <= start + days);
        prop_assert_eq!(one.open_on(at(day)), expected);
    }
}
