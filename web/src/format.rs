//! Dates, times, amounts and names as people here write them.

use domain::clients::ClientHit;
use rust_decimal::Decimal;
use time::Date;

/// `03/01/2026`.
pub(crate) fn day(date: Date) -> String {
    domain::dates::format_date(date)
}

/// `03/01/2026`, or nothing where there is no day.
pub(crate) fn day_or(date: Option<Date>, otherwise: &str) -> String {
    date.map_or_else(|| otherwise.to_owned(), day)
}

/// A span of days as people read it: `03/01/2026 to 06/30/2026`, or `since 03/01/2026`.
pub(crate) fn span(start: Date, end: Option<Date>) -> String {
    match end {
        Some(end) => format!("{} to {}", day(start), day(end)),
        None => format!("since {}", day(start)),
    }
}

/// `$1,234.50`.
pub(crate) fn money(amount: Decimal) -> String {
    domain::dates::format_money(amount)
}

/// `(213) 555-0100`.
pub(crate) fn phone(digits: &str) -> String {
    domain::dates::format_phone(digits)
}

/// The name of a found client.
pub(crate) fn hit_name(hit: &ClientHit) -> String {
    domain::names::display(&hit.last_name, &hit.first_name, hit.middle_name.as_deref(), hit.preferred_name.as_deref())
}

/// A birth date with the age on a day: `05/09/2012 (13)`.
pub(crate) fn born(birth: Date, today: Date) -> String {
    format!("{} ({})", day(birth), domain::calendar::age_on(birth, today))
}

/// `•••-••-1234`; nothing beyond the last four ever reaches the browser.
pub(crate) fn ssn(last4: Option<&str>) -> String {
    last4.map_or_else(|| "Not recorded".to_owned(), domain::identifiers::mask_ssn)
}

/// A size in the largest unit that says it exactly: `5 MB`, `512 KB`, `1500 bytes`; one MB is 1,024 KB.
pub(crate) fn size(bytes: i64) -> String {
    const KIB: i64 = 1_024;
    const MIB: i64 = 1_048_576;
    match bytes {
        bytes if bytes > 0 && bytes % MIB == 0 => format!("{} MB", bytes / MIB),
        bytes if bytes > 0 && bytes % KIB == 0 => format!("{} KB", bytes / KIB),
        bytes => format!("{bytes} bytes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn sizes_are_never_rounded() {
        assert_eq!([5_242_880, 524_288, 1_500].map(size), ["5 MB", "512 KB", "1500 bytes"]);
    }

    #[test]
    fn spans_say_whether_they_are_open() {
        let start = date!(2026 - 03 - 01);
        assert_eq!(span(start, None), "since 03/01/2026");
        assert_eq!(span(start, Some(date!(2026 - 06 - 30))), "03/01/2026 to 06/30/2026");
    }
}
