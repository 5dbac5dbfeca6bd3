//! Rows of the record as the hash takes them: every column.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Text};
use domain::record::{AccessEntry, Entry, EventEntry};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::db::schema::{access_records, audit_events};

/// Microseconds since 1970, which is what the database keeps.
pub(super) fn micros(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1_000).unwrap_or(i64::MAX)
}

/// An audit event; its detail as the database writes it, which is the same for the same content.
#[derive(Queryable)]
struct Event {
    id: Uuid,
    at: OffsetDateTime,
    request_id: Uuid,
    user_id: Option<Uuid>,
    session_id: Option<Uuid>,
    organization_id: Option<Uuid>,
    action: String,
    subject_kind: String,
    subject_id: Option<Uuid>,
    client_id: Option<Uuid>,
    outcome: String,
    detail: String,
    written_in: i64,
}

impl From<Event> for Entry {
    fn from(row: Event) -> Self {
        Self::Event(EventEntry {
            id: row.id,
            at: micros(row.at),
            request_id: row.request_id,
            user_id: row.user_id,
            session_id: row.session_id,
            organization_id: row.organization_id,
            action: row.action,
            subject_kind: row.subject_kind,
            subject_id: row.subject_id,
            client_id: row.client_id,
            outcome: row.outcome,
            detail: row.detail,
            written_in: row.written_in,
        })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = access_records, check_for_backend(diesel::pg::Pg))]
struct Access {
    id: Uuid,
    at: OffsetDateTime,
    request_id: Uuid,
    user_id: Uuid,
    organization_id: Uuid,
    operation: String,
    purpose: String,
    client_ids: Vec<Uuid>,
    shape: String,
    written_in: i64,
}

impl From<Access> for Entry {
    fn from(row: Access) -> Self {
        Self::Access(AccessEntry {
            id: row.id,
            at: micros(row.at),
            request_id: row.request_id,
            user_id: row.user_id,
            organization_id: row.organization_id,
            operation: row.operation,
            purpose: row.purpose,
            client_ids: row.client_ids,
            shape: row.shape,
            written_in: row.written_in,
        })
    }
}

macro_rules! events {
    () => {
        audit_events::table.select((
            audit_events::id,
            audit_events::at,
            audit_events::request_id,
            audit_events::user_id,
            audit_events::session_id,
            audit_events::organization_id,
            audit_events::action,
            audit_events::subject_kind,
            audit_events::subject_id,
            audit_events::client_id,
            audit_events::outcome,
            sql::<Text>("audit_events.detail::text"),
            audit_events::written_in,
        ))
    };
}

fn entries<T: Into<Entry>>(rows: Vec<T>) -> Vec<Entry> {
    rows.into_iter().map(Into::into).collect()
}

/// Those with these ids, in no order.
pub(super) fn events_of(conn: &mut PgConnection, ids: &[Uuid]) -> QueryResult<Vec<Entry>> {
    events!().filter(audit_events::id.eq_any(ids)).load::<Event>(conn).map(entries)
}

/// Those with these ids, in no order.
pub(super) fn accesses_of(conn: &mut PgConnection, ids: &[Uuid]) -> QueryResult<Vec<Entry>> {
    let query = access_records::table.filter(access_records::id.eq_any(ids)).select(Access::as_select());
    query.load(conn).map(entries)
}

/// Which rows may be without a seal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    /// Written by this transaction or a later one.
    pub(super) from: i64,
    /// Also rows that carry numbers of transactions which are still to come here: they were restored from elsewhere.
    pub(super) restored: bool,
    /// The most rows.
    pub(super) limit: i64,
}

/// Rows without a seal, in the order of their transactions. The seal is looked up row by row: PostgreSQL would rather
/// hash every seal there is, each second anew.
macro_rules! unsealed {
    ($table:ident, $name:literal, $query:expr, $stretch:ident) => {{
        let mut query = $query
            .filter($table::written_in.ge($stretch.from))
            .filter(sql::<Bool>(concat!(
                "(SELECT true FROM record_seals s WHERE s.row_id = ",
                $name,
                ".id OFFSET 0) IS NULL"
            )))
            .order(($table::written_in, $table::id))
            .limit($stretch.limit)
            .into_boxed();
        if !$stretch.restored {
            let newest = sql::<BigInt>("pg_snapshot_xmax(pg_current_snapshot())::text::bigint");
            query = query.filter($table::written_in.lt(newest));
        }
        query
    }};
}

/// Events without a seal.
pub(super) fn unsealed_events(conn: &mut PgConnection, stretch: Stretch) -> QueryResult<Vec<Entry>> {
    unsealed!(audit_events, "audit_events", events!(), stretch).load::<Event>(conn).map(entries)
}

/// Access records without a seal.
pub(super) fn unsealed_accesses(conn: &mut PgConnection, stretch: Stretch) -> QueryResult<Vec<Entry>> {
    let query = access_records::table.select(Access::as_select());
    unsealed!(access_records, "access_records", query, stretch).load::<Access>(conn).map(entries)
}
