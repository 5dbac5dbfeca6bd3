//! Calendars the work runs on: fiscal years, business days, ages.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, Duration, Month, Weekday};

/// The county's fiscal year, 1 July to 30 June, named by the calendar year it starts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FiscalYear(pub i16);

impl FiscalYear {
    /// 1 July of the year it starts in.
    pub fn first_day(self) -> Date {
        day(i32::from(self.0), Month::July, 1)
    }

    /// 30 June of the next year.
    pub fn last_day(self) -> Date {
        day(i32::from(self.0).saturating_add(1), Month::June, 30)
    }

    /// The words people read, for example `FY 2026–27`.
    pub fn label(self) -> String {
        let end = i32::from(self.0).saturating_add(1).rem_euclid(100);
        format!("FY {}\u{2013}{end:02}", self.0)
    }

    /// Whether the day lies in it.
    pub fn contains(self, date: Date) -> bool {
        self.first_day() <= date && date <= self.last_day()
    }
}

impl fmt::Display for FiscalYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label())
    }
}

// 1 July and 30 June exist in every year `Date` can hold; outside of it the nearest end of time stands in.
fn day(year: i32, month: Month, day: u8) -> Date {
    let edge = if year < 0 { Date::MIN } else { Date::MAX };
    Date::from_calendar_date(year, month, day).unwrap_or(edge)
}

/// The fiscal year a day belongs to.
pub fn fiscal_year_of(date: Date) -> FiscalYear {
    let start = if date.month() >= Month::July { date.year() } else { date.year().saturating_sub(1) };
    // `Date` holds years -9999 to 9999 here, so the fallback is never taken.
    FiscalYear(i16::try_from(start).unwrap_or(i16::MAX))
}

/// Whether the county's offices work on that day: Monday to Friday and no county holiday.
pub fn is_business_day(date: Date, holidays: &[Date]) -> bool {
    !matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday) && !holidays.contains(&date)
}

/// The day that comes `days` business days after `date`. The day itself does not count, wherever it falls; zero gives
/// the day itself.
pub fn add_business_days(date: Date, days: u16, holidays: &[Date]) -> Date {
    let mut at = date;
    let mut left = days;
    while left > 0 {
        let Some(next) = at.next_day() else { return at };
        at = next;
        if is_business_day(at, holidays) {
            left -= 1;
        }
    }
    at
}

/// How many business days lie after `from` up to and including `to`; 0 when `to` is not later.
pub fn business_days_between(from: Date, to: Date, holidays: &[Date]) -> u32 {
    let mut at = from;
    let mut count: u32 = 0;
    while at < to {
        let Some(next) = at.next_day() else { return count };
        at = next;
        if is_business_day(at, holidays) {
            count = count.saturating_add(1);
        }
    }
    count
}

/// Full years lived on that day; a person born on 29 February turns a year older on 1 March of a common year. 0 before
/// the birth.
pub fn age_on(birth: Date, today: Date) -> u16 {
    let years = today.year().saturating_sub(birth.year());
    let had_birthday = (u8::from(today.month()), today.day()) >= (u8::from(birth.month()), birth.day());
    let full = if had_birthday { years } else { years.saturating_sub(1) };
    u16::try_from(full).unwrap_or(0)
}

/// The day `days` later (earlier when negative), stopping at the ends of time.
pub fn plus_days(date: Date, days: i64) -> Date {
    let edge = if days < 0 { Date::MIN } else { Date::MAX };
    date.checked_add(Duration::days(days)).unwrap_or(edge)
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn the_fiscal_year_turns_on_the_first_of_july() {
        assert_eq!(fiscal_year_of(date!(2026 - 06 - 30)), FiscalYear(2025));
        assert_eq!(fiscal_year_of(date!(2026 - 07 - 01)), FiscalYear(2026));
        assert_eq!(FiscalYear(2026).first_day(), date!(2026 - 07 - 01));
        assert_eq!(FiscalYear(2026).last_day(), date!(2027 - 06 - 30));
        assert_eq!(FiscalYear(2026).label(), "FY 2026–27");
        assert_eq!(FiscalYear(1999).label(), "FY 1999–00");
    }

    #[test]
    fn business_days_skip_weekends_and_holidays() {
        let thanksgiving = [date!(2026 - 11 - 26), date!(2026 - 11 - 27)];
        assert_eq!(add_business_days(date!(2026 - 11 - 25), 1, &thanksgiving), date!(2026 - 11 - 30));
        assert_eq!(add_business_days(date!(2026 - 11 - 20), 5, &[]), date!(2026 - 11 - 27));
        assert_eq!(add_business_days(date!(2026 - 11 - 21), 1, &[]), date!(2026 - 11 - 23));
        assert_eq!(add_business_days(date!(2026 - 11 - 21), 0, &[]), date!(2026 - 11 - 21));
        assert_eq!(business_days_between(date!(2026 - 11 - 25), date!(2026 - 12 - 01), &thanksgiving), 2);
        assert_eq!(business_days_between(date!(2026 - 12 - 01), date!(2026 - 11 - 25), &thanksgiving), 0);
    }

    #[test]
    fn ages_turn_on_the_birthday() {
        assert_eq!(age_on(date!(2012 - 05 - 09), date!(2026 - 05 - 08)), 13);
        assert_eq!(age_on(date!(2012 - 05 - 09), date!(2026 - 05 - 09)), 14);
        assert_eq!(age_on(date!(2012 - 02 - 29), date!(2026 - 02 - 28)), 13);
        assert_eq!(age_on(date!(2012 - 02 - 29), date!(2026 - 03 - 01)), 14);
        assert_eq!(age_on(date!(2026 - 05 - 09), date!(2026 - 05 - 08)), 0);
    }

    proptest::proptest! {
        #[test]
        fn every_day_is_in_its_fiscal_year(julian in 2_400_000i32..2_500_000) {
            let date = Date::from_julian_day(julian).unwrap_or(Date::MIN);
            let year = fiscal_year_of(date);
            proptest::prop_assert!(year.contains(date));
            proptest::prop_assert_eq!(year.last_day().next_day(), Some(FiscalYear(year.0 + 1).first_day()));
        }

        #[test]
        fn adding_and_counting_business_days_agree(julian in 2_400_000i32..2_500_000, n in 0u16..60) {
            let date = Date::from_julian_day(julian).unwrap_or(Date::MIN);
            let later = add_business_days(date, n, &[]);
            proptest::prop_assert_eq!(business_days_between(date, later, &[]), u32::from(n));
        }
    }
}
