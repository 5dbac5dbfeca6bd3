//! Who did what.

use diesel::prelude::*;
use domain::record::{EventRow, RecordFilter, detail_words, words_of};
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::list::{After, Narrow, Placed};
use crate::db::Tx;
use crate::db::schema::{audit_events, organizations, record_seals, users};
use crate::fault::Fault;

#[derive(Queryable, Selectable)]
#[diesel(table_name = audit_events, check_for_backend(diesel::pg::Pg))]
struct Row {
    id: Uuid,
    at: OffsetDateTime,
    user_id: Option<Uuid>,
    organization_id: Option<Uuid>,
    action: String,
    subject_kind: String,
    subject_id: Option<Uuid>,
    client_id: Option<Uuid>,
    outcome: String,
    detail: Value,
}

type Named = (Row, Option<String>, Option<String>, Option<i64>);

fn wire((row, user_name, organization_name, seq): Named) -> EventRow {
    EventRow {
        id: row.id,
        at: row.at,
        user_id: row.user_id,
        user_name,
        organization_id: row.organization_id,
        organization_name,
        words: words_of(&row.action).to_owned(),
        action: row.action,
        subject_kind: row.subject_kind,
        subject_id: row.subject_id,
        client_id: row.client_id,
        refused: row.outcome == "refused",
        detail: detail_words(&row.detail),
        seq,
    }
}

impl Placed for EventRow {
    fn place(&self) -> After {
        After { id: self.id, seq: None }
    }
}

/// What was done, the latest first: by one's own organization's people, for the county by everybody's.
pub fn events(
    tx: &mut Tx<'_>,
    filter: &RecordFilter,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<EventRow>, Fault> {
    use audit_events as e;
    let narrow = Narrow::of(tx, filter)?;
    let mut query = e::table
        .left_join(users::table.on(e::user_id.eq(users::id.nullable())))
        .left_join(organizations::table.on(e::organization_id.eq(organizations::id.nullable())))
        .left_join(record_seals::table.on(record_seals::row_id.eq(e::id)))
        .select((
            Row::as_select(),
            users::display_name.nullable(),
            organizations::name.nullable(),
            record_seals::seq.nullable(),
        ))
        .order(e::id.desc())
        .limit(limit)
        .into_boxed();
    if let Some(organization) = narrow.organization {
        query = query.filter(e::organization_id.eq(organization));
    }
    if let Some(user) = filter.user_id {
        query = query.filter(e::user_id.eq(user));
    }
    if let Some(client) = filter.client_id {
        query = query.filter(e::client_id.eq(client));
    }
    if let Some(action) = &filter.action {
        query = query.filter(e::action.eq(action));
    }
    if let Some(from) = narrow.from {
        query = query.filter(e::at.ge(from));
    }
    if let Some(to) = narrow.to {
        query = query.filter(e::at.lt(to));
    }
    if let Some(first) = narrow.first {
        query = query.filter(e::id.ge(first));
    }
    if let Some(last) = narrow.last.into_iter().chain(after.map(|after| after.id)).min() {
        query = query.filter(e::id.lt(last));
    }
    let rows: Vec<Named> = query.load(tx.conn)?;
    Ok(rows.into_iter().map(wire).collect())
}
