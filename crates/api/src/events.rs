//! Live updates: outbox rows become PostgreSQL notifications after their commit, and notifications become
//! server-sent events. Ids and kinds only.

use std::sync::Arc;
use std::time::Duration;

use diesel::prelude::*;
use tokio::sync::{broadcast, watch};
use uuid::Uuid;

use crate::bell::Bell;
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
    closing: watch::Sender<bool>,
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
        Self { sender: broadcast::channel(BACKLOG).0, closing: watch::Sender::new(false), heartbeat }
    }

    /// How often a listener's session is looked at and the line kept open.
    pub fn heartbeat(&self) -> Duration {
        self.heartbeat
    }

    /// Ends every listener: a stream has no end of its own, and a server that stops would wait for it.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Tells when listeners are to end.
    pub fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// Hears of everything from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Arc<Change>> {
        self.sender.subscribe()
    }

    /// Starts the dispatcher of this process: one thread that marks and notifies, one that listens.
    pub fn start(&self, url: &str, announced: Arc<Bell>) {
        let (listener, sender) = (url.to_owned(), self.sender.clone());
        std::thread::spawn(move || listen(&listener, &sender));
        let dispatcher = url.to_owned();
        std::thread::spawn(move || dispatch(&dispatcher, &announced));
    }
}

/// Marks what is new and notifies, in a transaction of its own: a NOTIFY inside the business transaction would
/// make every commit wait for one lock.
fn dispatch(url: &str, announced: &Bell) {
    let mut conn = None;
    loop {
        announced.wait(IDLE_ROUND);
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
