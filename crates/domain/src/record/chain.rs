//! Sealing and verifying: what number and hash a row gets, and where a chain that was tampered with first breaks.

use std::collections::VecDeque;
use std::fmt;

use uuid::Uuid;

use super::encode::{Encoder, Entry, Hash, Source, hash_words};
use super::{CHAIN, Checkpoint};

const DOMAIN: &str = "portico record 1";

/// Where a chain stands: its last number and hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// The last number; 0 before the first.
    pub seq: i64,
    /// The last hash; zeros before the first.
    pub hash: Hash,
}

/// One place of the chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Its number.
    pub seq: i64,
    /// The table of its row.
    pub source: Source,
    /// Its row.
    pub row_id: Uuid,
    /// When it was sealed, in microseconds since 1970.
    pub sealed_at: i64,
    /// Its hash: over its number, the hash before it, and its row.
    pub hash: Hash,
}

impl Link {
    /// The head of a chain that ends here.
    pub const fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash }
    }
}

/// Chains a row behind a head.
pub fn seal(head: Head, sealed_at: i64, entry: &Entry) -> Link {
    let seq = head.seq.saturating_add(1);
    let mut encoder = Encoder::new(DOMAIN);
    encoder.text(CHAIN).number(seq).hash(&head.hash).number(sealed_at);
    entry.write(&mut encoder);
    Link { seq, source: entry.source(), row_id: entry.id(), sealed_at, hash: encoder.done() }
}

/// What is wrong at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// Numbers jump: what stood between was taken out.
    NumberMissing,
    /// A number stands twice, or they run backwards.
    NumberRepeated,
    /// The row was deleted.
    RowMissing,
    /// The row, its place or its hash is not what was sealed.
    Changed,
    /// The hash differs from a signed checkpoint: what lies before was written anew, or rolled back and gone on from.
    NotAsSigned,
    /// The chain ends before a signed checkpoint: its tail was cut off, or an older copy was put in its place.
    CutShort,
    /// A row that nobody sealed in time: it was slipped in, or the sealer does not run.
    NeverSealed,
    /// Something was changed in the county's data and no event tells of it.
    NoEvent,
    /// A checkpoint that cannot be read or whose signature is wrong, in this line of the file.
    BadCheckpoint(usize),
    /// There is no file of checkpoints, or nothing in it.
    NoCheckpoints,
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NumberMissing => "this number is missing from the chain: it was taken out",
            Self::NumberRepeated => "this number stands out of order: something was put in",
            Self::RowMissing => "the row was deleted",
            Self::Changed => "the row, its place or its hash is not what was sealed",
            Self::NotAsSigned => {
                "the hash is not the one that was signed: the record up to here was written anew or rolled back"
            }
            Self::CutShort => "the chain ends before this signed checkpoint: it was cut off or rolled back",
            Self::NeverSealed => "the row was never sealed: it was slipped in, or no server seals",
            Self::NoEvent => "the row has no audit event",
            Self::BadCheckpoint(line) => {
                return write!(f, "line {line} of the checkpoints cannot be read or is not signed with this key");
            }
            Self::NoCheckpoints => "there are no checkpoints: a cut or a rewrite could not be seen",
        })
    }
}

/// The first place at which the record is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The number in the chain, where it has one.
    pub seq: Option<i64>,
    /// The table.
    pub table: &'static str,
    /// The row, where there is one.
    pub row_id: Option<Uuid>,
    /// What is wrong.
    pub wrong: Wrong,
}

impl Finding {
    /// Something wrong with a row, a number or neither.
    pub const fn of(table: &'static str, seq: Option<i64>, row_id: Option<Uuid>, wrong: Wrong) -> Self {
        Self { seq, table, row_id, wrong }
    }

    const fn at(link: &Link, wrong: Wrong) -> Self {
        Self::of(link.source.table(), Some(link.seq), Some(link.row_id), wrong)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "chain {CHAIN}")?;
        if let Some(seq) = self.seq {
            write!(f, ", number {seq}")?;
        }
        write!(f, ", {}", self.table)?;
        if let Some(row) = self.row_id {
            write!(f, " row {row}")?;
        }
        write!(f, ": {}", self.wrong)
    }
}

/// Walks a chain from a head on, with the checkpoints that were signed along the way.
#[derive(Debug)]
pub struct Verifier {
    head: Head,
    checkpoints: VecDeque<Checkpoint>,
}

impl Verifier {
    /// Begins after `head`; checkpoints before it have nothing to say any more.
    pub fn new(head: Head, mut checkpoints: Vec<Checkpoint>) -> Self {
        checkpoints.retain(|one| one.seq > head.seq);
        checkpoints.sort_by_key(|one| one.seq);
        Self { head, checkpoints: checkpoints.into() }
    }

    /// Where it has come to.
    pub const fn head(&self) -> Head {
        self.head
    }

    /// The next place, and the row it names if that is there.
    pub fn step(&mut self, link: &Link, entry: Option<&Entry>) -> Result<(), Finding> {
        let expected = self.head.seq.saturating_add(1);
        if link.seq > expected {
            return Err(Finding::of("record_seals", Some(expected), None, Wrong::NumberMissing));
        }
        if link.seq < expected {
            return Err(Finding::at(link, Wrong::NumberRepeated));
        }
        let entry = entry.ok_or_else(|| Finding::at(link, Wrong::RowMissing))?;
        if seal(self.head, link.sealed_at, entry) != *link {
            return Err(Finding::at(link, Wrong::Changed));
        }
        self.head = link.head();
        let words = hash_words(&link.hash);
        while let Some(signed) = self.checkpoints.pop_front_if(|one| one.seq <= link.seq) {
            if signed.hash != words {
                return Err(Finding::at(link, Wrong::NotAsSigned));
            }
        }
        Ok(())
    }

    /// After the last place: nothing may have been signed beyond it.
    pub fn finish(&self) -> Result<Head, Finding> {
        match self.checkpoints.front() {
            Some(signed) => Err(Finding::of("record_seals", Some(signed.seq), None, Wrong::CutShort)),
            None => Ok(self.head),
        }
    }
}
