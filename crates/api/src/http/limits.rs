//! How often one person, one program or one address may ask: a token bucket per who and what, in this process's memory.
//! Every answer that was counted says how much is left.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

use domain::access::Credential;
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
    /// Somebody was refused since it was last half full.
    told: bool,
}

/// What only an address is counted for: nobody is known yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Door {
    /// Signing in.
    SignIn,
    /// An application's asking for a token.
    Token,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Key {
    /// All tokens of a person share one: more of them are no more room. Their sessions have another, so that a program
    /// that runs wild does not stop its owner.
    Person(Uuid, Credential, Rate),
    Address(Door, String),
}

/// How an allowance stands after a request, for the headers `RateLimit` and `RateLimit-Policy`
/// (draft-ietf-httpapi-ratelimit-headers-11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    policy: &'static str,
    quota: u32,
    window: u32,
    remaining: u32,
    reset: u32,
}

impl Standing {
    /// `RateLimit-Policy`: how many may come in how many seconds.
    pub fn policy(&self) -> String {
        format!("\"{}\";q={};w={}", self.policy, self.quota, self.window)
    }

    /// `RateLimit`: how many are left, and in how many seconds all are there again.
    pub fn limit(&self) -> String {
        format!("\"{}\";r={};t={}", self.policy, self.remaining, self.reset)
    }
}

/// The buckets of this process.
#[derive(Debug, Clone)]
pub struct Limits {
    buckets: Arc<Mutex<HashMap<Key, Bucket>>>,
    scale: f64,
}

/// What it is called, a bucket's size and how fast it fills again.
type Allowance = (&'static str, f64, f64);

const fn allowance(rate: Rate) -> Allowance {
    match rate {
        Rate::Ordinary => ("ordinary", 600.0, 20.0),
        Rate::ClientLookup => ("client-lookup", 600.0, 1.0),
        Rate::CountySearch => ("county-search", 60.0, 0.5),
        Rate::Heavy => ("heavy", 120.0, 1.0),
    }
}

const fn at_the_door(door: Door) -> Allowance {
    match door {
        Door::SignIn => ("sign-in", 30.0, 0.2),
        Door::Token => ("token", 60.0, 1.0),
    }
}

/// A small number that is not negative as a whole one; its text form is the plain way there.
fn whole(number: f64) -> u32 {
    format!("{:.0}", number.max(0.0)).parse().unwrap_or(u32::MAX)
}

impl Limits {
    /// `scale` multiplies every allowance; 1 but for benches and test tools.
    pub fn new(scale: u32) -> Self {
        Self { buckets: Arc::default(), scale: f64::from(scale.max(1)) }
    }

    /// Takes one from the bucket of a person or program for this kind of request.
    pub fn spend(
        &self,
        user: Uuid,
        credential: Credential,
        rate: Rate,
        now: OffsetDateTime,
    ) -> (Standing, Result<(), Problem>) {
        self.take(Key::Person(user, credential, rate), allowance(rate), now)
    }

    /// Takes one from an address's bucket for a door.
    pub fn spend_at(&self, door: Door, address: &str, now: OffsetDateTime) -> (Standing, Result<(), Problem>) {
        self.take(Key::Address(door, address.to_owned()), at_the_door(door), now)
    }

    /// Whether this is the first refusal since the bucket was last half full; the next answer is no.
    pub fn is_first_refusal(&self, user: Uuid, credential: Credential, rate: Rate) -> bool {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        match buckets.get_mut(&Key::Person(user, credential, rate)) {
            Some(bucket) => !std::mem::replace(&mut bucket.told, true),
            None => false,
        }
    }

    fn take(&self, key: Key, of: Allowance, now: OffsetDateTime) -> (Standing, Result<(), Problem>) {
        let (policy, size, per_second) = (of.0, of.1 * self.scale, of.2 * self.scale);
        let seconds = now.unix_timestamp();
        let at = f64::from(i32::try_from(seconds.rem_euclid(1_000_000_000)).unwrap_or(0))
            + f64::from(now.millisecond()) / 1000.0;
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        if buckets.len() > CLEAN_ABOVE {
            let forgotten = at - f64::from(i32::try_from(FORGOTTEN_AFTER).unwrap_or(0));
            buckets.retain(|_, bucket| bucket.at > forgotten);
        }
        let bucket = buckets.entry(key).or_insert(Bucket { tokens: size, at, told: false });
        bucket.tokens = ((at - bucket.at).max(0.0).mul_add(per_second, bucket.tokens)).min(size);
        bucket.at = at;
        bucket.told &= bucket.tokens < size / 2.0;
        let taken = bucket.tokens >= 1.0;
        if taken {
            bucket.tokens -= 1.0;
        }
        let standing = Standing {
            policy,
            quota: whole(size),
            window: whole((size / per_second).ceil()),
            remaining: whole(bucket.tokens.floor()),
            reset: whole(((size - bucket.tokens) / per_second).ceil()),
        };
        if taken {
            return (standing, Ok(()));
        }
        let seconds = whole(((1.0 - bucket.tokens) / per_second).ceil());
        let problem = Problem::new(Code::TooManyRequests, format!("Wait {seconds} seconds and try again."));
        (standing, Err(problem.retry_after(seconds)))
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
        let spend = |user, credential, now| limits.spend(Uuid::from_u128(user), credential, Rate::CountySearch, now);
        for _ in 0..60 {
            assert!(spend(1, Credential::Session, now).1.is_ok());
        }
        let (standing, refused) = spend(1, Credential::Session, now);
        assert_eq!(refused.expect_err("the bucket is empty").retry_after, Some(2));
        assert_eq!(standing.limit(), "\"county-search\";r=0;t=120");
        assert_eq!(standing.policy(), "\"county-search\";q=60;w=120");
        assert!(spend(2, Credential::Session, now).1.is_ok());
        assert!(spend(1, Credential::Token, now).1.is_ok(), "a program does not stop its owner, nor the other way");
        assert!(spend(1, Credential::Session, now + Duration::seconds(2)).1.is_ok());
    }

    #[test]
    fn the_first_refusal_is_told_once() {
        let limits = Limits::new(1);
        let now = time::macros::datetime!(2026-11-22 12:00 UTC);
        let user = Uuid::from_u128(1);
        let spend = |now| limits.spend(user, Credential::Session, Rate::CountySearch, now).1;
        let first = || limits.is_first_refusal(user, Credential::Session, Rate::CountySearch);
        while spend(now).is_ok() {}
        assert_eq!((first(), first()), (true, false));
        let later = now + Duration::seconds(100);
        while spend(later).is_ok() {}
        assert!(first());
    }
}
