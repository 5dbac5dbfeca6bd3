//! What makes a span of coverage right, and the questions readers ask of all of a client's spans.

use time::Date;

use super::{ChangeCoverage, CoverageSpan, NewCoverage, PayerKind};
use crate::calendar::plus_days;
use crate::dates::format_date;
use crate::identifiers::Cin;
use crate::problem::FieldError;

/// Coverage may be entered this many days ahead; a date beyond is a slip of the keyboard.
const DAYS_AHEAD: i64 = 366;

/// The spans in force on that day, in the order payers are billed.
pub fn effective_on(spans: &[CoverageSpan], day: Date) -> Vec<&CoverageSpan> {
    let mut found: Vec<&CoverageSpan> = spans.iter().filter(|span| span.effective_on(day)).collect();
    found.sort_by_key(|span| (span.payer, span.start_date));
    found
}

/// Whether the client is Medi-Cal eligible on that day: a Medi-Cal span is in force.
pub fn medi_cal_eligible_on(spans: &[CoverageSpan], day: Date) -> bool {
    spans.iter().any(|span| span.medi_cal && span.effective_on(day))
}

/// Whether anybody answers for the client on that day ("Financial Eligibility",
/// 000_c39f6cc4a03af20b.txt, "Access and Limitations").
pub fn financially_eligible_on(spans: &[CoverageSpan], day: Date) -> bool {
    spans.iter().any(|span| span.effective_on(day))
}

/// Everything wrong with a new span, given the client's birth date and the spans on file.
pub fn check_new(new: &NewCoverage, birth_date: Date, today: Date, on_file: &[CoverageSpan]) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if new.plan_name.trim().is_empty() {
        errors.push(FieldError::new("/plan_name", "required", "Enter the plan's name."));
    }
    check_medi_cal(new.payer, new.is_medi_cal(), &mut errors);
    check_member(new.is_medi_cal(), new.member_id.as_deref(), &mut errors);
    check_subscriber(new.is_medi_cal(), new.subscriber.as_deref(), &mut errors);
    check_span(new.start_date, new.end_date, birth_date, today, &mut errors);
    check_overlap(new.payer, new.start_date, new.end_date, on_file.iter(), &mut errors);
    errors
}

/// Everything wrong with a span once changed, given the client's birth date and the spans on file.
pub fn check_change(
    current: &CoverageSpan,
    change: &ChangeCoverage,
    birth_date: Date,
    today: Date,
    on_file: &[CoverageSpan],
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let after = current.changed(change);
    if after.plan_name.trim().is_empty() {
        errors.push(FieldError::new("/plan_name", "required", "Enter the plan's name."));
    }
    // Spans from elsewhere may lack what is asked of new ones; only what is touched is judged again.
    if change.member_id.is_some() {
        check_member(after.medi_cal, after.member_id.as_deref(), &mut errors);
    }
    if change.subscriber.is_some() {
        check_subscriber(after.medi_cal, after.subscriber.as_deref(), &mut errors);
    }
    check_span(after.start_date, after.end_date, birth_date, today, &mut errors);
    let others = on_file.iter().filter(|other| other.id != current.id);
    check_overlap(after.payer, after.start_date, after.end_date, others, &mut errors);
    errors
}

impl CoverageSpan {
    /// The span as it will be after the change.
    pub fn changed(&self, change: &ChangeCoverage) -> Self {
        let mut after = self.clone();
        if let Some(plan_name) = &change.plan_name {
            after.plan_name.clone_from(plan_name);
        }
        if let Some(member_id) = &change.member_id {
            after.member_id.clone_from(member_id);
        }
        if let Some(subscriber) = &change.subscriber {
            after.subscriber.clone_from(subscriber);
        }
        after.start_date = change.start_date.unwrap_or(self.start_date);
        after.end_date = change.end_date.unwrap_or(self.end_date);
        after
    }
}

fn check_medi_cal(payer: PayerKind, medi_cal: bool, errors: &mut Vec<FieldError>) {
    let (fits, detail) = match payer {
        PayerKind::MediCal | PayerKind::MediCalDmc => (medi_cal, "This payer is Medi-Cal. Mark the span as Medi-Cal."),
        PayerKind::Medicare | PayerKind::OtherHealthCare | PayerKind::CountyFunded => {
            (!medi_cal, "This payer is not Medi-Cal. Choose Medi-Cal as the payer or take the mark away.")
        }
        PayerKind::ManagedCare | PayerKind::AdsDmcRMatch => (true, ""),
    };
    if !fits {
        errors.push(FieldError::new("/medi_cal", "payer_disagrees", detail));
    }
}

fn check_member(medi_cal: bool, member_id: Option<&str>, errors: &mut Vec<FieldError>) {
    match member_id.filter(|text| !text.trim().is_empty()) {
        None if medi_cal => {
            errors.push(FieldError::new("/member_id", "required", "Enter the CIN: Medi-Cal knows the client by it."));
        }
        Some(text) if medi_cal => errors.extend(Cin::parse(text).err().map(|problem| problem.at("/member_id"))),
        Some(text) if text.chars().count() > 40 => {
            errors.push(FieldError::new("/member_id", "length", "Enter at most 40 characters."));
        }
        _ => {}
    }
}

fn check_subscriber(medi_cal: bool, subscriber: Option<&str>, errors: &mut Vec<FieldError>) {
    let subscriber = subscriber.filter(|text| !text.trim().is_empty());
    if medi_cal && subscriber.is_some() {
        const OWN: &str = "The client is always the subscriber of Medi-Cal, minors too. Leave this empty.";
        errors.push(FieldError::new("/subscriber", "own_subscriber", OWN));
    } else if subscriber.is_some_and(|text| text.chars().count() > 120) {
        errors.push(FieldError::new("/subscriber", "length", "Enter at most 120 characters."));
    }
}

fn check_span(start: Date, end: Option<Date>, birth_date: Date, today: Date, errors: &mut Vec<FieldError>) {
    if start < birth_date {
        const BEFORE: &str = "Coverage cannot start before the client was born. Check the start date.";
        errors.push(FieldError::new("/start_date", "before_birth", BEFORE));
    }
    if start > plus_days(today, DAYS_AHEAD) {
        const AHEAD: &str = "The start is more than a year ahead. Check the date.";
        errors.push(FieldError::new("/start_date", "too_far_ahead", AHEAD));
    }
    if end.is_some_and(|last| last < start) {
        const ORDER: &str = "The end is before the start. Move one of them.";
        errors.push(FieldError::new("/end_date", "end_before_start", ORDER));
    }
}

fn check_overlap<'a>(
    payer: PayerKind,
    start: Date,
    end: Option<Date>,
    mut others: impl Iterator<Item = &'a CoverageSpan>,
    errors: &mut Vec<FieldError>,
) {
    let overlaps = |other: &&CoverageSpan| {
        other.payer == payer
            && other.end_date.is_none_or(|last| start <= last)
            && end.is_none_or(|last| other.start_date <= last)
    };
    if let Some(other) = others.find(overlaps) {
        let until = other.end_date.map_or_else(|| "without an end".to_owned(), |d| format!("to {}", format_date(d)));
        let detail = format!(
            "{} is on file from {} {until}. End that span first or start after it.",
            payer.label(),
            format_date(other.start_date)
        );
        errors.push(FieldError::new("/start_date", "overlaps", detail));
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
