//! Moments by the county's clock. The browser's own clock and time zone are never asked.

use std::rc::Rc;

use domain::county_time::CountyTime;
use domain::dates::{format_instant, format_time};
use time::{Date, OffsetDateTime};

/// The county's local time, cheap to clone.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clock(pub(crate) Rc<CountyTime>);

impl Clock {
    /// The county day a moment falls on.
    pub(crate) fn day(&self, at: OffsetDateTime) -> Date {
        self.0.day(at)
    }

    /// `6:02 PM`, which no line break tears apart.
    pub(crate) fn time(&self, at: OffsetDateTime) -> String {
        together(&format_time(at, self.minutes(at)))
    }

    /// `03/01/2026 6:02 PM`.
    pub(crate) fn moment(&self, at: OffsetDateTime) -> String {
        together(&format_instant(at, self.minutes(at)))
    }

    fn minutes(&self, at: OffsetDateTime) -> i32 {
        i32::from(self.0.offset_at(at).whole_minutes())
    }
}

/// A time and its AM or PM stay on one line.
fn together(text: &str) -> String {
    text.rsplit_once(' ').map_or_else(|| text.to_owned(), |(clock, half)| format!("{clock}\u{a0}{half}"))
}

#[cfg(test)]
pub(crate) mod tests {
    use domain::county_time::OffsetFrom;
    use time::macros::datetime;

    use super::*;

    /// Pacific time around the end of summer time 2026.
    pub(crate) fn pacific() -> Clock {
        let from = |from, minutes| OffsetFrom { from, minutes };
        let turns = vec![from(datetime!(2026-03-08 10:00 UTC), -420), from(datetime!(2026-11-01 09:00 UTC), -480)];
        Clock(Rc::new(CountyTime::new(turns)))
    }

    #[test]
    fn each_moment_has_the_offset_of_its_own_day() {
        let clock = pacific();
        assert_eq!(clock.moment(datetime!(2026-07-01 19:00 UTC)), "07/01/2026 12:00\u{a0}PM");
        assert_eq!(clock.moment(datetime!(2026-12-01 19:00 UTC)), "12/01/2026 11:00\u{a0}AM");
        assert_eq!(clock.day(datetime!(2026-07-02 06:59 UTC)), clock.day(datetime!(2026-07-01 19:00 UTC)));
    }
}
