use proptest::prelude::*;
use time::macros::date;
use uuid::Uuid;

use super::*;

fn span(payer: PayerKind, start: Date, end: Option<Date>) -> CoverageSpan {
    CoverageSpan {
        id: Uuid::from_u128(u128::from(start.to_julian_day().unsigned_abs())),
        client_id: Uuid::nil(),
        payer,
        plan_name: payer.label().to_owned(),
        medi_cal: payer.usually_medi_cal(),
        member_id: None,
        subscriber: None,
        start_date: start,
        end_date: end,
        entered_by_my_organization: true,
        version: 1,
    }
}

fn new(payer: PayerKind, start: Date, end: Option<Date>) -> NewCoverage {
    NewCoverage {
        payer,
        plan_name: "Plan".to_owned(),
        medi_cal: None,
        member_id: Some("91234567A".to_owned()),
        subscriber: None,
        start_date: start,
        end_date: end,
    }
}

const BORN: Date = date!(2010 - 05 - 09);
const TODAY: Date = date!(2026 - 03 - 01);

fn codes(errors: &[FieldError]) -> Vec<(&str, &str)> {
    errors.iter().map(|e| (e.pointer.as_str(), e.code.as_str())).collect()
}

#[test]
fn a_right_span_has_no_errors() {
    let errors = check_new(&new(PayerKind::MediCal, date!(2026 - 01 - 01), None), BORN, TODAY, &[]);
    assert_eq!(codes(&errors), []);
}

#[test]
fn each_rule_names_its_field() {
    let start = date!(2026 - 01 - 01);
    let cases: [(NewCoverage, &str, &str); 8] = [
        (NewCoverage { medi_cal: Some(false), ..new(PayerKind::MediCal, start, None) }, "/medi_cal", "payer_disagrees"),
        (NewCoverage { medi_cal: Some(true), ..new(PayerKind::Medicare, start, None) }, "/medi_cal", "payer_disagrees"),
        (NewCoverage { member_id: None, ..new(PayerKind::MediCal, start, None) }, "/member_id", "required"),
        (
            NewCoverage { member_id: Some("18".into()), ..new(PayerKind::MediCal, start, None) },
            "/member_id",
            "cin_form",
        ),
        (
            NewCoverage { subscriber: Some("A parent".into()), ..new(PayerKind::MediCal, start, None) },
            "/subscriber",
            "own_subscriber",
        ),
        (new(PayerKind::MediCal, start, Some(date!(2025 - 12 - 31))), "/end_date", "end_before_start"),
        (new(PayerKind::MediCal, date!(2065 - 01 - 01), None), "/start_date", "too_far_ahead"),
        (new(PayerKind::MediCal, date!(2009 - 01 - 01), None), "/start_date", "before_birth"),
    ];
    for (case, pointer, code) in cases {
        assert_eq!(codes(&check_new(&case, BORN, TODAY, &[])), [(pointer, code)], "{case:?}");
    }
}

#[test]
fn the_same_payer_never_overlaps_and_another_may() {
    let on_file = [span(PayerKind::MediCal, date!(2025 - 01 - 01), Some(date!(2026 - 01 - 31)))];
    let check = |payer, start| check_new(&new(payer, start, None), BORN, TODAY, &on_file);
    let errors = check(PayerKind::MediCal, date!(2026 - 01 - 31));
    assert_eq!(codes(&errors), [("/start_date", "overlaps")]);
    assert!(errors.iter().all(|e| e.detail.contains("01/01/2025 to 01/31/2026")));
    assert_eq!(check(PayerKind::MediCal, date!(2026 - 02 - 01)), []);
    assert_eq!(check(PayerKind::MediCalDmc, date!(2026 - 01 - 31)), []);
}

#[test]
fn a_change_is_judged_against_the_other_spans_only() {
    let first = span(PayerKind::MediCal, date!(2025 - 01 - 01), Some(date!(2025 - 12 - 31)));
    let second = span(PayerKind::MediCal, date!(2026 - 01 - 01), None);
    let on_file = [first.clone(), second.clone()];
    let end = ChangeCoverage { end_date: Some(Some(date!(2026 - 06 - 30))), ..ChangeCoverage::default() };
    assert_eq!(check_change(&second, &end, BORN, TODAY, &on_file), []);
    let reopen = ChangeCoverage { end_date: Some(None), ..ChangeCoverage::default() };
    assert_eq!(codes(&check_change(&first, &reopen, BORN, TODAY, &on_file)), [("/start_date", "overlaps")]);
}

#[test]
fn null_clears_and_silence_keeps() {
    let read = |text: &str| serde_json::from_str::<ChangeCoverage>(text).map(|c| c.end_date);
    assert!(matches!(read("{}"), Ok(None)));
    assert!(matches!(read(r#"{"end_date":null}"#), Ok(Some(None))));
    assert!(matches!(read(r#"{"end_date":"2026-06-30"}"#), Ok(Some(Some(d))) if d == date!(2026 - 06 - 30)));
    let cleared = ChangeCoverage { end_date: Some(None), ..ChangeCoverage::default() };
    assert!(matches!(serde_json::to_string(&cleared).as_deref(), Ok(r#"{"end_date":null}"#)));
}

fn any_day() -> impl Strategy<Value = Date> {
    (2_458_000i32..2_462_000).prop_map(|julian| Date::from_julian_day(julian).unwrap_or(Date::MIN))
}

fn any_span() -> impl Strategy<Value = CoverageSpan> {
    (prop::sample::select(PayerKind::ALL), any_day(), prop::option::of(0i64..900))
        .prop_map(|(payer, start, days)| span(payer, start, days.map(|d| plus_days(start, d))))
}

proptest! {
    #[test]
    fn no_reader_returns_a_span_outside_its_dates(spans in prop::collection::vec(any_span(), 0..12), day in any_day()) {
        for found in effective_on(&spans, day) {
            prop_assert!(found.start_date <= day);
            prop_assert!(found.end_date.is_none_or(|last| day <= last));
        }
        let by_hand = spans.iter().any(|s| s.start_date <= day && s.end_date.is_none_or(|l| l >= day));
        prop_assert_eq!(financially_eligible_on(&spans, day), by_hand);
        prop_assert_eq!(
            medi_cal_eligible_on(&spans, day),
            effective_on(&spans, day).iter().any(|span| span.medi_cal)
        );
    }

    #[test]
    fn accepted_spans_never_put_two_of_one_payer_on_a_day(
        wanted in prop::collection::vec(any_span(), 0..12), day in any_day(),
    ) {
        let mut on_file: Vec<CoverageSpan> = Vec::new();
        for (index, mut one) in wanted.into_iter().enumerate() {
            one.id = Uuid::from_u128(u128::try_from(index).unwrap_or(0));
            let mut errors = Vec::new();
            check_overlap(one.payer, one.start_date, one.end_date, on_file.iter(), &mut errors);
            if errors.is_empty() {
                on_file.push(one);
            }
        }
        let payers: Vec<PayerKind> = effective_on(&on_file, day).iter().map(|span| span.payer).collect();
        let mut once = payers.clone();
        once.dedup();
        prop_assert_eq!(payers, once);
    }
}
