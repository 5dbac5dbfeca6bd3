//! Checkpoints: where the chain stood at a moment, signed and kept outside the database.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

use super::CHAIN;
use super::chain::Head;
use super::encode::{Encoder, Hash, hash_words};

const DOMAIN: &str = "portico checkpoint 1";

/// Where the chain stood. A chain has no gaps, so its number is also how many rows were sealed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// Which chain.
    pub chain: String,
    /// Its last number, and so the number of its rows.
    pub seq: i64,
    /// Its last hash, in hexadecimal digits.
    pub hash: String,
    /// When it stood there.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// The signature over all of that, in base64.
    pub signature: String,
}

impl Checkpoint {
    /// Of a head, still to be signed.
    pub fn of(head: Head, at: OffsetDateTime) -> Self {
        let hash = hash_words(&head.hash);
        Self { chain: CHAIN.to_owned(), seq: head.seq, hash, at, signature: String::new() }
    }

    /// What is signed.
    pub fn message(&self) -> Hash {
        let micros = i64::try_from(self.at.unix_timestamp_nanos() / 1_000).unwrap_or(i64::MAX);
        let mut encoder = Encoder::new(DOMAIN);
        encoder.text(&self.chain).number(self.seq).text(&self.hash).number(micros);
        encoder.done()
    }
}
