//! Who saw what.

use std::collections::HashMap;

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use domain::record::{AccessRow, RecordFilter, words_of};
use time::OffsetDateTime;
use uuid::Uuid;

use super::list::{After, Narrow, Placed};
use crate::db::schema::{access_records, organizations, record_seals, users};
use crate::db::{Tx, clients};
use crate::fault::Fault;

#[derive(Queryable, Selectable)]
#[diesel(table_name = access_records, check_for_backend(diesel::pg::Pg))]
struct Row {
    id: Uuid,
    at: OffsetDateTime,
    user_id: Uuid,
    organization_id: Uuid,
    operation: String,
    purpose: String,
    client_ids: Vec<Uuid>,
    shape: String,
}

type Named = (Row, Option<String>, Option<String>, Option<i64>);

fn wire((row, user_name, organization_name, seq): Named) -> AccessRow {
    let client_id = match row.client_ids.as_slice() {
        [one] => Some(*one),
        _ => None,
    };
    AccessRow {
        id: row.id,
        at: row.at,
        user_id: row.user_id,
        user_name,
        organization_id: row.organization_id,
        organization_name,
        words: words_of(&row.operation).to_owned(),
        operation: row.operation,
        purpose: row.purpose,
        clients: i64::try_from(row.client_ids.len()).unwrap_or(i64::MAX),
        client_id,
        shape: row.shape,
        seq,
    }
}

impl Placed for AccessRow {
    fn place(&self) -> After {
        After { id: self.id, seq: self.seq }
    }
}

/// What was seen, the latest first: by one's own organization's people, for the county by everybody's.
pub fn accesses(
    tx: &mut Tx<'_>,
    filter: &RecordFilter,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<AccessRow>, Fault> {
    let narrow = Narrow::of(tx, filter)?;
    let ids = match filter.client_id {
        Some(client) => of_client(tx, client, filter, &narrow, (after, limit))?,
        None => of_all(tx, filter, &narrow, (after, limit))?,
    };
    named(tx, &ids)
}

/// Who saw this client, who must be one that the reader may know of.
pub fn client_accesses(
    tx: &mut Tx<'_>,
    filter: &RecordFilter,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<AccessRow>, Fault> {
    clients::ensure_known(tx, filter.client_id.unwrap_or_default())?;
    accesses(tx, filter, after, limit)
}

fn of_all(
    tx: &mut Tx<'_>,
    filter: &RecordFilter,
    narrow: &Narrow,
    (after, limit): (Option<After>, i64),
) -> Result<Vec<Uuid>, Fault> {
    use access_records as a;
    let mut query = a::table.select(a::id).order(a::id.desc()).limit(limit).into_boxed();
    if let Some(organization) = narrow.organization {
        query = query.filter(a::organization_id.eq(organization));
    }
    if let Some(user) = filter.user_id {
        query = query.filter(a::user_id.eq(user));
    }
    if let Some(action) = &filter.action {
        query = query.filter(a::operation.eq(action));
    }
    if let Some(from) = narrow.from {
        query = query.filter(a::at.ge(from));
    }
    if let Some(to) = narrow.to {
        query = query.filter(a::at.lt(to));
    }
    if let Some(first) = narrow.first {
        query = query.filter(a::id.ge(first));
    }
    if let Some(last) = narrow.last.into_iter().chain(after.map(|after| after.id)).min() {
        query = query.filter(a::id.lt(last));
    }
    Ok(query.load(tx.conn)?)
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
}

/// By way of the stretches of the chain the client was seen in, the latest first; each is read only when it is needed.
const OF_CLIENT: &str = "
    SELECT a.id FROM record_clients c
        JOIN record_seals s ON s.seq >= c.stretch * 128 AND s.seq < c.stretch * 128 + 128 AND s.source = 'access'
        JOIN access_records a ON a.id = s.row_id AND a.client_ids @> ARRAY[$1]
    WHERE c.client_id = $1 AND ($2 IS NULL OR (s.seq < $2 AND c.stretch <= $2 / 128))
        AND ($3 IS NULL OR a.organization_id = $3) AND ($4 IS NULL OR a.user_id = $4)
        AND ($5 IS NULL OR a.operation = $5) AND ($6 IS NULL OR a.at >= $6) AND ($7 IS NULL OR a.at < $7)
    ORDER BY c.stretch DESC, s.seq DESC LIMIT $8";

fn of_client(
    tx: &mut Tx<'_>,
    client: Uuid,
    filter: &RecordFilter,
    narrow: &Narrow,
    (after, limit): (Option<After>, i64),
) -> Result<Vec<Uuid>, Fault> {
    let found: Vec<Found> = diesel::sql_query(OF_CLIENT)
        .bind::<SqlUuid, _>(client)
        .bind::<Nullable<BigInt>, _>(after.and_then(|after| after.seq))
        .bind::<Nullable<SqlUuid>, _>(narrow.organization)
        .bind::<Nullable<SqlUuid>, _>(filter.user_id)
        .bind::<Nullable<Text>, _>(&filter.action)
        .bind::<Nullable<Timestamptz>, _>(narrow.from)
        .bind::<Nullable<Timestamptz>, _>(narrow.to)
        .bind::<BigInt, _>(limit)
        .load(tx.conn)?;
    Ok(found.into_iter().map(|row| row.id).collect())
}

/// These records with their names, in this order.
fn named(tx: &mut Tx<'_>, ids: &[Uuid]) -> Result<Vec<AccessRow>, Fault> {
    use access_records as a;
    let rows: Vec<Named> = a::table
        .left_join(users::table.on(a::user_id.eq(users::id)))
        .left_join(organizations::table.on(a::organization_id.eq(organizations::id)))
        .left_join(record_seals::table.on(record_seals::row_id.eq(a::id)))
        .filter(a::id.eq_any(ids))
        .select((
            Row::as_select(),
            users::display_name.nullable(),
            organizations::name.nullable(),
            record_seals::seq.nullable(),
        ))
        .load(tx.conn)?;
    let mut rows: HashMap<Uuid, AccessRow> = rows.into_iter().map(|row| (row.0.id, wire(row))).collect();
    Ok(ids.iter().filter_map(|id| rows.remove(id)).collect())
}
