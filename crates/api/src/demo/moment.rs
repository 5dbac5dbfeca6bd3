//! The moment the county is loaded at, and the days around it.

use domain::authorizations::{Calendar, Urgency};
use domain::calendar::{is_business_day, plus_days};
use domain::county_time::CountyTime;
use domain::settings::DecisionClockSettings;
use time::{Date, Duration, OffsetDateTime, Time};

/// Now, by the database's clock, with the county's calendar.
#[derive(Debug, Clone)]
pub(super) struct Moment {
    /// The instant.
    pub(super) now: OffsetDateTime,
    /// The county's day.
    pub(super) today: Date,
    /// Days the county's offices are closed.
    pub(super) closed: Vec<Date>,
    /// The county's local time.
    pub(super) time: CountyTime,
}

impl Moment {
    /// Minutes after midnight of a county day, as an instant.
    pub(super) fn at(&self, day: Date, minutes: i64) -> OffsetDateTime {
        let local = day.with_time(Time::MIDNIGHT) + Duration::minutes(minutes);
        self.time.at(local.date(), local.time())
    }

    /// The county day of an instant.
    pub(super) fn day_of(&self, at: OffsetDateTime) -> Date {
        self.time.day(at)
    }

    /// Whether offices are open at an instant: a business day, 8 a.m. to 6 p.m.
    pub(super) fn is_office_hour(&self, at: OffsetDateTime) -> bool {
        let local = self.time.local(at);
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
        Calendar { clock: DecisionClockSettings::default(), holidays: &self.closed, time: &self.time }
    }

    /// When a request that was complete at that moment is due.
    pub(super) fn due(&self, urgency: Urgency, complete: OffsetDateTime) -> OffsetDateTime {
        self.calendar().due_at(urgency, complete, &[])
    }
}
