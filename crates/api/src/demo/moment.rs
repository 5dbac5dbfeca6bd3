//! The moment the county is loaded at, and the days around it.

use domain::authorizations::{Calendar, Urgency, pacific_offset_at};
use domain::calendar::{is_business_day, plus_days};
use domain::settings::DecisionClockSettings;
use time::{Date, Duration, OffsetDateTime, Time, UtcOffset};

/// Now, by the database's clock, with the county's calendar.
#[derive(Debug, Clone)]
pub(super) struct Moment {
    /// The instant.
    pub(super) now: OffsetDateTime,
    /// The county's day.
    pub(super) today: Date,
    /// Days the county's offices are closed.
    pub(super) closed: Vec<Date>,
}

impl Moment {
    /// Minutes after midnight of a county day, as an instant.
    pub(super) fn at(&self, day: Date, minutes: i64) -> OffsetDateTime {
        let local = day.with_time(Time::MIDNIGHT) + Duration::minutes(minutes);
        let guess = pacific_offset_at(local.assume_utc());
        local.assume_offset(pacific_offset_at(local.assume_offset(guess))).to_offset(UtcOffset::UTC)
    }

    /// The county day of an instant.
    pub(super) fn day_of(&self, at: OffsetDateTime) -> Date {
        at.to_offset(pacific_offset_at(at)).date()
    }

    /// Whether offices are open at an instant: a business day, 8 a.m. to 6 p.m.
    pub(super) fn is_office_hour(&self, at: OffsetDateTime) -> bool {
        let local = at.to_offset(pacific_offset_at(at));
        is_business_day(local.date(), &self.closed) && (8..18).contains(&local.hour())
    }

    /// The day itself, or the last business day before it.
    pub(super) fn business_day_by(&self, day: Date) -> Date {
        (0..12).map(|back| plus_days(day, -back)).find(|day| is_business_day(*day, &self.closed)).unwrap_or(day)
    }

    /// The day itself, or the first business day after it.
    pub(super) fn business_day_from(&self, day: Date) -> Date {
        (0..12).map(|on| plus_days(day, on)).find(|day| is_business_day(*day, &self.closed)).unwrap_or(day)
    }

    /// What due times are counted on.
    pub(super) fn calendar(&self) -> Calendar<'_> {
        Calendar { clock: DecisionClockSettings::default(), holidays: &self.closed, offset_at: pacific_offset_at }
    }

    /// When a request that was complete at that moment is due.
    pub(super) fn due(&self, urgency: Urgency, complete: OffsetDateTime) -> OffsetDateTime {
        self.calendar().due_at(urgency, complete, &[])
    }
}
