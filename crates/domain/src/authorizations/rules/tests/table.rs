//! Each rule in each of its verdicts.

use time::macros::date;

use super::*;

#[test]
fn each_rule_blocks_alone_and_offers_its_mend() {
    type Case = (&'static str, fn(&mut Draft, &mut Facts), Rule, Level, Option<FixKind>);
    let cases: Vec<Case> = vec![
        ("end before start", |d, _| d.end_date = Some(date!(2026 - 02 - 28)), Rule::PeriodOrder, Level::Blocks, None),
        ("two years ahead", |d, _| d.start_date = Some(date!(2028 - 03 - 01)), Rule::StartPlausible, Level::Look, None),
        ("two years ago", |d, _| d.start_date = Some(date!(2024 - 03 - 01)), Rule::StartPlausible, Level::Look, None),
        (
            "crosses 30 June",
            |d, _| d.end_date = Some(date!(2026 - 07 - 01)),
            Rule::FiscalYear,
            Level::Blocks,
            Some(FixKind::SplitAtJune30),
        ),
        (
            "three fiscal years",
            |d, _| d.end_date = Some(date!(2027 - 07 - 01)),
            Rule::FiscalYear,
            Level::Blocks,
            Some(FixKind::ChangeEndDate),
        ),
        ("no units", |d, _| d.units = Some(0), Rule::Units, Level::Blocks, Some(FixKind::SetUnits)),
        ("too many units", |d, _| d.units = Some(10_000), Rule::Units, Level::Blocks, Some(FixKind::SetUnits)),
        (
            "foreign program",
            |d, _| d.program_id = Some(CLIENT),
            Rule::Program,
            Level::Blocks,
            Some(FixKind::ChooseProgram),
        ),
        (
            "closed program",
            |_, f| f.programs.iter_mut().for_each(|p| p.active = false),
            Rule::Program,
            Level::Blocks,
            Some(FixKind::ChooseProgram),
        ),
        (
            "service not offered",
            |d, _| d.plan_id = Some(215),
            Rule::Program,
            Level::Blocks,
            Some(FixKind::ChooseProgram),
        ),
        ("no admission", |_, f| f.enrollments.clear(), Rule::Admission, Level::Blocks, Some(FixKind::GoToEnrollment)),
        (
            "admission of another agency",
            |_, f| f.enrollments[0].organization_id = CLIENT,
            Rule::Admission,
            Level::Blocks,
            Some(FixKind::GoToEnrollment),
        ),
        (
            "admission over",
            |_, f| f.enrollments[0].end_date = Some(date!(2026 - 02 - 28)),
            Rule::Admission,
            Level::Blocks,
            Some(FixKind::GoToEnrollment),
        ),
        (
            "admission elsewhere",
            |d, _| d.program_id = Some(OTHER_SITE),
            Rule::Admission,
            Level::Look,
            Some(FixKind::GoToEnrollment),
        ),
        (
            "no coverage",
            |_, f| f.coverage.clear(),
            Rule::FinancialEligibility,
            Level::Blocks,
            Some(FixKind::GoToCoverage),
        ),
        (
            "coverage over",
            |_, f| f.coverage[0].end_date = Some(date!(2026 - 02 - 28)),
            Rule::FinancialEligibility,
            Level::Blocks,
            Some(FixKind::GoToCoverage),
        ),
        (
            "Medi-Cal plan without Medi-Cal",
            |_, f| f.coverage = vec![span(false)],
            Rule::MediCal,
            Level::Blocks,
            Some(FixKind::GoToCoverage),
        ),
        (
            "Non-Medi-Cal plan with Medi-Cal",
            |d, _| d.plan_id = Some(213),
            Rule::MediCal,
            Level::Blocks,
            Some(FixKind::ChoosePlan),
        ),
        (
            "source 96, answer differs",
            |d, _| {
                d.plan_id = Some(233);
                d.medi_cal = Some(false)
            },
            Rule::MediCal,
            Level::Look,
            Some(FixKind::AnswerMediCal),
        ),
        (
            "source 96, no answer",
            |d, _| d.plan_id = Some(233),
            Rule::MediCalAnswered,
            Level::Blocks,
            Some(FixKind::AnswerMediCal),
        ),
        (
            "answer against the mark",
            |d, _| d.medi_cal = Some(false),
            Rule::MediCalAnswered,
            Level::Blocks,
            Some(FixKind::ChoosePlan),
        ),
        (
            "unknown plan",
            |d, _| d.plan_id = Some(1),
            Rule::PlanCoversProcedure,
            Level::Blocks,
            Some(FixKind::ChoosePlan),
        ),
        (
            "plan of another source",
            |d, _| d.funding_source_id = Some(54),
            Rule::PlanCoversProcedure,
            Level::Blocks,
            Some(FixKind::ChoosePlan),
        ),
        (
            "plan of another service",
            |d, _| d.service = Some(Service::Tbs),
            Rule::PlanCoversProcedure,
            Level::Blocks,
            Some(FixKind::ChoosePlan),
        ),
        (
            "procedure of the other service",
            |d, _| d.procedure = Some("H2019:HE".to_owned()),
            Rule::PlanCoversProcedure,
            Level::Blocks,
            Some(FixKind::ChooseProcedure),
        ),
        (
            "procedure that is none",
            |d, _| d.procedure = Some("drop table".to_owned()),
            Rule::PlanCoversProcedure,
            Level::Blocks,
            Some(FixKind::ChooseProcedure),
        ),
        (
            "source 96, Medi-Cal, the other procedure",
            |d, _| {
                d.plan_id = Some(233);
                d.medi_cal = Some(true);
                d.procedure = Some("H2015:HK:HX".to_owned())
            },
            Rule::ProcedureFollows,
            Level::Blocks,
            Some(FixKind::ChooseProcedure),
        ),
        (
            "no P-Auth",
            |_, f| f.provider_authorizations.clear(),
            Rule::ProviderAuthorization,
            Level::Blocks,
            Some(FixKind::ChoosePlan),
        ),
        (
            "P-Auth of another year",
            |_, f| f.provider_authorizations = vec![balance(102, 2026, 1)],
            Rule::ProviderAuthorization,
            Level::Blocks,
            Some(FixKind::ChoosePlan),
        ),
        (
            "P-Auth used up",
            |_, f| f.provider_authorizations = vec![balance(102, 2025, 0)],
            Rule::ProviderAuthorization,
            Level::Blocks,
            Some(FixKind::ChoosePlan),
        ),
        (
            "overlap",
            |_, f| f.existing = vec![existing(date!(2026 - 06 - 30), date!(2026 - 06 - 30), Status::Active)],
            Rule::Overlap,
            Level::Blocks,
            Some(FixKind::GiveOverlapReason),
        ),
        (
            "overlap with a reason",
            |d, f| {
                f.existing = vec![existing(date!(2026 - 01 - 01), date!(2026 - 03 - 01), Status::Pending)];
                d.overlap_reason = Some("Twins".to_owned())
            },
            Rule::Overlap,
            Level::Look,
            None,
        ),
        (
            "overlap with blanks for a reason",
            |d, f| {
                f.existing = vec![existing(date!(2026 - 01 - 01), date!(2026 - 03 - 01), Status::Pending)];
                d.overlap_reason = Some("  ".to_owned())
            },
            Rule::Overlap,
            Level::Blocks,
            Some(FixKind::GiveOverlapReason),
        ),
    ];
    for (name, change, rule, level, fix) in cases {
        let (mut draft, mut facts) = (draft(), facts());
        change(&mut draft, &mut facts);
        assert_eq!(verdict(&draft, &facts, rule), Some((level, fix)), "{name}");
    }
}
