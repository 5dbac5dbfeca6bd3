//! Days the county's offices are closed besides Saturday and Sunday.
//!
//! A county keeps its own list; a new installation begins with the holidays that can be computed. Source: 5 U.S.C. 6103
//! (federal holidays) and California Government Code 6700 (Cesar Chavez Day, the day after Thanksgiving). A holiday on a
//! Saturday is kept on Friday, one on a Sunday on Monday.

use serde::{Deserialize, Serialize};
use time::{Date, Month, Weekday};
use validator::Validate;

use crate::calendar::plus_days;
use crate::problem::FieldError;

/// Years in which a day can be entered.
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2100;

/// A closed day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The day on which it is kept.
    pub day: Date,
    /// What people call it, 1 to 80 characters.
    #[validate(length(min = 1, max = 80, message = "Enter the holiday's name, at most 80 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Thanksgiving Day", min_length = 1, max_length = 80))]
    pub name: String,
}

/// The county's list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Holidays {
    /// Every closed day, in order.
    pub items: Vec<Holiday>,
    /// For `If-Match`; counts with the other settings.
    pub version: i32,
}

/// Another list in place of the county's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeHolidays {
    /// Every closed day, in any order, each once.
    #[validate(nested, length(max = 500, message = "Keep at most 500 days."))]
    #[cfg_attr(feature = "openapi", schema(max_items = 500))]
    pub items: Vec<Holiday>,
}

impl ChangeHolidays {
    /// What `validator` cannot say: a name that says something, a day of our times, named once.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        for (index, holiday) in self.items.iter().enumerate() {
            if holiday.name.trim().is_empty() {
                let words = "Enter the holiday's name.";
                errors.push(FieldError::new(format!("/items/{index}/name"), "required", words));
            }
            if !YEARS.contains(&holiday.day.year()) {
                let words = "Enter a day of the years 2000 to 2100.";
                errors.push(FieldError::new(format!("/items/{index}/day"), "out_of_range", words));
            }
            if self.items.iter().take(index).any(|earlier| earlier.day == holiday.day) {
                let words = "This day is in the list already.";
                errors.push(FieldError::new(format!("/items/{index}/day"), "repeated", words));
            }
        }
        errors
    }
}

/// The holidays of a year that can be computed, as they are kept, in order.
pub fn of_year(year: i32) -> Vec<(Date, &'static str)> {
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
    fn weekends_move_to_the_next_open_day() {
        assert!(of_year(2027).contains(&(date!(2027 - 07 - 05), "Independence Day")));
        assert!(of_year(2027).contains(&(date!(2027 - 06 - 18), "Juneteenth")));
        // New Year's Day of 2028 is a Saturday: kept in the year before.
        assert!(of_year(2028).contains(&(date!(2027 - 12 - 31), "New Year's Day")));
    }

    #[test]
    fn every_year_has_them_all_on_weekdays_of_their_own() {
        for year in 2000..2100 {
            let mut days: Vec<Date> = of_year(year).into_iter().map(|(day, _)| day).collect();
            assert!(days.iter().all(|day| crate::calendar::is_business_day(*day, &[])), "{year}");
            days.dedup();
            assert_eq!(days.len(), 13, "{year}");
        }
    }

    #[test]
    fn a_list_names_each_day_once_and_by_a_name() {
        let holiday = |day, name: &str| Holiday { day, name: name.to_owned() };
        let list = ChangeHolidays {
            items: vec![
                holiday(date!(2026 - 12 - 24), "Christmas Eve"),
                holiday(date!(2026 - 12 - 25), " "),
                holiday(date!(2026 - 12 - 24), "Again"),
                holiday(date!(1226 - 12 - 24), "Long ago"),
            ],
        };
        let found: Vec<_> = list.check().into_iter().map(|error| (error.pointer, error.code)).collect();
        let expected = [("/items/1/name", "required"), ("/items/2/day", "repeated"), ("/items/3/day", "out_of_range")];
        assert_eq!(found, expected.map(|(pointer, code)| (pointer.to_owned(), code.to_owned())));
    }
}
