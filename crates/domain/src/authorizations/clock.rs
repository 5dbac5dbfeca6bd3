//! When the county must have decided.
//!
//! Expedited: 72 hours after the information is complete. Standard: the end of the county day that is the earlier of
//! 7 calendar days (CMS-0057-F, from 2026-01-01) and 5 business days (BHIN 22-016) after it; the day itself does not
//! count. While the county waits for the agency the clock stands still: an expedited due time moves by exactly that
//! long, a standard one by a day for every county midnight passed while waiting. Which of two rules of the sources is
//! right they do not say, so the shorter one counts; the numbers are settings.

use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime, Time, UtcOffset};

use super::{ReviewStatus, Urgency};
use crate::attachments::DocumentType;
use crate::calendar::add_business_days;
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
    /// The county's offset from UTC at a moment.
    pub offset_at: fn(OffsetDateTime) -> UtcOffset,
}

impl Calendar<'_> {
    /// The county day a moment falls on.
    fn day(&self, at: OffsetDateTime) -> Date {
        at.to_offset((self.offset_at)(at)).date()
    }

    /// The last second of a county day. Clocks never change at midnight, so one correction of the offset is enough.
    fn end_of(&self, day: Date) -> OffsetDateTime {
        let last = day.with_time(Time::MIDNIGHT) + Duration::days(1) - Duration::seconds(1);
        let guess = (self.offset_at)(last.assume_utc());
        let offset = (self.offset_at)(last.assume_offset(guess));
        last.assume_offset(offset).to_offset(UtcOffset::UTC)
    }

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
                let nights: i64 = counted.map(|(from, to)| (self.day(to) - self.day(from)).whole_days()).sum();
                self.end_of(self.standard_day(self.day(complete_at)) + Duration::days(nights))
            }
        }
    }

    fn standard_day(&self, received: Date) -> Date {
        let calendar = received + Duration::days(self.clock.standard_calendar_days.into());
        let business_days = u16::try_from(self.clock.standard_business_days).unwrap_or(u16::MAX);
        calendar.min(add_business_days(received, business_days, self.holidays))
    }
}

/// The offset of California at a moment: UTC-8, and UTC-7 from 2 a.m. on the second Sunday of March to 2 a.m. on the
/// first Sunday of November (Energy Policy Act of 2005, section 110).
pub fn pacific_offset_at(at: OffsetDateTime) -> UtcOffset {
    let standard = UtcOffset::from_hms(-8, 0, 0).unwrap_or(UtcOffset::UTC);
    let summer = UtcOffset::from_hms(-7, 0, 0).unwrap_or(UtcOffset::UTC);
    let local = at.to_offset(standard);
    let year = local.year();
    let (Some(begins), Some(ends)) = (sunday(year, time::Month::March, 8), sunday(year, time::Month::November, 1))
    else {
        return standard;
    };
    // Both compared in standard time: summer ends at 2 a.m. summer time, which is 1 a.m. standard.
    let begins = begins.with_time(Time::MIDNIGHT) + Duration::hours(2);
    let ends = ends.with_time(Time::MIDNIGHT) + Duration::hours(1);
    let here = local.date().with_time(local.time());
    if here >= begins && here < ends { summer } else { standard }
}

/// The first Sunday on or after that day of the month.
fn sunday(year: i32, month: time::Month, day: u8) -> Option<Date> {
    let from = Date::from_calendar_date(year, month, day).ok()?;
    let days = (7 - i64::from(from.weekday().number_days_from_sunday())) % 7;
    from.checked_add(Duration::days(days))
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    const CALENDAR: Calendar<'static> = Calendar {
        clock: DecisionClockSettings { expedited_hours: 72, standard_calendar_days: 7, standard_business_days: 5 },
        holidays: &[date!(2026 - 11 - 26), date!(2026 - 11 - 27)],
        offset_at: pacific_offset_at,
    };

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
            assert_eq!(CALENDAR.due_at(urgency, complete, &[]), due, "{urgency} {complete}");
        }
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
            assert_eq!(CALENDAR.due_at(urgency, complete, &pauses), due, "{urgency} {pauses:?}");
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

    #[test]
    fn california_changes_its_clocks_twice_a_year() {
        for (at, hours) in [
            (datetime!(2026-03-08 09:59:59 UTC), -8),
            (datetime!(2026-03-08 10:00 UTC), -7),
            (datetime!(2026-11-01 08:59:59 UTC), -7),
            (datetime!(2026-11-01 09:00 UTC), -8),
            (datetime!(2026-07-01 00:00 UTC), -7),
            (datetime!(2027-01-01 00:00 UTC), -8),
        ] {
            assert_eq!(pacific_offset_at(at).whole_hours(), hours, "{at}");
        }
    }
}
