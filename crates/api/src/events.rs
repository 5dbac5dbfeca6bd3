//! Live updates: outbox rows become PostgreSQL notifications after their commit, and notifications become
//! server-sent events. Ids and kinds only.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{broadcast, watch};

use crate::bell::Bell;
use crate::db::Lone;
use crate::db::events::{Change, follow, publish};

/// Rows the channel holds for a slow reader before it must catch up from the outbox.
const BACKLOG: usize = 1024;
/// How long an announcement may wait when nobody woke the dispatcher (another process wrote it).
const IDLE_ROUND: Duration = Duration::from_millis(500);
/// How often a listener's session is looked at.
const HEARTBEAT: Duration = Duration::from_secs(15);

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

    /// Starts the dispatcher of this process: one thread that publishes, one that listens.
    pub fn start(&self, url: &str, announced: Arc<Bell>) {
        let (listener, sender) = (Lone::to(url), self.sender.clone());
        std::thread::spawn(move || listen(listener, &sender));
        let dispatcher = Lone::to(url);
        std::thread::spawn(move || dispatch(dispatcher, &announced));
    }
}

fn dispatch(mut lone: Lone, announced: &Bell) {
    loop {
        announced.wait(IDLE_ROUND);
        if !publish(&mut lone) {
            std::thread::sleep(IDLE_ROUND);
        }
    }
}

fn listen(mut lone: Lone, sender: &broadcast::Sender<Arc<Change>>) {
    loop {
        follow(&mut lone, |change| {
            // Nobody listening is not a fault.
            let _ = sender.send(Arc::new(change));
        });
        std::thread::sleep(IDLE_ROUND);
    }
}
