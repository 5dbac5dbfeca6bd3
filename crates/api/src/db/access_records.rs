//! The rows that say who read which clients' data, and why.

use diesel::prelude::*;
use time::OffsetDateTime;
use uuid::Uuid;

use super::lone::Lone;
use super::schema::access_records;

/// One read of client data.
#[derive(Debug, Clone, Insertable)]
#[diesel(table_name = access_records)]
pub struct AccessRecord {
    /// Its own id.
    pub id: Uuid,
    /// When.
    pub at: OffsetDateTime,
    /// In which request.
    pub request_id: Uuid,
    /// Who.
    pub user_id: Uuid,
    /// For whom they work.
    pub organization_id: Uuid,
    /// By which operation.
    pub operation: &'static str,
    /// Why.
    pub purpose: &'static str,
    /// Whose data.
    pub client_ids: Vec<Uuid>,
    /// Which kinds of criteria a search used.
    pub shape: String,
}

pub(super) fn insert(conn: &mut PgConnection, records: &[AccessRecord]) -> QueryResult<()> {
    diesel::insert_into(access_records::table).values(records).execute(conn).map(|_| ())
}

/// Writes records that share a commit; says whether they are there.
pub fn write(lone: &mut Lone, records: &[AccessRecord]) -> bool {
    lone.with(|conn| insert(conn, records)).is_some()
}
