//! How often one person, or one address, may ask: a token bucket per who and what, in this process's memory.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use domain::problem::{Code, Problem};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::db::Rate;

/// A bucket nobody used for this long is forgotten.
const FORGOTTEN_AFTER: i64 = 600;
const CLEAN_ABOVE: usize = 10_000;

#[derive(Debug, Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: f64,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    Person(Uuid, Rate),
    SignIn(String),
}

/// The buckets of this process.
#[derive(Debug, Clone)]
pub struct Limits {
    buckets: Arc<Mutex<HashMap<Key, Bucket>>>,
    scale: f64,
}

/// A bucket's size and how fast it fills again.
const fn allowance(rate: Rate) -> (f64, f64) {
    match rate {
        Rate::Ordinary => (600.0, 20.0),
        Rate::CountySearch => (60.0, 0.5),
        Rate::Heavy => (120.0, 1.0),
    }
}

/// Where a request comes from, for whoever has no name yet.
pub fn address(request: &actix_web::HttpRequest) -> String {
    request.peer_addr().map(|address| address.ip().to_string()).unwrap_or_default()
}

const SIGN_IN: (f64, f64) = (30.0, 0.2);

impl Limits {
    /// `scale` multiplies every allowance; 1 but for benches and test tools.
    pub fn new(scale: u32) -> Self {
        Self { buckets: Arc::default(), scale: f64::from(scale.max(1)) }
    }

    /// Takes one from a person's bucket for this kind of request.
    pub fn spend(&self, user: Uuid, rate: Rate, now: OffsetDateTime) -> Result<(), Problem> {
        self.take(Key::Person(user, rate), allowance(rate), now)
    }

    /// Takes one from an address's bucket for signing in.
    pub fn spend_sign_in(&self, address: &str, now: OffsetDateTime) -> Result<(), Problem> {
        self.take(Key::SignIn(address.to_owned()), SIGN_IN, now)
    }

    fn take(&self, key: Key, (size, per_second): (f64, f64), now: OffsetDateTime) -> Result<(), Problem> {
        let (size, per_second) = (size * self.scale, per_second * self.scale);
        let seconds = now.unix_timestamp();
        let at = f64::from(i32::try_from(seconds.rem_euclid(1_000_000_000)).unwrap_or(0))
            + f64::from(now.millisecond()) / 1000.0;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > CLEAN_ABOVE {
            let forgotten = at - f64::from(i32::try_from(FORGOTTEN_AFTER).unwrap_or(0));
            buckets.retain(|_, bucket| bucket.at > forgotten);
        }
        let bucket = buckets.entry(key).or_insert(Bucket { tokens: size, at });
        bucket.tokens = ((at - bucket.at).max(0.0).mul_add(per_second, bucket.tokens)).min(size);
        bucket.at = at;
        if bucket.tokens >= 1.0 {
            bucket.tokens -= 1.0;
            return Ok(());
        }
        let wait = ((1.0 - bucket.tokens) / per_second).ceil();
        // Waits are small positive numbers; the text form is the plain way to a whole one.
        let seconds = format!("{wait:.0}").parse().unwrap_or(1);
        Err(Problem::new(Code::TooManyRequests, format!("Wait {seconds} seconds and try again.")).retry_after(seconds))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Duration;

    #[test]
    fn a_bucket_empties_and_fills_again() {
        let limits = Limits::new(1);
        let now = time::macros::datetime!(2026-11-22 12:00 UTC);
        let user = Uuid::from_u128(1);
        for _ in 0..60 {
            assert!(limits.spend(user, Rate::CountySearch, now).is_ok());
        }
        let refused = limits.spend(user, Rate::CountySearch, now).expect_err("the bucket is empty");
        assert_eq!(refused.retry_after, Some(2));
        assert!(limits.spend(Uuid::from_u128(2), Rate::CountySearch, now).is_ok());
        assert!(limits.spend(user, Rate::CountySearch, now + Duration::seconds(2)).is_ok());
    }
}
