//! Rules about what is asked for: plan, procedure, Medi-Cal.

use time::Date;

use super::Case;
use crate::authorizations::finding::{Finding, Fix, FixKind, Rule};
use crate::dates::format_date;
use crate::funding::{BenefitPlan, MediCalMarker, Procedure, ProcedureCode};

/// The plan is one of the county's, and belongs to the source and service chosen before it.
pub(super) fn plan_known(case: &Case<'_>) -> Option<Finding> {
    let id = case.draft.plan_id?;
    let refuse = |words: String| {
        Some(Finding::blocks(Rule::PlanCoversProcedure, "/plan_id", words).fix(Fix::of(FixKind::ChoosePlan)))
    };
    let Some((source, plan)) = case.plan else {
        return refuse(format!("Plan {id} is not a plan of this county. Choose one from the list."));
    };
    if case.draft.funding_source_id.is_some_and(|chosen| chosen != source.id) {
        return refuse(format!(
            "Plan {id} belongs to funding source {}. Choose a plan of the source above.",
            source.id
        ));
    }
    if case.draft.service.is_some_and(|chosen| chosen != plan.service) {
        return refuse(format!("Plan {id} is for {}. Choose a plan for the service above.", plan.service.as_str()));
    }
    None
}

/// Where the source carries no Medi-Cal mark, the requester says which it is; elsewhere an answer must not
/// contradict the mark.
pub(super) fn medi_cal_answered(case: &Case<'_>) -> Option<Finding> {
    let (source, _) = case.plan?;
    let answer = case.draft.medi_cal;
    let say = |words: String| Finding::blocks(Rule::MediCalAnswered, "/medi_cal", words);
    match (source.marker, answer) {
        (MediCalMarker::Either, None) => {
            let words = format!("Funding source {} pays either way. Say whether this is Medi-Cal.", source.id);
            Some(say(words).fix(Fix::of(FixKind::AnswerMediCal)))
        }
        (MediCalMarker::Either, Some(yes)) => {
            let words = if yes { "Requested as Medi-Cal." } else { "Requested as Non-Medi-Cal." };
            Some(Finding::holds(Rule::MediCalAnswered, "/medi_cal", words))
        }
        (marker, Some(yes)) if marker.settle(None) != Some(yes) => {
            let words = format!("Funding source {} is for {} only. Choose another plan.", source.id, marker.label());
            Some(say(words).fix(Fix::of(FixKind::ChoosePlan)))
        }
        _ => None,
    }
}

/// A Medi-Cal plan needs Medi-Cal on the start date, a Non-Medi-Cal plan its absence. Where the source pays either
/// way, the answer is the requester's and a contradiction is only pointed out.
pub(super) fn medi_cal(case: &Case<'_>) -> Vec<Finding> {
    let (Some((source, plan)), Some(asked)) = (case.plan, case.medi_cal()) else { return Vec::new() };
    let open = source.marker == MediCalMarker::Either;
    case.first_days().into_iter().map(|day| medi_cal_on(case, plan, asked, open, day)).collect()
}

fn medi_cal_on(case: &Case<'_>, plan: &BenefitPlan, asked: bool, open: bool, day: Date) -> Finding {
    let active = case.facts.coverage.iter().any(|c| c.medi_cal && c.effective_on(day));
    let at = format_date(day);
    let fact = format!("Medi-Cal is {} on {at}.", if active { "active" } else { "not active" });
    if active == asked {
        return Finding::holds(Rule::MediCal, "/plan_id", fact);
    }
    let (rest, fix) = match (open, asked) {
        (true, _) => ("Check the answer above.".to_owned(), FixKind::AnswerMediCal),
        (false, true) => {
            (format!("Plan {} needs it: add the coverage, or choose another plan.", plan.id), FixKind::GoToCoverage)
        }
        (false, false) => {
            (format!("Plan {} is for clients without it: choose another plan.", plan.id), FixKind::ChoosePlan)
        }
    };
    let words = format!("{fact} {rest}");
    let finding = if open {
        Finding::look(Rule::MediCal, "/medi_cal", words)
    } else {
        Finding::blocks(Rule::MediCal, "/plan_id", words)
    };
    finding.fix(Fix::of(fix))
}

/// The plan covers the procedure.
pub(super) fn plan_covers_procedure(case: &Case<'_>) -> Option<Finding> {
    let (_, plan) = case.plan?;
    let chosen = chosen(case)?;
    if plan.procedures.iter().any(|p| p.text == chosen) {
        let words = format!("Plan {} covers {chosen}.", plan.id);
        return Some(Finding::holds(Rule::PlanCoversProcedure, "/procedure", words));
    }
    let right = expected(case);
    let advice = right.map_or_else(|| "Choose one it covers.".to_owned(), |p| format!("Choose {}.", p.text));
    let words = format!("Plan {} does not cover {chosen}. {advice}", plan.id);
    let finding = Finding::blocks(Rule::PlanCoversProcedure, "/procedure", words);
    Some(match right {
        Some(p) => finding.fix(choose(p)),
        None => finding,
    })
}

/// The procedure is the one of the four that follows service and Medi-Cal. Speaks only of a procedure the plan
/// covers: of another one [`plan_covers_procedure`] has said what to choose.
pub(super) fn procedure_follows(case: &Case<'_>) -> Option<Finding> {
    let (_, plan) = case.plan?;
    let asked = case.medi_cal()?;
    let chosen = chosen(case)?;
    let covered = plan.procedures.iter().find(|p| p.text == chosen)?;
    let kind = if asked { "Medi-Cal" } else { "Non-Medi-Cal" };
    if covered.medi_cal == asked && covered.service == plan.service {
        let words = format!("{chosen} is {} {kind}.", plan.service.as_str());
        return Some(Finding::holds(Rule::ProcedureFollows, "/procedure", words));
    }
    let right = expected(case)?;
    let words = format!("{chosen} is not for {kind}. Choose {} for {} {kind}.", right.text, plan.service.as_str());
    Some(Finding::blocks(Rule::ProcedureFollows, "/procedure", words).fix(choose(right)))
}

fn choose(procedure: &Procedure) -> Fix {
    Fix::with(FixKind::ChooseProcedure, format!("Choose {}", procedure.text), procedure.text.clone())
}

/// The one procedure that fits plan and Medi-Cal; `None` while Medi-Cal is not answered.
fn expected<'a>(case: &Case<'a>) -> Option<&'a Procedure> {
    let asked = case.medi_cal()?;
    case.plan.and_then(|(_, plan)| plan.procedures.iter().find(|p| p.medi_cal == asked))
}

/// The procedure as typed, in its one spelling; what cannot be read stays as it is and is covered by no plan.
fn chosen(case: &Case<'_>) -> Option<String> {
    let typed = case.draft.procedure.as_ref()?;
    Some(ProcedureCode::parse(typed).map_or_else(|| typed.clone(), |code| code.to_string()))
}
