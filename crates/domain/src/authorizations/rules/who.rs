//! Rules about the client and the agency: program, admission, financial eligibility.

use time::Date;

use super::Case;
use crate::authorizations::finding::{Finding, Fix, FixKind, Rule};
use crate::dates::format_date;
use crate::enrollments::Enrollment;
use crate::funding::Service;

/// The program is one of the agency's own, takes requests, and offers the service.
pub(super) fn program(case: &Case<'_>) -> Option<Finding> {
    let id = case.draft.program_id?;
    let refuse =
        |words: String| Some(Finding::blocks(Rule::Program, "/program_id", words).fix(Fix::of(FixKind::ChooseProgram)));
    let Some(program) = case.facts.programs.iter().find(|p| p.id == id) else {
        return refuse("This program does not belong to your agency. Choose one of your own.".to_owned());
    };
    if !program.active {
        return refuse(format!("{} takes no new requests. Choose another program.", program.name));
    }
    match service(case) {
        Some(service) if !program.services.contains(&service) => {
            refuse(format!("{} does not offer {}. Choose another program.", program.name, service.as_str()))
        }
        Some(service) => {
            let words = format!("{} offers {}.", program.name, service.as_str());
            Some(Finding::holds(Rule::Program, "/program_id", words))
        }
        None => None,
    }
}

/// The service asked for: the plan's, or what was chosen before a plan.
fn service(case: &Case<'_>) -> Option<Service> {
    case.plan.map(|(_, plan)| plan.service).or(case.draft.service)
}

/// "The client must have an open admission" with the requesting agency, on the start date.
pub(super) fn admission(case: &Case<'_>) -> Vec<Finding> {
    case.first_days().into_iter().map(|day| admission_on(case, day)).collect()
}

fn admission_on(case: &Case<'_>, day: Date) -> Finding {
    let own = |e: &&Enrollment| e.organization_id == case.facts.organization_id;
    let open: Vec<&Enrollment> = case.facts.enrollments.iter().filter(own).filter(|e| e.open_on(day)).collect();
    let at = format_date(day);
    let here = open.iter().find(|e| case.draft.program_id.is_none_or(|id| e.program_id == id));
    match (here, open.first()) {
        (Some(e), _) => {
            let words = format!("The admission to {} is open on {at}.", e.program_name);
            Finding::holds(Rule::Admission, "/start_date", words)
        }
        (None, Some(other)) => {
            let words = format!("The admission open on {at} is to {}, not to this program.", other.program_name);
            Finding::look(Rule::Admission, "/program_id", words).fix(Fix::of(FixKind::GoToEnrollment))
        }
        (None, None) => {
            let words = format!("No admission with your agency is open on {at}. Add one, or change the start date.");
            Finding::blocks(Rule::Admission, "/start_date", words).fix(Fix::of(FixKind::GoToEnrollment))
        }
    }
}

/// Financial eligibility: some coverage is in force on the start date.
pub(super) fn financial_eligibility(case: &Case<'_>) -> Vec<Finding> {
    case.first_days()
        .into_iter()
        .map(|day| {
            let at = format_date(day);
            match case.facts.coverage.iter().find(|c| c.effective_on(day)) {
                Some(span) => Finding::holds(
                    Rule::FinancialEligibility,
                    "/start_date",
                    format!("{} covers the client on {at}.", span.plan_name),
                ),
                None => Finding::blocks(
                    Rule::FinancialEligibility,
                    "/start_date",
                    format!("No coverage is in force on {at}. Add the client's financial eligibility."),
                )
                .fix(Fix::of(FixKind::GoToCoverage)),
            }
        })
        .collect()
}
