//! Live updates: outbox rows become PostgreSQL notifications after their commit, and notifications become
//! server-sent events. Ids and kinds only.

use std::sync::Arc;
use std::time::Duration;

use diesel::prelude::*;
use tokio::sync::{Notify, broadcast};
use uuid::Uuid;

use crate::db::{connect, schema::outbox};

/// Rows the channel holds for a slow reader before it must catch up from the outbox.
const BACKLOG: usize = 1024;
/// How long an announcement may wait when nobody woke the dispatcher (another process wrote it).
const IDLE_ROUND: Duration = Duration::from_millis(500);
/// How often a listener's session is looked at.
const HEARTBEAT: Duration = Duration::from_secs(15);
const CHANNEL: &str = "portico";

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

/// Where streams hear of changes.
#[derive(Debug, Clone)]
pub struct Stream {
    sender: broadcast::Sender<Arc<Change>>,
    heartbeat: Duration,
}

impl Default for Stream {
    fn default() -> Self {
        Self::beating(HEARTBEAT)
    }
}

impl Stream {
    /// A stream whose listeners are checked this often.
    pub fn beating(heartbeat: Duration) -> Self {
        Self { sender: broadcast::channel(BACKLOG).0, heartbeat }
    }

    /// How often a listener's session is looked at and the line kept open.
    pub fn heartbeat(&self) -> Duration {
        self.heartbeat
    }

    /// Hears of everything from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Arc<Change>> {
        self.sender.subscribe()
    }

    /// Starts the dispatcher of this process: one thread that marks and notifies, one that listens.
    pub fn start(&self, url: &str, announced: Arc<Notify>, runtime: &tokio::runtime::Handle) {
        let (listener, sender) = (url.to_owned(), self.sender.clone());
        std::thread::spawn(move || listen(&listener, &sender));
        let (dispatcher, runtime) = (url.to_owned(), runtime.clone());
        std::thread::spawn(move || dispatch(&dispatcher, &announced, &runtime));
    }
}

/// Marks what is new and notifies, in a transaction of its own: a NOTIFY inside the business transaction would
/// make every commit wait for one lock.
fn dispatch(url: &str, announced: &Notify, runtime: &tokio::runtime::Handle) {
    let mut conn = None;
    loop {
        // Either wake-up is fine: there is something new, or it is time to look.
        let _ = runtime.block_on(async { tokio::time::timeout(IDLE_ROUND, announced.notified()).await });
        if conn.is_none() {
            conn = connect(url).ok();
        }
        let sent = conn.as_mut().map(|open| {
            diesel::sql_query(
                "WITH fresh AS (UPDATE outbox SET published = true WHERE NOT published RETURNING id)
                 SELECT pg_notify($1, min(id)::text) FROM fresh HAVING count(*) > 0",
            )
            .bind::<diesel::sql_types::Text, _>(CHANNEL)
            .execute(open)
        });
        if matches!(sent, Some(Err(_)) | None) {
            conn = None;
            std::thread::sleep(IDLE_ROUND);
        }
    }
}

/// Turns notifications into changes. Reads from the lowest id named, so nothing is missed between two of them.
fn listen(url: &str, sender: &broadcast::Sender<Arc<Change>>) {
    loop {
        if let Ok(mut conn) = connect(url) {
            // Returns when the connection is lost; the next round opens another.
            let _ = follow(&mut conn, sender);
        }
        std::thread::sleep(IDLE_ROUND);
    }
}

fn follow(conn: &mut PgConnection, sender: &broadcast::Sender<Arc<Change>>) -> QueryResult<()> {
    use diesel::connection::SimpleConnection;
    conn.batch_execute(&format!("LISTEN {CHANNEL}"))?;
    loop {
        let heard: Result<Vec<_>, _> = conn.notifications_iter().collect();
        let lowest = heard?.iter().filter_map(|one| one.payload.parse::<i64>().ok()).min();
        match lowest {
            Some(first) => {
                for change in since(conn, first - 1)? {
                    // Nobody listening is not a fault.
                    let _ = sender.send(Arc::new(change));
                }
            }
            None => {
                std::thread::sleep(Duration::from_millis(50));
                diesel::sql_query("SELECT 1").execute(conn)?;
            }
        }
    }
}

/// What was published after a place in the outbox, oldest first.
pub fn since(conn: &mut PgConnection, after: i64) -> QueryResult<Vec<Change>> {
    outbox::table
        .filter(outbox::id.gt(after))
        .filter(outbox::published)
        .order(outbox::id)
        .limit(1000)
        .select(Change::as_select())
        .load(conn)
}
