//! Periods: how many days, and where the fiscal year cuts them.

use serde::{Deserialize, Serialize};
use time::{Date, Duration};

use crate::calendar::{FiscalYear, fiscal_year_of};

/// The most days "for N days" fills in: two fiscal years, the longest period the form can split.
pub const MAX_DAYS: u16 = 731;

/// A run of days, both ends counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub start_date: Date,
    /// Last day.
    pub end_date: Date,
}

impl Period {
    /// The fiscal year the first day lies in.
    pub fn fiscal_year(self) -> FiscalYear {
        fiscal_year_of(self.start_date)
    }

    /// Whether the two share a day.
    pub fn overlaps(self, other: Self) -> bool {
        self.start_date <= other.end_date && other.start_date <= self.end_date
    }

    /// Days counted inclusively; 0 where the end comes before the start.
    pub fn days(self) -> i64 {
        ((self.end_date - self.start_date).whole_days() + 1).max(0)
    }
}

/// The last day of an authorization for so many days, counted inclusively: 365 days from 01/01/2026 end on
/// 12/31/2026 (design decision; 000_c39f6cc4a03af20b.txt is silent). `None` for no days, or more than [`MAX_DAYS`].
pub fn for_days(start: Date, days: u16) -> Option<Date> {
    if days == 0 || days > MAX_DAYS {
        return None;
    }
    start.checked_add(Duration::days(i64::from(days) - 1))
}

/// The period cut at every 30 June, earliest part first. One part means it stays inside its fiscal year. Empty where
/// the end comes before the start.
pub fn split(period: Period) -> Vec<Period> {
    let mut parts = Vec::new();
    let mut start_date = period.start_date;
    while start_date <= period.end_date {
        let edge = fiscal_year_of(start_date).last_day();
        let end_date = edge.min(period.end_date);
        parts.push(Period { start_date, end_date });
        match end_date.next_day() {
            // The calendar's own last day, and an edge that does not move on, end the loop.
            Some(next) if next > start_date => start_date = next,
            _ => break,
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;

    #[test]
    fn days_are_counted_inclusively() {
        for (start, days, end) in [
            (date!(2026 - 01 - 01), 365, Some(date!(2026 - 12 - 31))),
            (date!(2026 - 01 - 01), 1, Some(date!(2026 - 01 - 01))),
            (date!(2024 - 02 - 28), 2, Some(date!(2024 - 02 - 29))),
            (date!(2026 - 07 - 01), 365, Some(date!(2027 - 06 - 30))),
            (date!(2026 - 01 - 01), 0, None),
            (date!(2026 - 01 - 01), 732, None),
        ] {
            assert_eq!(for_days(start, days), end, "{days} days from {start}");
        }
    }

    #[test]
    fn a_period_is_cut_at_30_june() {
        let cut = |start_date, end_date| -> Vec<(Date, Date)> {
            split(Period { start_date, end_date }).iter().map(|p| (p.start_date, p.end_date)).collect()
        };
        assert_eq!(
            cut(date!(2026 - 03 - 01), date!(2026 - 08 - 31)),
            [(date!(2026 - 03 - 01), date!(2026 - 06 - 30)), (date!(2026 - 07 - 01), date!(2026 - 08 - 31))]
        );
        assert_eq!(cut(date!(2026 - 07 - 01), date!(2027 - 06 - 30)).len(), 1);
        assert_eq!(cut(date!(2026 - 06 - 30), date!(2027 - 07 - 01)).len(), 3);
        assert!(cut(date!(2026 - 03 - 02), date!(2026 - 03 - 01)).is_empty());
    }

    proptest! {
        #[test]
        fn parts_join_up_and_stay_inside_one_fiscal_year(from in 0i32..20_000, length in 0i32..2_000) {
            let start_date = Date::from_julian_day(2_450_000 + from).unwrap();
            let end_date = Date::from_julian_day(2_450_000 + from + length).unwrap();
            let parts = split(Period { start_date, end_date });
            prop_assert_eq!(parts.iter().map(|p| p.days()).sum::<i64>(), i64::from(length) + 1);
            prop_assert_eq!(parts.first().unwrap().start_date, start_date);
            prop_assert_eq!(parts.last().unwrap().end_date, end_date);
            for part in &parts {
                prop_assert_eq!(part.fiscal_year(), fiscal_year_of(part.end_date));
            }
            for pair in parts.windows(2) {
                prop_assert_eq!(pair[0].end_date.next_day(), Some(pair[1].start_date));
            }
        }

        #[test]
        fn for_days_gives_that_many_days(days in 1u16..=MAX_DAYS, from in 0i32..20_000) {
            let start_date = Date::from_julian_day(2_450_000 + from).unwrap();
            let end_date = for_days(start_date, days).unwrap();
            let period = Period { start_date, end_date };
            prop_assert_eq!(period.days(), i64::from(days));
        }
    }
}
