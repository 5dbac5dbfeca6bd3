//! The one place the server reads a clock; tests put their own in.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use time::{Duration, OffsetDateTime};

/// Where "now" comes from.
#[derive(Debug, Clone, Default)]
pub struct TimeSource {
    /// Seconds a test has moved the clock by.
    shift: Arc<AtomicI64>,
}

impl TimeSource {
    /// This moment, to the microsecond the database keeps.
    pub fn now(&self) -> OffsetDateTime {
        let now = OffsetDateTime::now_utc();
        let micros = now.microsecond();
        now.replace_microsecond(micros).unwrap_or(now) + Duration::seconds(self.shift.load(Ordering::Relaxed))
    }

    /// Moves the clock, for tests of limits and deadlines.
    pub fn shift(&self, by: Duration) {
        self.shift.fetch_add(by.whole_seconds(), Ordering::Relaxed);
    }
}
