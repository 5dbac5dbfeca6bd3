//! What makes an admission right.

use time::Date;
use uuid::Uuid;

use super::{ChangeEnrollment, Enrollment, NewEnrollment};
use crate::calendar::plus_days;
use crate::dates::format_date;
use crate::problem::FieldError;

/// An admission may be entered this many days ahead of its start.
const START_DAYS_AHEAD: i64 = 90;
/// A planned end may lie this many days ahead.
const END_DAYS_AHEAD: i64 = 366;

/// What has to be known to judge an admission.
#[derive(Debug, Clone, Copy)]
pub struct AdmissionFacts<'a> {
    /// The county's calendar day.
    pub today: Date,
    /// The client's birth date.
    pub birth_date: Date,
    /// The program belongs to the requesting organization.
    pub program_is_mine: bool,
    /// The program takes admissions.
    pub program_active: bool,
    /// The client's admissions to programs of that organization, ended ones included.
    pub on_file: &'a [Enrollment],
}

/// Everything wrong with a new admission.
pub fn check_admission(new: &NewEnrollment, facts: &AdmissionFacts<'_>) -> Vec<FieldError> {
    let mut errors = Vec::new();
    if !facts.program_is_mine {
        const FOREIGN: &str = "You cannot admit to this program. Choose one of your own.";
        errors.push(FieldError::new("/program_id", "not_yours", FOREIGN));
    } else if !facts.program_active {
        const CLOSED: &str = "This program no longer takes admissions. Choose another.";
        errors.push(FieldError::new("/program_id", "inactive", CLOSED));
    }
    if new.start_date < facts.birth_date {
        const BEFORE: &str = "An admission cannot start before the client was born. Check the start date.";
        errors.push(FieldError::new("/start_date", "before_birth", BEFORE));
    }
    if new.start_date > plus_days(facts.today, START_DAYS_AHEAD) {
        const AHEAD: &str = "The start is more than 90 days ahead. Check the date.";
        errors.push(FieldError::new("/start_date", "too_far_ahead", AHEAD));
    }
    check_end(new.start_date, new.end_date, facts.today, &mut errors);
    check_reason(new.end_date.is_some(), new.end_reason.is_some(), &mut errors);
    let span = (new.start_date, new.end_date);
    check_overlap(new.program_id, span, facts.on_file.iter(), "/start_date", &mut errors);
    errors
}

/// Everything wrong with an admission once changed, given all the client's admissions to that organization.
pub fn check_change(
    current: &Enrollment,
    change: &ChangeEnrollment,
    today: Date,
    on_file: &[Enrollment],
) -> Vec<FieldError> {
    let mut errors = Vec::new();
    let after = current.changed(change);
    check_end(after.start_date, after.end_date, today, &mut errors);
    check_reason(after.end_date.is_some(), after.end_reason.is_some(), &mut errors);
    let others = on_file.iter().filter(|other| other.id != current.id);
    check_overlap(after.program_id, (after.start_date, after.end_date), others, "/end_date", &mut errors);
    errors
}

impl Enrollment {
    /// The admission as it will be after the change: opening it again takes the reason away too.
    pub fn changed(&self, change: &ChangeEnrollment) -> Self {
        let end_date = change.end_date.unwrap_or(self.end_date);
        let kept = if change.end_date == Some(None) { None } else { self.end_reason };
        Self { end_date, end_reason: change.end_reason.or(kept), ..self.clone() }
    }
}

fn check_end(start: Date, end: Option<Date>, today: Date, errors: &mut Vec<FieldError>) {
    let Some(last) = end else { return };
    if last < start {
        const ORDER: &str = "The end is before the start. Move one of them.";
        errors.push(FieldError::new("/end_date", "end_before_start", ORDER));
    }
    if last > plus_days(today, END_DAYS_AHEAD) {
        const AHEAD: &str = "The end is more than a year ahead. Check the date.";
        errors.push(FieldError::new("/end_date", "too_far_ahead", AHEAD));
    }
}

fn check_reason(ended: bool, reasoned: bool, errors: &mut Vec<FieldError>) {
    if ended && !reasoned {
        errors.push(FieldError::new("/end_reason", "required", "Say why the admission ends."));
    }
    if reasoned && !ended {
        const OPEN: &str = "The admission is open. Enter the day it ends or leave the reason empty.";
        errors.push(FieldError::new("/end_reason", "not_ended", OPEN));
    }
}

fn check_overlap<'a>(
    program_id: Uuid,
    (start, end): (Date, Option<Date>),
    mut others: impl Iterator<Item = &'a Enrollment>,
    pointer: &str,
    errors: &mut Vec<FieldError>,
) {
    let overlaps = |other: &&Enrollment| {
        other.program_id == program_id
            && other.end_date.is_none_or(|last| start <= last)
            && end.is_none_or(|last| other.start_date <= last)
    };
    if let Some(other) = others.find(overlaps) {
        let since = format_date(other.start_date);
        let detail = match other.end_date {
            None => format!("The client is in this program since {since}. End that admission first."),
            Some(last) => format!("The client was in this program from {since} to {}. Start later.", format_date(last)),
        };
        errors.push(FieldError::new(pointer, "overlaps", detail));
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
