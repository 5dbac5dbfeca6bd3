//! The rows that say who read which clients' data, and why.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::Jsonb;
use domain::access::Actor;
use serde::Serialize;
use time::OffsetDateTime;
use uuid::Uuid;

use super::lone::Lone;
use super::operation::Operation;

/// One read of client data.
#[derive(Debug, Clone, Serialize)]
pub struct AccessRecord {
    id: Uuid,
    #[serde(with = "time::serde::rfc3339")]
    at: OffsetDateTime,
    request_id: Uuid,
    user_id: Uuid,
    organization_id: Uuid,
    operation: &'static str,
    purpose: &'static str,
    client_ids: Vec<Uuid>,
    /// Which kinds of criteria a search used.
    shape: String,
}

impl AccessRecord {
    /// That these clients were shown.
    pub(super) fn of(
        actor: &Actor,
        operation: &Operation,
        request_id: Uuid,
        at: OffsetDateTime,
        client_ids: Vec<Uuid>,
    ) -> Self {
        Self {
            id: Uuid::now_v7(),
            at,
            request_id,
            user_id: actor.user_id,
            organization_id: actor.organization_id,
            operation: operation.name,
            purpose: operation.purpose.as_str(),
            client_ids,
            shape: String::new(),
        }
    }

    /// The same, found by a search of this shape.
    pub(super) fn searched(self, shape: String) -> Self {
        Self { shape, ..self }
    }
}

/// Any number of records with one parameter: a statement of VALUES has another text for every number of rows, so it
/// would be planned anew each time.
struct Insert(serde_json::Value);

impl QueryFragment<Pg> for Insert {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "INSERT INTO access_records \
                 (id, at, request_id, user_id, organization_id, operation, purpose, client_ids, shape) \
             SELECT id, at, request_id, user_id, organization_id, operation, purpose, client_ids, shape \
             FROM jsonb_to_recordset(",
        );
        out.push_bind_param::<Jsonb, _>(&self.0)?;
        out.push_sql(
            ") AS seen (id uuid, at timestamptz, request_id uuid, user_id uuid, organization_id uuid, operation text, \
             purpose text, client_ids uuid[], shape text)",
        );
        Ok(())
    }
}

impl QueryId for Insert {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl RunQueryDsl<PgConnection> for Insert {}

pub(super) fn insert(conn: &mut PgConnection, records: &[AccessRecord]) -> QueryResult<()> {
    let rows =
        serde_json::to_value(records).map_err(|error| diesel::result::Error::SerializationError(error.into()))?;
    Insert(rows).execute(conn).map(|_| ())
}

/// Writes records that share a commit; says whether they are there.
pub fn write(lone: &mut Lone, records: &[AccessRecord]) -> bool {
    lone.with(|conn| insert(conn, records)).is_some()
}
