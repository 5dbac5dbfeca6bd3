//! What must hold in the database whatever happened to the server: checked after every fault, and after every
//! operation that was made to fail. A capability adds its own file here and one line to [`ALL`].

mod attachments;
mod authorizations;
mod clients;
mod funding;
mod record;

use diesel::prelude::*;
use diesel::sql_types::Text;

/// One thing that must hold.
#[derive(Debug, Clone, Copy)]
pub struct Invariant {
    /// What holds, as a sentence.
    pub name: &'static str,
    /// A query for whatever breaks it, as the owner of the tables: one column of text, no rows when all is well.
    pub breaks: &'static str,
}

/// Every capability's.
const ALL: [&[Invariant]; 5] = [authorizations::HOLD, funding::HOLD, attachments::HOLD, clients::HOLD, record::HOLD];

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = Text)]
    what: String,
}

/// Each invariant that does not hold, with up to five of the rows that break it.
pub fn broken(conn: &mut PgConnection) -> Vec<String> {
    ALL.into_iter().flatten().filter_map(|one| breach(conn, *one)).collect()
}

/// How many there are.
pub fn count() -> usize {
    ALL.iter().map(|some| some.len()).sum()
}

fn breach(conn: &mut PgConnection, one: Invariant) -> Option<String> {
    let sql = format!("SELECT what::text AS what FROM ({}) AS broken (what) LIMIT 5", one.breaks);
    let rows: Vec<Row> = diesel::sql_query(sql).load(conn).unwrap_or_else(|error| panic!("{}: {error}", one.name));
    let rows: Vec<String> = rows.into_iter().map(|row| row.what).collect();
    (!rows.is_empty()).then(|| format!("{}: {}", one.name, rows.join(", ")))
}

/// Keys of files the database speaks of, for comparison with what lies in the store.
pub fn named_files(conn: &mut PgConnection) -> Vec<String> {
    let sql = "SELECT DISTINCT storage_key AS what FROM attachments WHERE state <> 'removed'";
    diesel::sql_query(sql).load::<Row>(conn).expect("the keys").into_iter().map(|row| row.what).collect()
}
