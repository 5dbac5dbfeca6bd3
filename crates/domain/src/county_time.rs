//! The county's local time. Which offset from UTC holds when is known to the database, which has the world's time zones;
//! here it is only looked up.

use serde::{Deserialize, Serialize};
use time::{Date, Duration, OffsetDateTime, Time, UtcOffset};

use crate::calendar::plus_days;

/// An offset from UTC, from a moment on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OffsetFrom {
    /// The moment.
    #[serde(with = "time::serde::rfc3339")]
    pub from: OffsetDateTime,
    /// Minutes to add to UTC, for example -480.
    #[cfg_attr(feature = "openapi", schema(example = -480))]
    pub minutes: i32,
}

/// Every offset of a time zone in a long stretch of time, in order. Before the first one, the first holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CountyTime(Vec<OffsetFrom>);

impl CountyTime {
    /// From the offsets in the order in which they hold.
    pub fn new(offsets: Vec<OffsetFrom>) -> Self {
        Self(offsets)
    }

    /// The offset at a moment; UTC where nothing is known.
    pub fn offset_at(&self, at: OffsetDateTime) -> UtcOffset {
        let begun = self.0.partition_point(|offset| offset.from <= at);
        let holds = self.0.get(begun.saturating_sub(1));
        let minutes = holds.map_or(0, |offset| offset.minutes);
        UtcOffset::from_whole_seconds(minutes.saturating_mul(60)).unwrap_or(UtcOffset::UTC)
    }

    /// The moment by the county's clocks.
    pub fn local(&self, at: OffsetDateTime) -> OffsetDateTime {
        at.checked_to_offset(self.offset_at(at)).unwrap_or(at)
    }

    /// The county day a moment falls on.
    pub fn day(&self, at: OffsetDateTime) -> Date {
        self.local(at).date()
    }

    /// The moment of a time of a county day. One correction of the offset is enough: clocks change by an hour or two, and
    /// never at midnight. A time that the clocks skip is taken by the offset before.
    pub fn at(&self, day: Date, time: Time) -> OffsetDateTime {
        let local = day.with_time(time);
        let guess = self.offset_at(local.assume_utc());
        let offset = self.offset_at(local.assume_offset(guess));
        let at = local.assume_offset(offset);
        at.checked_to_offset(UtcOffset::UTC).unwrap_or(at)
    }

    /// The first moment of a county day.
    pub fn begins(&self, day: Date) -> OffsetDateTime {
        self.at(day, Time::MIDNIGHT)
    }

    /// The last second of a county day.
    pub fn ends(&self, day: Date) -> OffsetDateTime {
        self.begins(plus_days(day, 1)) - Duration::SECOND
    }

    /// The offsets that hold in a stretch of time, for whoever needs no more.
    pub fn between(&self, from: OffsetDateTime, to: OffsetDateTime) -> Vec<OffsetFrom> {
        let first = self.0.partition_point(|offset| offset.from <= from).saturating_sub(1);
        self.0.iter().skip(first).take_while(|offset| offset.from < to).copied().collect()
    }
}

/// California's clocks in the years that tests speak of.
#[cfg(test)]
pub(crate) fn california() -> CountyTime {
    use time::macros::datetime;
    let turns = [
        (datetime!(2025-11-02 09:00 UTC), -480),
        (datetime!(2026-03-08 10:00 UTC), -420),
        (datetime!(2026-11-01 09:00 UTC), -480),
        (datetime!(2027-03-14 10:00 UTC), -420),
    ];
    CountyTime::new(turns.map(|(from, minutes)| OffsetFrom { from, minutes }).to_vec())
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime, time};

    use super::*;

    #[test]
    fn clocks_change_when_the_table_says_so() {
        let time = california();
        for (at, hours) in [
            (datetime!(2020-01-01 00:00 UTC), -8),
            (datetime!(2026-03-08 09:59:59 UTC), -8),
            (datetime!(2026-03-08 10:00 UTC), -7),
            (datetime!(2026-11-01 08:59:59 UTC), -7),
            (datetime!(2026-11-01 09:00 UTC), -8),
        ] {
            assert_eq!(time.offset_at(at).whole_hours(), hours, "{at}");
        }
        assert_eq!(CountyTime::default().offset_at(datetime!(2026-03-08 10:00 UTC)), UtcOffset::UTC);
    }

    #[test]
    fn days_begin_and_end_by_the_countys_clocks() {
        let time = california();
        // 25 hours long.
        assert_eq!(time.begins(date!(2026 - 11 - 01)), datetime!(2026-11-01 07:00 UTC));
        assert_eq!(time.ends(date!(2026 - 11 - 01)), datetime!(2026-11-02 07:59:59 UTC));
        // 23 hours long.
        assert_eq!(time.begins(date!(2026 - 03 - 08)), datetime!(2026-03-08 08:00 UTC));
        assert_eq!(time.ends(date!(2026 - 03 - 08)), datetime!(2026-03-09 06:59:59 UTC));
        assert_eq!(time.day(datetime!(2026-11-03 07:30 UTC)), date!(2026 - 11 - 02));
        assert_eq!(time.at(date!(2026 - 07 - 01), time!(14:05)), datetime!(2026-07-01 21:05 UTC));
    }

    #[test]
    fn a_stretch_begins_with_the_offset_that_holds() {
        let part = california().between(datetime!(2026-06-01 0:00 UTC), datetime!(2026-12-01 0:00 UTC));
        assert_eq!(part.iter().map(|offset| offset.minutes).collect::<Vec<_>>(), [-420, -480]);
    }

    proptest::proptest! {
        #[test]
        fn a_moment_lies_in_its_own_day(seconds in 1_767_225_600i64..1_830_297_600) {
            let (time, at) = (california(), OffsetDateTime::from_unix_timestamp(seconds).unwrap());
            let day = time.day(at);
            proptest::prop_assert!(time.begins(day) <= at && at <= time.ends(day));
        }
    }
}
