//! The record of who did and who saw what: how it is chained so that nobody changes it unseen, in which words it is
//! read, and the disclosures a client may ask an account of.
//!
//! Audit events and access records form one chain. One is enough, because nobody waits for it: rows are written
//! unchained and the sealer is alone when it chains them. A chain for each organization would only be more ends to
//! guard, and two chains would not tell in which order things were seen and done.

mod chain;
mod checkpoint;
mod disclosures;
mod encode;
mod wire;
mod words;

#[cfg(test)]
mod tests;

pub use chain::{Finding, Head, Link, Verifier, Wrong, seal};
pub use checkpoint::Checkpoint;
pub use disclosures::{
    Disclosure, DisclosureBasis, NewDisclosure, accounting_from, check_disclosure, disclosure_csv_header,
    disclosure_csv_row,
};
pub use encode::{AccessEntry, Entry, EventEntry, Hash, Source, hash_words};
pub use wire::{AccessRow, EventRow, RecordFilter, access_csv_header, access_csv_row, event_csv_header, event_csv_row};
pub use words::{ACTIONS, detail_words, purpose_words, shape_words, words_of};

/// The name of the one chain, part of every hash and checkpoint.
pub const CHAIN: &str = "record";
