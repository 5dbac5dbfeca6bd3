//! The fixed form in which a row of the record is hashed: every column in its place, each with its length, so that no
//! two different rows have the same bytes.

use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// A SHA-256 hash.
pub type Hash = [u8; 32];

/// Which table a row of the record lies in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// What somebody did.
    Event,
    /// What somebody saw.
    Access,
}

impl Source {
    /// The word in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Event => "event",
            Self::Access => "access",
        }
    }

    /// Back from the word in the database.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "event" => Some(Self::Event),
            "access" => Some(Self::Access),
            _ => None,
        }
    }

    /// The table's name.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Event => "audit_events",
            Self::Access => "access_records",
        }
    }
}

/// An audit event, every column of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventEntry {
    /// The row.
    pub id: Uuid,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// The request.
    pub request_id: Uuid,
    /// Who.
    pub user_id: Option<Uuid>,
    /// In which session.
    pub session_id: Option<Uuid>,
    /// Of which organization.
    pub organization_id: Option<Uuid>,
    /// What.
    pub action: String,
    /// To what kind of thing.
    pub subject_kind: String,
    /// To which one.
    pub subject_id: Option<Uuid>,
    /// Which client it concerns.
    pub client_id: Option<Uuid>,
    /// Done or refused.
    pub outcome: String,
    /// Names of fields and codes, as the database writes its JSON.
    pub detail: String,
    /// The transaction that wrote it.
    pub written_in: i64,
}

/// An access record, every column of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccessEntry {
    /// The row.
    pub id: Uuid,
    /// When, in microseconds since 1970.
    pub at: i64,
    /// The request.
    pub request_id: Uuid,
    /// Who.
    pub user_id: Uuid,
    /// Of which organization.
    pub organization_id: Uuid,
    /// What was asked for.
    pub operation: String,
    /// Why.
    pub purpose: String,
    /// Whose data was shown.
    pub client_ids: Vec<Uuid>,
    /// Which kinds of criteria a search used.
    pub shape: String,
    /// The transaction that wrote it.
    pub written_in: i64,
}

/// A row of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// What somebody did.
    Event(EventEntry),
    /// What somebody saw.
    Access(AccessEntry),
}

impl Entry {
    /// The row.
    pub const fn id(&self) -> Uuid {
        match self {
            Self::Event(row) => row.id,
            Self::Access(row) => row.id,
        }
    }

    /// Its table.
    pub const fn source(&self) -> Source {
        match self {
            Self::Event(_) => Source::Event,
            Self::Access(_) => Source::Access,
        }
    }

    pub(super) fn write(&self, to: &mut Encoder) {
        to.text(self.source().as_str());
        match self {
            Self::Event(row) => {
                to.id(row.id).number(row.at).id(row.request_id);
                to.maybe(row.user_id).maybe(row.session_id).maybe(row.organization_id);
                to.text(&row.action).text(&row.subject_kind).maybe(row.subject_id).maybe(row.client_id);
                to.text(&row.outcome).text(&row.detail).number(row.written_in);
            }
            Self::Access(row) => {
                to.id(row.id).number(row.at).id(row.request_id).id(row.user_id).id(row.organization_id);
                to.text(&row.operation).text(&row.purpose).ids(&row.client_ids).text(&row.shape);
                to.number(row.written_in);
            }
        }
    }
}

/// Feeds a hash with values that cannot run into one another: a mark of their kind, their length, their bytes.
#[derive(Debug, Clone)]
pub(super) struct Encoder(Sha256);

impl Encoder {
    /// Begins with what the hash is for, so that none can stand in for one of another use.
    pub(super) fn new(domain: &str) -> Self {
        let mut encoder = Self(Sha256::new());
        encoder.text(domain);
        encoder
    }

    fn part(&mut self, mark: u8, bytes: &[u8]) -> &mut Self {
        self.0.update([mark]);
        self.0.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        self.0.update(bytes);
        self
    }

    pub(super) fn text(&mut self, text: &str) -> &mut Self {
        self.part(b't', text.as_bytes())
    }

    pub(super) fn number(&mut self, number: i64) -> &mut Self {
        self.part(b'n', &number.to_be_bytes())
    }

    pub(super) fn hash(&mut self, hash: &Hash) -> &mut Self {
        self.part(b'h', hash)
    }

    fn id(&mut self, id: Uuid) -> &mut Self {
        self.part(b'u', id.as_bytes())
    }

    fn maybe(&mut self, id: Option<Uuid>) -> &mut Self {
        match id {
            Some(id) => self.id(id),
            None => self.part(b'0', &[]),
        }
    }

    fn ids(&mut self, ids: &[Uuid]) -> &mut Self {
        self.number(i64::try_from(ids.len()).unwrap_or(i64::MAX));
        for id in ids {
            self.id(*id);
        }
        self
    }

    pub(super) fn done(self) -> Hash {
        self.0.finalize().into()
    }
}

/// A hash as people read and files keep it.
pub fn hash_words(hash: &Hash) -> String {
    use std::fmt::Write as _;
    hash.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
