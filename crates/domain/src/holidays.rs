//! Days a California county's offices are closed, computed.
//!
//! Source: 5 U.S.C. 6103 (federal holidays) and California Government Code 6700 (Cesar Chavez Day, the day after
//! Thanksgiving). A holiday on a Saturday is kept on Friday, one on a Sunday on Monday.

use domain::calendar::plus_days;
use time::{Date, Month, Weekday};

/// The holidays of a year, as they are kept, in order.
pub(super) fn of_year(year: i32) -> Vec<(Date, &'static str)> {
    let fixed = [
        (Month::January, 1, "New Year's Day"),
        (Month::March, 31, "Cesar Chavez Day"),
        (Month::June, 19, "Juneteenth"),
        (Month::July, 4, "Independence Day"),
        (Month::November, 11, "Veterans Day"),
        (Month::December, 25, "Christmas Day"),
    ];
    let floating = [
        (Month::January, Weekday::Monday, 15, "Martin Luther King Jr. Day"),
        (Month::February, Weekday::Monday, 15, "Presidents' Day"),
        (Month::May, Weekday::Monday, 25, "Memorial Day"),
        (Month::September, Weekday::Monday, 1, "Labor Day"),
        (Month::October, Weekday::Monday, 8, "Indigenous Peoples' Day"),
        (Month::November, Weekday::Thursday, 22, "Thanksgiving Day"),
        (Month::November, Weekday::Friday, 23, "Day after Thanksgiving"),
    ];
    let on_date = fixed
        .into_iter()
        .filter_map(|(month, day, name)| Some((kept(Date::from_calendar_date(year, month, day).ok()?), name)));
    let on_weekday = floating.into_iter().filter_map(|(month, weekday, earliest, name)| {
        Some((first(Date::from_calendar_date(year, month, earliest).ok()?, weekday), name))
    });
    let mut all: Vec<_> = on_date.chain(on_weekday).collect();
    all.sort_unstable();
    all
}

/// The first such weekday on or after a day.
fn first(from: Date, weekday: Weekday) -> Date {
    (0..7).map(|on| plus_days(from, on)).find(|day| day.weekday() == weekday).unwrap_or(from)
}

fn kept(day: Date) -> Date {
    match day.weekday() {
        Weekday::Saturday => plus_days(day, -1),
        Weekday::Sunday => plus_days(day, 1),
        _ => day,
    }
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn the_holidays_of_2026() {
        let days: Vec<Date> = of_year(2026).into_iter().map(|(day, _)| day).collect();
        assert_eq!(
            days,
            [
                date!(2026 - 01 - 01),
                date!(2026 - 01 - 19),
                date!(2026 - 02 - 16),
                date!(2026 - 03 - 31),
                date!(2026 - 05 - 25),
                date!(2026 - 06 - 19),
                date!(2026 - 07 - 03),
                date!(2026 - 09 - 07),
                date!(2026 - 10 - 12),
                date!(2026 - 11 - 11),
                date!(2026 - 11 - 26),
                date!(2026 - 11 - 27),
                date!(2026 - 12 - 25),
            ]
        );
    }

    #[test]
    fn a_sunday_moves_to_monday() {
        assert!(of_year(2027).contains(&(date!(2027 - 07 - 05), "Independence Day")));
    }
}
