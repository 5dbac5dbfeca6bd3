//! Verifying: the whole record read again, hashed again, and compared with what was sealed and signed.

use std::collections::HashMap;

use diesel::connection::SimpleConnection as _;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Nullable, Timestamptz, Uuid as SqlUuid};
use domain::record::{Checkpoint, Entry, Finding, Head, Link, Source, Verifier, Wrong};
use time::OffsetDateTime;
use uuid::Uuid;

use super::entries::{accesses_of, events_of, micros};
use super::seal::{hash, head};
use crate::db::pool::connect;
use crate::db::schema::record_seals;
use crate::setup::{SetupError, failed};

/// Places read at once.
const PAGE: i64 = 2_000;
const WHAT: &str = "the record cannot be read";

/// What is verified.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Only what was sealed at this moment or later.
    pub since: Option<OffsetDateTime>,
    /// The database is a copy nothing seals any more: its own last moment stands for now, and what was signed later
    /// counts for nothing.
    pub restored: bool,
    /// What was signed along the way.
    pub checkpoints: Vec<Checkpoint>,
}

/// A record that is as it was.
#[derive(Debug, Clone, Copy)]
pub struct Verified {
    /// How many places were verified.
    pub rows: i64,
    /// Where the chain stands.
    pub head: Head,
}

/// The first finding, or how much was verified. Connects as whoever may read everything: the owner, or the application
/// on behalf of the county.
pub fn verify(url: &str, asked: Asked) -> Result<Result<Verified, Finding>, SetupError> {
    let mut conn = connect(url).map_err(failed(WHAT))?;
    prepare(&mut conn).and_then(|()| walk(&mut conn, asked)).map_err(failed(WHAT))
}

/// The same, unless another server is at it.
pub fn verify_in_turn(url: &str, asked: Asked) -> Result<Option<Result<Verified, Finding>>, SetupError> {
    let mut conn = connect(url).map_err(failed(WHAT))?;
    let mine = sql::<Bool>("pg_try_advisory_lock(7603)");
    if !diesel::select(mine).get_result::<bool>(&mut conn).map_err(failed(WHAT))? {
        return Ok(None);
    }
    prepare(&mut conn).and_then(|()| walk(&mut conn, asked)).map(Some).map_err(failed(WHAT))
}

fn prepare(conn: &mut PgConnection) -> QueryResult<()> {
    conn.batch_execute("SET portico.kind = 'county'; SET statement_timeout = 0; SET plan_cache_mode = 'auto'")
}

fn walk(conn: &mut PgConnection, asked: Asked) -> QueryResult<Result<Verified, Finding>> {
    let begin = begin(conn, asked.since)?;
    let mut asked = asked;
    if asked.restored {
        // What was signed after the copy was made has nothing to say about it.
        let end = head(conn)?.seq;
        asked.checkpoints.retain(|signed| signed.seq <= end);
    }
    let mut verifier = Verifier::new(begin, asked.checkpoints);
    let mut after = begin.seq;
    loop {
        let links = links(conn, after)?;
        let Some(last) = links.last().map(|link| link.seq) else { break };
        let entries = rows(conn, &links)?;
        for link in &links {
            if let Err(found) = verifier.step(link, entries.get(&(link.source, link.row_id))) {
                return Ok(Err(found));
            }
        }
        after = last;
    }
    let end = match verifier.finish() {
        Ok(end) => end,
        Err(found) => return Ok(Err(found)),
    };
    if let Some(found) = never_sealed(conn, asked.restored)? {
        return Ok(Err(found));
    }
    if let Some(found) = without_event(conn, asked.since)? {
        return Ok(Err(found));
    }
    Ok(Ok(Verified { rows: end.seq.saturating_sub(begin.seq), head: end }))
}

/// The place before the first one sealed since then.
fn begin(conn: &mut PgConnection, since: Option<OffsetDateTime>) -> QueryResult<Head> {
    let Some(since) = since else { return Ok(Head::default()) };
    let last: Option<(i64, Vec<u8>)> = record_seals::table
        .filter(record_seals::sealed_at.lt(since))
        .order(record_seals::seq.desc())
        .select((record_seals::seq, record_seals::hash))
        .first(conn)
        .optional()?;
    Ok(last.map(|(seq, bytes)| Head { seq, hash: hash(&bytes) }).unwrap_or_default())
}

fn links(conn: &mut PgConnection, after: i64) -> QueryResult<Vec<Link>> {
    type Row = (i64, String, Uuid, OffsetDateTime, Vec<u8>);
    let rows: Vec<Row> = record_seals::table
        .filter(record_seals::seq.gt(after))
        .order(record_seals::seq)
        .limit(PAGE)
        .select((
            record_seals::seq,
            record_seals::source,
            record_seals::row_id,
            record_seals::sealed_at,
            record_seals::hash,
        ))
        .load(conn)?;
    let link = |(seq, source, row_id, at, bytes): Row| Link {
        seq,
        // The column admits two words; a third one put there by force finds no row.
        source: Source::parse(&source).unwrap_or(Source::Event),
        row_id,
        sealed_at: micros(at),
        hash: hash(&bytes),
    };
    Ok(rows.into_iter().map(link).collect())
}

fn rows(conn: &mut PgConnection, links: &[Link]) -> QueryResult<HashMap<(Source, Uuid), Entry>> {
    let of = |source| links.iter().filter(|link| link.source == source).map(|link| link.row_id).collect::<Vec<_>>();
    let (events, accesses) = (of(Source::Event), of(Source::Access));
    let found = events_of(conn, &events)?.into_iter().chain(accesses_of(conn, &accesses)?);
    Ok(found.map(|entry| ((entry.source(), entry.id()), entry)).collect())
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// A row that is older than any sealer would leave it, or that claims to be from the future.
fn never_sealed(conn: &mut PgConnection, restored: bool) -> QueryResult<Option<Finding>> {
    let now = if restored {
        "(SELECT greatest((SELECT max(sealed_at) FROM record_seals), (SELECT max(at) FROM audit_events),
            (SELECT max(at) FROM access_records)))"
    } else {
        "now()"
    };
    for source in [Source::Access, Source::Event] {
        let table = source.table();
        let found = diesel::sql_query(format!(
            "SELECT e.id FROM {table} e WHERE (e.at < {now} - interval '10 seconds' OR e.at > {now} + interval '1 minute')
                AND NOT EXISTS (SELECT 1 FROM record_seals s WHERE s.row_id = e.id) ORDER BY e.written_in, e.id LIMIT 1"
        ));
        if let Some(Found { id }) = found.get_result(conn).optional()? {
            return Ok(Some(Finding::of(table, None, Some(id), Wrong::NeverSealed)));
        }
    }
    Ok(None)
}

/// Rows of which an event tells: the table, its rows, the moment a row was made, and what the event must be like besides its
/// client. What was added together with a client is told by the client's own event, an hour of two clocks apart.
const TOLD: [(&str, &str, &str, &str); 6] = [
    ("clients", "clients t", "t.created_at", "e.client_id = t.id AND e.action = 'clients.create'"),
    (
        "coverage",
        "coverage t",
        "t.created_at",
        "e.client_id = t.client_id AND (e.subject_id = t.id OR (e.action = 'clients.create'
            AND e.at BETWEEN t.created_at - interval '1 hour' AND t.created_at + interval '1 hour'))",
    ),
    (
        "enrollments",
        "enrollments t",
        "t.created_at",
        "e.client_id = t.client_id AND (e.subject_id = t.id OR (e.action = 'clients.create'
            AND e.at BETWEEN t.created_at - interval '1 hour' AND t.created_at + interval '1 hour'))",
    ),
    (
        "authorizations",
        "authorizations t",
        "t.submitted_at",
        "e.client_id = t.client_id AND e.action = 'authorizations.submit' AND e.at = t.submitted_at",
    ),
    (
        "attachments",
        "attachments t",
        "t.uploaded_at",
        "e.client_id = t.client_id AND (e.subject_id = t.id OR e.action = 'authorizations.submit')",
    ),
    // What a capability disclosed is told by its own event, which may be about many clients.
    (
        "disclosures",
        "(SELECT * FROM disclosures WHERE by_hand) t",
        "t.entered_at",
        "e.client_id = t.client_id AND e.subject_id = t.id",
    ),
];

/// A row of the county's data of which no event tells.
fn without_event(conn: &mut PgConnection, since: Option<OffsetDateTime>) -> QueryResult<Option<Finding>> {
    for (table, rows, made, event) in TOLD {
        let found = diesel::sql_query(format!(
            "SELECT t.id FROM {rows} WHERE ($1 IS NULL OR {made} >= $1) AND NOT EXISTS
                (SELECT 1 FROM audit_events e WHERE ({event}) AND e.outcome = 'done') LIMIT 1"
        ))
        .bind::<Nullable<Timestamptz>, _>(since);
        if let Some(Found { id }) = found.get_result(conn).optional()? {
            return Ok(Some(Finding::of(table, None, Some(id), Wrong::NoEvent)));
        }
    }
    Ok(None)
}
