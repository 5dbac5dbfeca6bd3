//! The outbox: what changed, told to PostgreSQL's listeners after its commit, and read back by whoever was away.

use std::time::Duration;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::Text;
use uuid::Uuid;

use super::Tx;
use super::lone::Lone;
use super::schema::outbox;
use crate::fault::Fault;

/// The most changes that are told again at once; a page that was away for longer loads itself anew.
const MOST: i64 = 1_000;
const CHANNEL: &str = "portico";
/// How long a listener rests between two looks.
const REST: Duration = Duration::from_millis(50);

/// One thing that changed.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = outbox)]
pub struct Change {
    /// Its place in the outbox; `Last-Event-ID` goes on from here.
    pub id: i64,
    /// Whose pages are told, besides the county's; `None` tells everybody.
    pub organization_id: Option<Uuid>,
    /// What kind of thing.
    pub kind: String,
    /// Which one.
    pub subject_id: Option<Uuid>,
    /// The client it concerns.
    pub client_id: Option<Uuid>,
}

/// What was told after a place in the outbox, oldest first, as far as it is the reader's.
pub fn since(tx: &mut Tx<'_>, after: i64) -> Result<Vec<Change>, Fault> {
    let mut query =
        outbox::table.filter(outbox::id.gt(after)).filter(outbox::published).select(Change::as_select()).into_boxed();
    if !tx.actor().is_county() {
        let everybodys = outbox::organization_id.is_null();
        query = query.filter(everybodys.or(outbox::organization_id.assume_not_null().eq(tx.actor().organization_id)));
    }
    Ok(query.order(outbox::id).limit(MOST).load(tx.conn)?)
}

/// Marks what is new and notifies, in a transaction of its own: a NOTIFY inside the business transaction would
/// make every commit wait for one lock. Says whether that worked.
pub fn publish(lone: &mut Lone) -> bool {
    let published = lone.with(|conn| {
        diesel::sql_query(
            "WITH fresh AS (UPDATE outbox SET published = true WHERE NOT published RETURNING id)
             SELECT pg_notify($1, min(id)::text) FROM fresh HAVING count(*) > 0",
        )
        .bind::<Text, _>(CHANNEL)
        .execute(conn)
    });
    published.is_some()
}

/// Turns notifications into changes until the connection is lost.
pub fn follow(lone: &mut Lone, mut tell: impl FnMut(Change)) {
    // A lost connection is how it ends; the next call opens another.
    let _: Option<()> = lone.with(|conn| {
        conn.batch_execute(&format!("LISTEN {CHANNEL}"))?;
        loop {
            let heard: Result<Vec<_>, _> = conn.notifications_iter().collect();
            // Reads from the lowest id named, so nothing is missed between two of them.
            let lowest = heard?.iter().filter_map(|one| one.payload.parse::<i64>().ok()).min();
            match lowest {
                Some(first) => published(conn, first)?.into_iter().for_each(&mut tell),
                None => {
                    std::thread::sleep(REST);
                    diesel::sql_query("SELECT 1").execute(conn)?;
                }
            }
        }
    });
}

/// What was published from a place on, oldest first.
fn published(conn: &mut PgConnection, first: i64) -> QueryResult<Vec<Change>> {
    outbox::table
        .filter(outbox::id.ge(first))
        .filter(outbox::published)
        .order(outbox::id)
        .limit(MOST)
        .select(Change::as_select())
        .load(conn)
}
