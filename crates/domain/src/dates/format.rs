//! The one way dates, times, money and telephone numbers are shown.

use rust_decimal::{Decimal, RoundingStrategy};
use time::{Date, OffsetDateTime, UtcOffset};

use crate::identifiers::Phone;

/// `MM/DD/YYYY`.
pub fn format_date(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", u8::from(date.month()), date.day(), date.year())
}

/// `MM/DD/YYYY h:mm AM` in the county's local time. The caller knows the county's offset from UTC at that moment,
/// in minutes: -480 in a Los Angeles winter.
pub fn format_instant(at: OffsetDateTime, offset_minutes: i32) -> String {
    format!("{} {}", format_instant_day(at, offset_minutes), format_time(at, offset_minutes))
}

/// The county's calendar day of an instant, `MM/DD/YYYY`.
pub fn format_instant_day(at: OffsetDateTime, offset_minutes: i32) -> String {
    format_date(local(at, offset_minutes).date())
}

/// The county's time of an instant, `h:mm AM`.
pub fn format_time(at: OffsetDateTime, offset_minutes: i32) -> String {
    let local = local(at, offset_minutes);
    let half = if local.hour() < 12 { "AM" } else { "PM" };
    let hour = match local.hour() % 12 {
        0 => 12,
        hour => hour,
    };
    format!("{hour}:{:02} {half}", local.minute())
}

fn local(at: OffsetDateTime, offset_minutes: i32) -> OffsetDateTime {
    let offset = UtcOffset::from_whole_seconds(offset_minutes.saturating_mul(60)).unwrap_or(UtcOffset::UTC);
    at.checked_to_offset(offset).unwrap_or(at)
}

/// `$1,234.50`, and `-$1,234.50` below zero.
pub fn format_money(amount: Decimal) -> String {
    let cents = amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero);
    let plain = format!("{:.2}", cents.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain.as_str(), "00"));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && whole.len().saturating_sub(index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if cents.is_sign_negative() && !cents.is_zero() { "-" } else { "" };
    format!("{sign}${grouped}.{fraction}")
}

/// `(213) 555-0100`; what is no telephone number is shown as it is.
pub fn format_phone(stored: &str) -> String {
    Phone::parse(stored).map_or_else(|_| stored.to_owned(), |phone| phone.formatted())
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};

    use super::*;

    #[test]
    fn days_and_instants() {
        assert_eq!(format_date(date!(2026 - 03 - 01)), "03/01/2026");
        let at = datetime!(2026-03-01 07:05:00 UTC);
        assert_eq!(format_instant(at, -480), "02/28/2026 11:05 PM");
        assert_eq!(format_instant(datetime!(2026-03-01 08:00:00 UTC), -480), "03/01/2026 12:00 AM");
        assert_eq!(format_instant(datetime!(2026-07-01 19:30:00 UTC), -420), "07/01/2026 12:30 PM");
    }

    #[test]
    fn money_and_phones() {
        let money = |cents: i64| format_money(Decimal::new(cents, 2));
        assert_eq!(money(123_450), "$1,234.50");
        assert_eq!(money(-123_450), "-$1,234.50");
        assert_eq!(money(0), "$0.00");
        assert_eq!(money(99_999), "$999.99");
        assert_eq!(money(100_000_000), "$1,000,000.00");
        assert_eq!(format_money(Decimal::new(-1, 3)), "$0.00");
        assert_eq!(format_money(Decimal::new(12_345, 3)), "$12.35");
        assert_eq!(format_phone("2135550100"), "(213) 555-0100");
        assert_eq!(format_phone("ask the office"), "ask the office");
    }
}
