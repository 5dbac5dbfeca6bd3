//! All rules together: what passes, splits, words, properties.

use proptest::prelude::*;
use time::macros::date;

use super::*;

#[test]
fn a_good_request_passes_every_rule() {
    let assessment = run(&draft(), &facts());
    assert!(assessment.passes(), "{:#?}", assessment.violations());
    for rule in Rule::ALL {
        let silent = matches!(rule, Rule::StartPlausible | Rule::MediCalAnswered);
        assert_eq!(assessment.of(*rule).map(|f| f.level), (!silent).then_some(Level::Holds), "{rule}");
    }
}

#[test]
fn an_empty_form_is_silent() {
    assert!(run(&Draft::default(), &facts()).findings.is_empty());
}

#[test]
fn what_does_not_overlap_holds() {
    let (first, last) = (date!(2026 - 03 - 01), date!(2026 - 06 - 30));
    for other in [
        existing(date!(2026 - 01 - 01), date!(2026 - 02 - 28), Status::Active),
        existing(date!(2026 - 07 - 01), date!(2026 - 07 - 31), Status::Active),
        existing(first, last, Status::Withdrawn),
        existing(first, last, Status::Denied),
        ExistingAuthorization { procedure: "H2019:HE".to_owned(), ..existing(first, last, Status::Active) },
    ] {
        let facts = Facts { existing: vec![other], ..facts() };
        assert_eq!(verdict(&draft(), &facts, Rule::Overlap), Some((Level::Holds, None)));
    }
}

#[test]
fn source_96_takes_either_procedure() {
    for (medi_cal, procedure) in [(true, "H2015:HK"), (false, "h2015:hk:hx")] {
        let draft =
            Draft { plan_id: Some(233), medi_cal: Some(medi_cal), procedure: Some(procedure.to_owned()), ..draft() };
        let facts = Facts { coverage: vec![span(medi_cal)], ..facts() };
        let assessment = run(&draft, &facts);
        assert!(assessment.passes(), "{:#?}", assessment.violations());
    }
}

#[test]
fn a_split_is_held_to_the_rules_of_both_years() {
    let crossing = Draft { end_date: Some(date!(2026 - 12 - 31)), split: true, ..draft() };
    let one_year = facts();
    let pointers: Vec<String> = run(&crossing, &one_year).violations().into_iter().map(|v| v.code).collect();
    assert_eq!(pointers, ["provider_authorization"]);
    let mut both = facts();
    both.provider_authorizations.push(balance(102, 2026, 100));
    assert!(run(&crossing, &both).passes());
    both.enrollments[0].end_date = Some(date!(2026 - 06 - 30));
    assert_eq!(verdict(&crossing, &both, Rule::Admission), Some((Level::Blocks, Some(FixKind::GoToEnrollment))));
}

#[test]
fn the_finished_form_becomes_the_same_request() {
    let form = draft();
    let request = form.to_request(CLIENT, None).unwrap();
    let resolved = request.resolve(&funding_sources()).unwrap();
    assert_eq!((resolved.funding_source_id, resolved.medi_cal), (102, true));
    assert_eq!(resolved.periods.len(), 1);
    assert_eq!(run(&Draft::from(&request), &facts()), run(&form, &facts()));
    let missing = Draft::default().to_request(CLIENT, None).unwrap_err();
    assert_eq!(missing.len(), 6);
    let split = Draft { end_date: Some(date!(2026 - 12 - 31)), split: true, ..draft() };
    let periods = split.to_request(CLIENT, None).unwrap().resolve(&funding_sources()).unwrap().periods;
    assert_eq!(periods.len(), 2);
}

#[test]
fn words_are_those_of_a_clerk() {
    let facts = Facts { coverage: vec![span(false)], ..facts() };
    let assessment = run(&draft(), &facts);
    let message = &assessment.of(Rule::MediCal).unwrap().message;
    assert!(message.starts_with("Medi-Cal is not active on 03/01/2026."), "{message}");
    let left = &assessment.of(Rule::ProviderAuthorization).unwrap().message;
    assert!(left.starts_with("$1,234.50 is left for 102"), "{left}");
}

prop_compose! {
    fn any_draft()(
        program in prop::option::of(0u128..5),
        plan_id in prop::option::of(prop::sample::select(vec![0, 212, 213, 215, 233, 246])),
        procedure in prop::option::of(prop::sample::select(vec!["H2015:HK", "H2015:HK:HX", "H2019:HE", "", "::::"])),
        start in prop::option::of(0i32..1200),
        end in prop::option::of(0i32..1600),
        units in prop::option::of(-1i32..10_002),
        medi_cal in any::<Option<bool>>(),
        reason in any::<Option<String>>(),
        split in any::<bool>(),
    ) -> Draft {
        let day = |offset: i32| Date::from_julian_day(2_460_800 + offset).unwrap();
        Draft {
            program_id: program.map(Uuid::from_u128),
            plan_id,
            procedure: procedure.map(str::to_owned),
            start_date: start.map(day),
            end_date: end.map(day),
            units,
            medi_cal,
            overlap_reason: reason,
            split,
            ..Draft::default()
        }
    }
}

proptest! {
    #[test]
    fn what_passes_is_lawful(draft in any_draft()) {
        let mut facts = facts();
        facts.provider_authorizations.push(balance(102, 2026, 5));
        facts.existing.push(existing(date!(2026 - 08 - 01), date!(2026 - 09 - 01), Status::Active));
        let assessment = run(&draft, &facts);
        for violation in assessment.violations() {
            prop_assert!(violation.pointer.starts_with('/'));
            prop_assert!(violation.detail.ends_with('.'));
        }
        let Ok(request) = draft.to_request(CLIENT, None) else { return Ok(()) };
        if !assessment.passes() {
            return Ok(());
        }
        let resolved = request.resolve(&funding_sources()).unwrap();
        prop_assert!(resolved.periods.len() <= 2);
        for part in resolved.periods {
            prop_assert!(part.end_date <= part.fiscal_year().last_day());
            prop_assert!(facts.enrollments.iter().any(|e| e.open_on(part.start_date)));
            prop_assert!(facts.coverage.iter().any(|c| c.effective_on(part.start_date)));
        }
    }
}
