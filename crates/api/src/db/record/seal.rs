//! The sealer: gives what was recorded its number and hash, a batch at a time.
//!
//! Whoever writes waits for none of it. One server seals at a time; a lock for the length of a transaction says which,
//! so that any number may run and any may die.

use std::collections::BTreeSet;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Binary, Bool, Date as SqlDate, Integer, Text, Timestamptz, Uuid as SqlUuid};
use domain::record::{Entry, Hash, Head, Link, seal};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::entries::{Stretch, micros, unsealed_accesses, unsealed_events};
use crate::db::lone::Lone;
use crate::db::schema::record_seals;

/// The most rows of a table that one round seals.
const BATCH: i64 = 2_000;
/// Held by the one that seals.
const LOCK: &str = "SELECT pg_try_advisory_xact_lock(7602) AS mine";
/// Older transactions than this one are over, all of them.
const HORIZON: &str = "SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS n";
/// The sealer sees every organization's rows: it works for the county. A backlog may take longer than a request.
const BEGIN: &str = "SELECT set_config('portico.kind', 'county', true), set_config('statement_timeout', '60s', true)";

/// How a round went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Round {
    /// The database is away.
    Away,
    /// Another server is at it.
    Busy,
    /// So many rows were sealed, and the chain stands there.
    Sealed {
        /// How many.
        rows: i64,
        /// Where the chain stands.
        head: Head,
        /// There may be more to seal at once.
        more: bool,
    },
}

/// Where to look for rows of one table.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// Every row there is is looked at, from this transaction on; then from the second one on. What another sealer left
    /// behind, or a restored copy brought along, is found that way.
    Whole { from: i64, then: Option<i64> },
    /// Whatever was written before this transaction is sealed.
    From(i64),
}

impl Place {
    const fn stretch(self) -> Stretch {
        match self {
            Self::Whole { from, .. } => Stretch { from, restored: true, limit: BATCH },
            Self::From(from) => Stretch { from, restored: false, limit: BATCH },
        }
    }

    /// Where to look next. Before the horizon nothing can be added any more; what lies behind it is looked at again,
    /// because a transaction that is still open may have written there.
    fn after(self, rows: &[Entry], horizon: i64) -> Self {
        let last = rows.last().filter(|_| is_full(rows)).map(written_in);
        match (self, last) {
            (Self::Whole { then, .. }, Some(last)) => Self::Whole { from: last, then: then.or(Some(horizon)) },
            (Self::Whole { then, .. }, None) => Self::From(then.unwrap_or(horizon)),
            (Self::From(_), Some(last)) => Self::From(last.min(horizon)),
            (Self::From(_), None) => Self::From(horizon),
        }
    }
}

fn is_full(rows: &[Entry]) -> bool {
    i64::try_from(rows.len()).is_ok_and(|rows| rows >= BATCH)
}

const fn written_in(entry: &Entry) -> i64 {
    match entry {
        Entry::Event(row) => row.written_in,
        Entry::Access(row) => row.written_in,
    }
}

/// Seals on a connection of its own.
#[derive(Debug)]
pub struct Sealer {
    lone: Lone,
    events: Place,
    accesses: Place,
}

#[derive(QueryableByName)]
struct Mine {
    #[diesel(sql_type = Bool)]
    mine: bool,
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Local {
    #[diesel(sql_type = SqlDate)]
    day: Date,
    #[diesel(sql_type = Integer)]
    hour: i32,
}

impl Sealer {
    /// A sealer of the database at this address, as the application's role.
    pub fn to(url: &str) -> Self {
        let whole = Place::Whole { from: 0, then: None };
        Self { lone: Lone::to(url), events: whole, accesses: whole }
    }

    /// Seals what is there.
    pub fn round(&mut self, now: OffsetDateTime) -> Round {
        let (events, accesses) = (self.events, self.accesses);
        let done = self.lone.with(|conn| conn.build_transaction().run(|conn| batch(conn, now, events, accesses)));
        match done {
            None => Round::Away,
            Some(None) => Round::Busy,
            Some(Some((events, accesses, round))) => {
                (self.events, self.accesses) = (events, accesses);
                round
            }
        }
    }

    /// Where the chain stands; `None` when the database is away.
    pub fn head(&mut self) -> Option<Head> {
        self.lone.with(head)
    }

    /// The county's day and hour; `None` when the database is away.
    pub fn county_clock(&mut self) -> Option<(Date, i32)> {
        let local = "SELECT (now() AT TIME ZONE s.time_zone)::date AS day,
            extract(hour FROM now() AT TIME ZONE s.time_zone)::int AS hour FROM settings s";
        let local: Local = self.lone.with(|conn| diesel::sql_query(local).get_result(conn))?;
        Some((local.day, local.hour))
    }

    /// The hash at a number, if that is there.
    pub fn hash_at(&mut self, seq: i64) -> Option<Option<Vec<u8>>> {
        self.lone.with(|conn| record_seals::table.find(seq).select(record_seals::hash).first(conn).optional())
    }
}

type Done = Option<(Place, Place, Round)>;

fn batch(conn: &mut PgConnection, now: OffsetDateTime, events: Place, accesses: Place) -> QueryResult<Done> {
    conn.batch_execute(BEGIN)?;
    if !diesel::sql_query(LOCK).get_result::<Mine>(conn)?.mine {
        return Ok(None);
    }
    // In this order: what the horizon leaves out must be visible to the statements that look for rows.
    let horizon = diesel::sql_query(HORIZON).get_result::<Number>(conn)?.n;
    let from = head(conn)?;
    let seen = unsealed_accesses(conn, accesses.stretch())?;
    let done = unsealed_events(conn, events.stretch())?;
    let next = (events.after(&done, horizon), accesses.after(&seen, horizon));
    let more = is_full(&seen) || is_full(&done);
    let links = chain(from, micros(now), seen.iter().chain(&done));
    insert(conn, now, &links)?;
    index(conn, &links, &seen)?;
    let rows = i64::try_from(links.len()).unwrap_or(i64::MAX);
    let head = links.last().map_or(from, Link::head);
    Ok(Some((next.0, next.1, Round::Sealed { rows, head, more })))
}

fn chain<'a>(from: Head, at: i64, entries: impl Iterator<Item = &'a Entry>) -> Vec<Link> {
    let mut head = from;
    entries
        .map(|entry| {
            let link = seal(head, at, entry);
            head = link.head();
            link
        })
        .collect()
}

/// The last place of the chain.
pub(super) fn head(conn: &mut PgConnection) -> QueryResult<Head> {
    let last: Option<(i64, Vec<u8>)> = record_seals::table
        .order(record_seals::seq.desc())
        .select((record_seals::seq, record_seals::hash))
        .first(conn)
        .optional()?;
    Ok(last.map(|(seq, bytes)| Head { seq, hash: hash(&bytes) }).unwrap_or_default())
}

/// A hash from its column; zeros for one that was tampered with, which fits nowhere.
pub(super) fn hash(bytes: &[u8]) -> Hash {
    Hash::try_from(bytes).unwrap_or_default()
}

/// Any number of links with the same statement.
fn insert(conn: &mut PgConnection, now: OffsetDateTime, links: &[Link]) -> QueryResult<()> {
    if links.is_empty() {
        return Ok(());
    }
    let seqs: Vec<i64> = links.iter().map(|link| link.seq).collect();
    let sources: Vec<&str> = links.iter().map(|link| link.source.as_str()).collect();
    let ids: Vec<Uuid> = links.iter().map(|link| link.row_id).collect();
    let hashes: Vec<&[u8]> = links.iter().map(|link| link.hash.as_slice()).collect();
    diesel::sql_query(
        "INSERT INTO record_seals (seq, source, row_id, sealed_at, hash)
         SELECT one.seq, one.source, one.row_id, $5, one.hash
         FROM unnest($1, $2, $3, $4) AS one (seq, source, row_id, hash)",
    )
    .bind::<Array<BigInt>, _>(seqs)
    .bind::<Array<Text>, _>(sources)
    .bind::<Array<SqlUuid>, _>(ids)
    .bind::<Array<Binary>, _>(hashes)
    .bind::<Timestamptz, _>(now)
    .execute(conn)
    .map(|_| ())
}

/// Notes in which stretches of the chain which clients were seen.
fn index(conn: &mut PgConnection, links: &[Link], seen: &[Entry]) -> QueryResult<()> {
    let mut places = BTreeSet::new();
    for (link, entry) in links.iter().zip(seen) {
        if let Entry::Access(row) = entry {
            places.extend(row.client_ids.iter().map(|client| (*client, link.seq >> 7)));
        }
    }
    if places.is_empty() {
        return Ok(());
    }
    let (clients, stretches): (Vec<Uuid>, Vec<i64>) = places.into_iter().unzip();
    diesel::sql_query(
        "INSERT INTO record_clients (client_id, stretch) SELECT * FROM unnest($1, $2) ON CONFLICT DO NOTHING",
    )
    .bind::<Array<SqlUuid>, _>(clients)
    .bind::<Array<BigInt>, _>(stretches)
    .execute(conn)
    .map(|_| ())
}
