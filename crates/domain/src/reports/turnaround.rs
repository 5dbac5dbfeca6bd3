//! Figures of the turnaround report.

use time::{Date, Duration};

use super::{AgeBucket, Hours};

impl AgeBucket {
    /// The bucket for a request that has waited so long.
    pub fn of(waited: Duration) -> Self {
        match waited.whole_days() {
            ..=0 => Self::UnderOneDay,
            1..=3 => Self::OneToThree,
            4..=7 => Self::FourToSeven,
            8..=14 => Self::EightToFourteen,
            _ => Self::OverFourteen,
        }
    }
}

impl Hours {
    /// Mean and median of how long decisions took.
    pub fn of(mut took: Vec<Duration>) -> Self {
        let Ok(count) = u32::try_from(took.len()) else { return Self::default() };
        if count == 0 {
            return Self::default();
        }
        took.sort_unstable();
        let hours = |d: Duration| d.as_seconds_f64() / 3600.0;
        let total: f64 = took.iter().copied().map(hours).sum();
        let middle = took.len() / 2;
        let at = |index: usize| took.get(index).copied().map(hours);
        let median = match (at(middle), at(middle.saturating_sub(1))) {
            (Some(upper), Some(lower)) if took.len().is_multiple_of(2) => Some((upper + lower) / 2.0),
            (upper, _) => upper,
        };
        Self { count: count.into(), mean: Some(total / f64::from(count)), median }
    }
}

/// The first days of the months from one day to another, both counted: the report shows empty months too. At most ten
/// years of them.
pub fn months(from: Date, to: Date) -> Vec<Date> {
    let mut at = from.replace_day(1).unwrap_or(from);
    let mut found = Vec::new();
    while at <= to && found.len() < 120 {
        found.push(at);
        let Some(next) = at.checked_add(Duration::days(i64::from(at.month().length(at.year())))) else { break };
        at = next;
    }
    found
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn buckets_meet_without_a_gap() {
        for (hours, bucket) in [
            (-1, AgeBucket::UnderOneDay),
            (23, AgeBucket::UnderOneDay),
            (24, AgeBucket::OneToThree),
            (95, AgeBucket::OneToThree),
            (96, AgeBucket::FourToSeven),
            (191, AgeBucket::FourToSeven),
            (192, AgeBucket::EightToFourteen),
            (360, AgeBucket::OverFourteen),
        ] {
            assert_eq!(AgeBucket::of(Duration::hours(hours)), bucket, "{hours} hours");
        }
    }

    #[test]
    fn mean_and_median() {
        let of = |hours: &[i64]| Hours::of(hours.iter().map(|h| Duration::hours(*h)).collect());
        assert_eq!(of(&[]), Hours::default());
        assert_eq!(of(&[8]), Hours { count: 1, mean: Some(8.0), median: Some(8.0) });
        assert_eq!(of(&[9, 1, 2]), Hours { count: 3, mean: Some(4.0), median: Some(2.0) });
        assert_eq!(of(&[10, 1, 2, 3]), Hours { count: 4, mean: Some(4.0), median: Some(2.5) });
    }

    #[test]
    fn every_month_is_there() {
        let from = date!(2025 - 11 - 22);
        let to = date!(2026 - 02 - 01);
        let first = [date!(2025 - 11 - 01), date!(2025 - 12 - 01), date!(2026 - 01 - 01), date!(2026 - 02 - 01)];
        assert_eq!(months(from, to), first);
        assert!(months(to, from).is_empty());
        assert_eq!(months(date!(1900 - 01 - 01), to).len(), 120);
    }
}
