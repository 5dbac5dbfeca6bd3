//! When the county must have decided.
//!
//! Expedited: 72 hours after the information is complete. Standard: the end of the county day that is the earlier of
//! 7 calendar days (CMS-0057-F, from 2026-01-01) and 5 business days (BHIN 22-016) after it; the day itself does not
//! count. While the county waits for the agency the clock stands still: an expedited due time moves by exactly that
//! long, a standard one by a day for every county midnight passed while waiting. Which of two rules of the sources is
//! right they do not say, so the shorter one counts; the numbers are settings.

use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime};

use super::{ReviewStatus, Urgency};
use crate::attachments::DocumentType;
use crate::calendar::{add_business_days, plus_days};
use crate::county_time::CountyTime;
use crate::settings::DecisionClockSettings;
use crate::words::words;

words! {
    /// How a request stands against its due time.
    DueState {
        /// There is time.
        OnTime = "on_time", "On time";
        /// Less than a day left.
        DueSoon = "due_soon", "Due soon";
        /// The due time is past.
        Overdue = "overdue", "Overdue";
        /// The county waits for the agency's answer.
        Stopped = "stopped", "Clock stopped";
        /// The clock has not begun: required documents are missing.
        NotStarted = "not_started", "Waiting for documents";
    }
}

/// When a decision is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Due {
    /// The moment; absent while the clock stands still or has not begun.
    #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub due_at: Option<OffsetDateTime>,
    /// How things stand now.
    pub state: DueState,
}

/// What is left when a request counts as due soon.
const SOON: Duration = Duration::hours(24);

impl Due {
    /// How a request with this due time stands now; `None` once it is decided.
    pub fn standing(due_at: Option<OffsetDateTime>, review: ReviewStatus, now: OffsetDateTime) -> Option<Self> {
        match (review, due_at) {
            (review, _) if review.is_decided() => None,
            (ReviewStatus::InformationRequested, _) => Some(Self { due_at: None, state: DueState::Stopped }),
            (_, None) => Some(Self { due_at: None, state: DueState::NotStarted }),
            (_, Some(at)) => {
                let state = match at - now {
                    left if left.is_negative() => DueState::Overdue,
                    left if left < SOON => DueState::DueSoon,
                    _ => DueState::OnTime,
                };
                Some(Self { due_at, state })
            }
        }
    }
}

/// When the information became complete: the submission, or the arrival of the last required form after it. `None`
/// while one is missing. Give the first arrival of each form that is still there.
pub fn complete_at(
    submitted_at: OffsetDateTime,
    arrivals: &[(DocumentType, OffsetDateTime)],
) -> Option<OffsetDateTime> {
    DocumentType::REQUIRED.iter().try_fold(submitted_at, |latest, required| {
        let first = arrivals.iter().filter(|(kind, _)| kind == required).map(|(_, at)| *at).min()?;
        Some(latest.max(first))
    })
}

/// A stretch in which the county waited for the agency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause {
    /// Information was asked for.
    pub from: OffsetDateTime,
    /// The answer came.
    pub to: OffsetDateTime,
}

/// The calendar a due time is counted on.
#[derive(Debug, Clone, Copy)]
pub struct Calendar<'a> {
    /// How long the county has.
    pub clock: DecisionClockSettings,
    /// The county's holidays.
    pub holidays: &'a [Date],
    /// The county's local time.
    pub time: &'a CountyTime,
}

impl Calendar<'_> {
    /// When the decision is due, for a request whose information was complete at that moment. Pauses before it do not
    /// count.
    pub fn due_at(&self, urgency: Urgency, complete_at: OffsetDateTime, pauses: &[Pause]) -> OffsetDateTime {
        let counted = pauses.iter().filter(|p| p.to > complete_at).map(|p| (p.from.max(complete_at), p.to));
        match urgency {
            Urgency::Expedited => {
                let stopped: Duration = counted.map(|(from, to)| to - from).sum();
                complete_at + Duration::hours(self.clock.expedited_hours.into()) + stopped
            }
            Urgency::Standard => {
                let nights: i64 =
                    counted.map(|(from, to)| (self.time.day(to) - self.time.day(from)).whole_days()).sum();
                self.time.ends(plus_days(standard_day(self.clock, self.holidays, self.time.day(complete_at)), nights))
            }
        }
    }
}

/// The county day on which a standard request is due whose information was complete on that day.
pub fn standard_day(clock: DecisionClockSettings, holidays: &[Date], complete_on: Date) -> Date {
    let calendar = plus_days(complete_on, clock.standard_calendar_days.into());
    let business_days = u16::try_from(clock.standard_business_days).unwrap_or(u16::MAX);
    calendar.min(add_business_days(complete_on, business_days, holidays))
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;
    use crate::county_time::california;

    const THANKSGIVING: [Date; 2] = [date!(2026 - 11 - 26), date!(2026 - 11 - 27)];

    fn due_at(urgency: Urgency, complete: OffsetDateTime, pauses: &[Pause]) -> OffsetDateTime {
        let calendar =
            Calendar { clock: DecisionClockSettings::default(), holidays: &THANKSGIVING, time: &california() };
        calendar.due_at(urgency, complete, pauses)
    }

    #[test]
    fn the_due_time_of_each_urgency() {
        for (urgency, complete, due) in [
            // A Sunday: five business days end on Friday, before the seven calendar days.
            (Urgency::Standard, datetime!(2026-11-01 20:00 UTC), datetime!(2026-11-07 07:59:59 UTC)),
            // A Monday at noon: five business days and seven calendar days meet on the next Monday.
            (Urgency::Standard, datetime!(2026-11-02 20:00 UTC), datetime!(2026-11-10 07:59:59 UTC)),
            // Thanksgiving: seven calendar days come before five business days.
            (Urgency::Standard, datetime!(2026-11-23 20:00 UTC), datetime!(2026-12-01 07:59:59 UTC)),
            // Late in the evening it is still the same county day.
            (Urgency::Standard, datetime!(2026-11-03 07:30 UTC), datetime!(2026-11-10 07:59:59 UTC)),
            // Across the end of summer time.
            (Urgency::Standard, datetime!(2026-10-29 18:00 UTC), datetime!(2026-11-06 07:59:59 UTC)),
            (Urgency::Expedited, datetime!(2026-11-01 20:00 UTC), datetime!(2026-11-04 20:00 UTC)),
        ] {
            assert_eq!(due_at(urgency, complete, &[]), due, "{urgency} {complete}");
        }
    }

    #[test]
    fn a_holiday_moves_the_day_only_as_far_as_the_calendar_allows() {
        let clock = DecisionClockSettings::default();
        assert_eq!(standard_day(clock, &[], date!(2026 - 11 - 02)), date!(2026 - 11 - 09));
        assert_eq!(standard_day(clock, &THANKSGIVING, date!(2026 - 11 - 23)), date!(2026 - 11 - 30));
    }

    #[test]
    fn waiting_moves_the_due_time() {
        let complete = datetime!(2026-11-02 20:00 UTC);
        let pause = |from, to| Pause { from, to };
        for (urgency, pauses, due) in [
            (
                Urgency::Expedited,
                vec![pause(datetime!(2026-11-03 00:00 UTC), datetime!(2026-11-03 05:30 UTC))],
                datetime!(2026-11-06 01:30 UTC),
            ),
            (
                Urgency::Standard,
                vec![pause(datetime!(2026-11-03 18:00 UTC), datetime!(2026-11-03 21:00 UTC))],
                datetime!(2026-11-10 07:59:59 UTC),
            ),
            (
                Urgency::Standard,
                vec![
                    pause(datetime!(2026-11-03 18:00 UTC), datetime!(2026-11-05 18:00 UTC)),
                    pause(datetime!(2026-11-06 18:00 UTC), datetime!(2026-11-07 18:00 UTC)),
                ],
                datetime!(2026-11-13 07:59:59 UTC),
            ),
            // A pause before the information was complete does not count.
            (
                Urgency::Expedited,
                vec![pause(datetime!(2026-11-01 00:00 UTC), datetime!(2026-11-02 20:00 UTC))],
                datetime!(2026-11-05 20:00 UTC),
            ),
        ] {
            assert_eq!(due_at(urgency, complete, &pauses), due, "{urgency} {pauses:?}");
        }
    }

    #[test]
    fn the_standing_follows_the_time_left() {
        let due = datetime!(2026-11-10 08:00 UTC);
        let state = |due_at, review, now| Due::standing(due_at, review, now).map(|d| d.state);
        let open = ReviewStatus::InReview;
        assert_eq!(state(Some(due), open, datetime!(2026-11-09 08:00 UTC)), Some(DueState::OnTime));
        assert_eq!(state(Some(due), open, datetime!(2026-11-09 08:01 UTC)), Some(DueState::DueSoon));
        assert_eq!(state(Some(due), open, due), Some(DueState::DueSoon));
        assert_eq!(state(Some(due), open, datetime!(2026-11-10 08:01 UTC)), Some(DueState::Overdue));
        assert_eq!(state(Some(due), ReviewStatus::InformationRequested, due), Some(DueState::Stopped));
        assert_eq!(state(None, ReviewStatus::Submitted, due), Some(DueState::NotStarted));
        assert_eq!(state(Some(due), ReviewStatus::Denied, due), None);
    }

    #[test]
    fn the_clock_begins_when_the_last_form_is_there() {
        let sent = datetime!(2026-11-02 20:00 UTC);
        let early = datetime!(2026-11-01 20:00 UTC);
        let late = datetime!(2026-11-04 20:00 UTC);
        let all = |last| -> Vec<(DocumentType, OffsetDateTime)> {
            let mut arrivals: Vec<_> = DocumentType::REQUIRED.iter().map(|kind| (*kind, early)).collect();
            arrivals.pop();
            arrivals.push((DocumentType::IccEligibility, last));
            arrivals
        };
        assert_eq!(complete_at(sent, &all(early)), Some(sent));
        assert_eq!(complete_at(sent, &all(late)), Some(late));
        assert_eq!(complete_at(sent, &all(early)[1..]), None);
        assert_eq!(complete_at(sent, &[]), None);
    }
}
