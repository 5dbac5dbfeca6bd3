//! Reading a date from whatever a person types: 3/1/26, 030126, 2026-03-01, "mar 1", "today", "+30".

use std::fmt;

use time::{Date, Month};

use crate::calendar::plus_days;
use crate::problem::FieldError;

/// A two-digit year means the century in which it lies at most this many years ahead.
const YEARS_AHEAD: i32 = 20;
/// Nobody here is older.
const OLDEST: i32 = 120;

/// Why a typed date was not understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateProblem {
    /// Nothing was typed.
    Empty,
    /// It looks like no date.
    NotADate,
    /// It looks like a date, but the calendar has no such day.
    NoSuchDay,
    /// A birth date that lies in the future.
    InFuture,
    /// A birth date more than 120 years ago.
    TooLongAgo,
}

impl DateProblem {
    /// A stable word for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "required",
            Self::NotADate => "not_a_date",
            Self::NoSuchDay => "no_such_day",
            Self::InFuture => "in_future",
            Self::TooLongAgo => "too_long_ago",
        }
    }

    /// What is wrong and how to mend it.
    pub const fn detail(self) -> &'static str {
        match self {
            Self::Empty => "Enter a date.",
            Self::NotADate => "Enter a date as MM/DD/YYYY.",
            Self::NoSuchDay => "The calendar has no such day. Check month and day.",
            Self::InFuture => "A birth date cannot lie in the future. Check the year.",
            Self::TooLongAgo => "This birth date is more than 120 years ago. Check the year.",
        }
    }

    /// The same as an error at a field.
    pub fn at(self, pointer: &str) -> FieldError {
        FieldError::new(pointer, self.code(), self.detail())
    }
}

impl fmt::Display for DateProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.detail())
    }
}

impl std::error::Error for DateProblem {}

/// Reads a typed date. Day and month without a year mean this year; a two-digit year lies at most 20 years ahead.
pub fn parse_typed(text: &str, today: Date) -> Result<Date, DateProblem> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "" => return Err(DateProblem::Empty),
        "today" | "t" => return Ok(today),
        "yesterday" => return Ok(plus_days(today, -1)),
        "tomorrow" => return Ok(plus_days(today, 1)),
        _ => {}
    }
    relative(&text, today).map_or_else(|| absolute(&text, today, YEARS_AHEAD), Ok)
}

/// Reads a typed birth date: a two-digit year is never in the future, and the date must be plausible.
pub fn parse_birth_date(text: &str, today: Date) -> Result<Date, DateProblem> {
    let text = text.trim().to_lowercase();
    if text.is_empty() {
        return Err(DateProblem::Empty);
    }
    let date = absolute(&text, today, 0)?;
    plausible_birth_date(date, today).map(|()| date)
}

/// A birth date lies neither in the future nor more than 120 years back.
pub fn plausible_birth_date(date: Date, today: Date) -> Result<(), DateProblem> {
    if date > today {
        return Err(DateProblem::InFuture);
    }
    if date.year() < today.year().saturating_sub(OLDEST) {
        return Err(DateProblem::TooLongAgo);
    }
    Ok(())
}

// "+30", "-7", "today+30", "t-7": so many days from today, ten thousand at most.
fn relative(text: &str, today: Date) -> Option<Date> {
    let signed = text.strip_prefix("today").or_else(|| text.strip_prefix('t')).unwrap_or(text).trim();
    let (sign, digits) = match signed.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => (-1, signed.strip_prefix('-')?),
    };
    let days: i64 = digits.trim().parse().ok().filter(|days| (0..=10_000).contains(days))?;
    Some(plus_days(today, sign * days))
}

fn absolute(text: &str, today: Date, years_ahead: i32) -> Result<Date, DateProblem> {
    let parts: Vec<&str> = text.split(['/', '-', '.', ',', ' ']).filter(|part| !part.is_empty()).collect();
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let year = |part: &str| full_year(part, today, years_ahead);
    match parts.as_slice() {
        [one] if plain(one) => run_together(one, today, years_ahead),
        [y, m, d] if y.len() == 4 && [y, m, d].into_iter().all(|p| plain(p)) => calendar(year(y), number(m), number(d)),
        [m, d] if plain(m) && plain(d) => calendar(Some(today.year()), number(m), number(d)),
        [m, d, y] if [m, d, y].into_iter().all(|p| plain(p)) => calendar(year(y), number(m), number(d)),
        [name, d] if plain(d) => calendar(Some(today.year()), month_named(name), number(d)),
        [d, name] if plain(d) => calendar(Some(today.year()), month_named(name), number(d)),
        [name, d, y] if plain(d) && plain(y) => calendar(year(y), month_named(name), number(d)),
        [d, name, y] if plain(d) && plain(y) => calendar(year(y), month_named(name), number(d)),
        _ => Err(DateProblem::NotADate),
    }
}

// 03012026, 030126, 0301; and 20260301, which cannot be a month 20.
fn run_together(digits: &str, today: Date, years_ahead: i32) -> Result<Date, DateProblem> {
    let part = |range: std::ops::Range<usize>| digits.get(range).unwrap_or("");
    let year = |text: &str| full_year(text, today, years_ahead);
    match digits.len() {
        4 => calendar(Some(today.year()), number(part(0..2)), number(part(2..4))),
        6 => calendar(year(part(4..6)), number(part(0..2)), number(part(2..4))),
        8 => calendar(year(part(4..8)), number(part(0..2)), number(part(2..4)))
            .or_else(|problem| calendar(year(part(0..4)), number(part(4..6)), number(part(6..8))).map_err(|_| problem)),
        _ => Err(DateProblem::NotADate),
    }
}

fn full_year(text: &str, today: Date, years_ahead: i32) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 if year >= 1800 => Some(year),
        2 => {
            let century = today.year() - today.year().rem_euclid(100);
            let latest = today.year() + years_ahead;
            [century + 100, century, century - 100].map(|c| c + year).into_iter().find(|y| *y <= latest)
        }
        _ => None,
    }
}

fn number(text: &str) -> Option<u8> {
    text.parse().ok()
}

fn month_named(text: &str) -> Option<u8> {
    const NAMES: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let index = NAMES.iter().position(|name| text.len() >= 3 && name.starts_with(text))?;
    u8::try_from(index).ok().map(|month| month.saturating_add(1))
}

fn calendar(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> Result<Date, DateProblem> {
    let (Some(year), Some(month), Some(day)) = (year, month, day) else { return Err(DateProblem::NotADate) };
    let month = Month::try_from(month).map_err(|_| DateProblem::NoSuchDay)?;
    Date::from_calendar_date(year, month, day).map_err(|_| DateProblem::NoSuchDay)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use time::macros::date;

    use super::*;
    use crate::dates::format_date;

    const TODAY: Date = date!(2026 - 11 - 22);

    #[test]
    fn every_habit_of_writing_the_first_of_march() {
        let habits = [
            "3/1/26",
            "03/01/2026",
            "3-1-26",
            "3.1.2026",
            "03012026",
            "030126",
            "2026-03-01",
            "2026/3/1",
            "20260301",
            "3/1",
            "0301",
            "mar 1",
            "1 march",
            "March 1, 2026",
            "1 Mar 26",
            " 3 / 1 / 26 ",
        ];
        for typed in habits {
            assert_eq!(parse_typed(typed, TODAY), Ok(date!(2026 - 03 - 01)), "{typed}");
        }
    }

    #[test]
    fn days_counted_from_today() {
        let cases = [
            ("today", TODAY),
            ("Yesterday", date!(2026 - 11 - 21)),
            ("tomorrow", date!(2026 - 11 - 23)),
            ("+30", date!(2026 - 12 - 22)),
            ("-7", date!(2026 - 11 - 15)),
            ("t+1", date!(2026 - 11 - 23)),
            ("today - 1", date!(2026 - 11 - 21)),
        ];
        for (typed, expected) in cases {
            assert_eq!(parse_typed(typed, TODAY), Ok(expected), "{typed}");
        }
    }

    #[test]
    fn what_is_no_date_is_said_so() {
        let cases = [
            ("", DateProblem::Empty),
            ("soon", DateProblem::NotADate),
            ("12345", DateProblem::NotADate),
            ("+99999", DateProblem::NotADate),
            ("3/1/202", DateProblem::NotADate),
            ("ma 1", DateProblem::NotADate),
            ("13/1/2026", DateProblem::NoSuchDay),
            ("2/29/2026", DateProblem::NoSuchDay),
            ("2/30/24", DateProblem::NoSuchDay),
        ];
        for (typed, problem) in cases {
            assert_eq!(parse_typed(typed, TODAY), Err(problem), "{typed}");
        }
    }

    #[test]
    fn two_digit_years_fall_where_people_mean_them() {
        assert_eq!(parse_typed("1/1/46", TODAY), Ok(date!(2046 - 01 - 01)));
        assert_eq!(parse_typed("1/1/47", TODAY), Ok(date!(1947 - 01 - 01)));
        assert_eq!(parse_birth_date("1/1/46", TODAY), Ok(date!(1946 - 01 - 01)));
        assert_eq!(parse_birth_date("1/1/26", TODAY), Ok(date!(2026 - 01 - 01)));
        assert_eq!(parse_birth_date("12/1/26", TODAY), Err(DateProblem::InFuture));
        assert_eq!(parse_birth_date("1/1/2065", TODAY), Err(DateProblem::InFuture));
        assert_eq!(parse_birth_date("1/1/1905", TODAY), Err(DateProblem::TooLongAgo));
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed(julian in 2_400_000i32..2_500_000) {
            let date = Date::from_julian_day(julian).unwrap_or(TODAY);
            prop_assert_eq!(parse_typed(&format_date(date), TODAY), Ok(date));
        }

        #[test]
        fn no_text_makes_it_fall_over(text in "\\PC{0,20}") {
            let _ = (parse_typed(&text, TODAY).is_ok(), parse_birth_date(&text, Date::MIN).is_ok());
            let _ = parse_typed(&text, Date::MAX).is_ok();
        }
    }
}
