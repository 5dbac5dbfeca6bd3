//! Rules about dates and units.

use super::Case;
use crate::authorizations::finding::{Finding, Fix, FixKind, Rule};
use crate::authorizations::period::{Period, split};
use crate::authorizations::request::ExistingAuthorization;
use crate::authorizations::{ReviewStatus, Status};
use crate::dates::format_date;
use crate::funding::ProcedureCode;

/// Days from today beyond which a start date is probably a slip of the finger.
const FAR: i64 = 366;

/// The end date is not before the start date.
pub(super) fn period_order(case: &Case<'_>) -> Option<Finding> {
    let (start, end) = (case.draft.start_date?, case.draft.end_date?);
    if let Some(period) = case.period {
        let words = match period.days() {
            1 => "1 day.".to_owned(),
            days => format!("{days} days, first and last counted."),
        };
        return Some(Finding::holds(Rule::PeriodOrder, "/end_date", words));
    }
    let words = format!(
        "The end date {} is before the start date {}. Change one of them.",
        format_date(end),
        format_date(start)
    );
    Some(Finding::blocks(Rule::PeriodOrder, "/end_date", words))
}

/// A start date more than a year away is pointed out, not refused.
pub(super) fn start_plausible(case: &Case<'_>) -> Option<Finding> {
    let start = case.draft.start_date?;
    let away = (start - case.facts.today).whole_days();
    let words = match away {
        away if away > FAR => "more than a year ahead",
        away if away < -FAR => "more than a year ago",
        _ => return None,
    };
    let words = format!("The start date {} is {words}. Check it.", format_date(start));
    Some(Finding::look(Rule::StartPlausible, "/start_date", words))
}

/// The period stays inside one fiscal year, or is split into one request for each of two.
pub(super) fn fiscal_year(case: &Case<'_>) -> Option<Finding> {
    let period = case.period?;
    let first = period.fiscal_year();
    let last_day = first.last_day();
    if period.end_date <= last_day {
        let words = format!("Stays inside {}.", first.label());
        return Some(Finding::holds(Rule::FiscalYear, "/end_date", words));
    }
    let parts = split(period);
    let [one, two] = parts.as_slice() else {
        let words = format!("The period covers more than two fiscal years. End it by {}.", format_date(last_day));
        let fix = Fix::with(FixKind::ChangeEndDate, format!("End on {}", format_date(last_day)), last_day.to_string());
        return Some(Finding::blocks(Rule::FiscalYear, "/end_date", words).fix(fix));
    };
    let both = format!("{} and {}", span(*one), span(*two));
    if case.draft.split {
        return Some(Finding::holds(Rule::FiscalYear, "/end_date", format!("Makes two requests: {both}.")));
    }
    let words = format!("The period crosses {}. Split it into {both}.", format_date(last_day));
    Some(Finding::blocks(Rule::FiscalYear, "/end_date", words).fix(Fix::of(FixKind::SplitAtJune30)))
}

fn span(period: Period) -> String {
    format!("{} to {}", format_date(period.start_date), format_date(period.end_date))
}

/// A request that shares a day with another for the same client and procedure needs a reason.
pub(super) fn overlap(case: &Case<'_>) -> Option<Finding> {
    let period = case.period?;
    let code = ProcedureCode::parse(case.draft.procedure.as_ref()?)?.to_string();
    let others: Vec<&ExistingAuthorization> =
        case.facts.existing.iter().filter(|e| e.procedure == code && counts(e) && extent(e).overlaps(period)).collect();
    let Some(first) = others.first() else {
        let words = format!("No other request for {code} shares these dates.");
        return Some(Finding::holds(Rule::Overlap, "/start_date", words));
    };
    let more = match others.len() {
        1 => String::new(),
        many => format!(" and {} more", many - 1),
    };
    let words = format!("Overlaps number {}{more} ({}).", first.number, span(extent(first)));
    let given = case.draft.overlap_reason.as_ref().is_some_and(|reason| !reason.trim().is_empty());
    Some(if given {
        Finding::look(Rule::Overlap, "/overlap_reason", format!("{words} Your reason goes with the request."))
    } else {
        Finding::blocks(Rule::Overlap, "/overlap_reason", format!("{words} Say why both are needed."))
            .fix(Fix::of(FixKind::GiveOverlapReason))
    })
}

/// What was withdrawn or denied takes up no time.
fn counts(existing: &ExistingAuthorization) -> bool {
    !matches!(existing.status, Status::Withdrawn | Status::Denied) && existing.review_status != ReviewStatus::Denied
}

fn extent(existing: &ExistingAuthorization) -> Period {
    Period { start_date: existing.start_date, end_date: existing.end_date }
}

/// Units are 1 to 9999; the county suggests 9999 (PC-090).
pub(super) fn units(case: &Case<'_>) -> Option<Finding> {
    let units = case.draft.units?;
    if (1..=9999).contains(&units) {
        let word = if units == 1 { "unit" } else { "units" };
        return Some(Finding::holds(Rule::Units, "/units", format!("{units} {word}.")));
    }
    let fix = Fix::with(FixKind::SetUnits, "Set 9999 units".to_owned(), "9999".to_owned());
    Some(Finding::blocks(Rule::Units, "/units", "Enter units between 1 and 9999.").fix(fix))
}
