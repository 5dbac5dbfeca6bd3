//! Access records: who read which clients' data, and why. A record is durable before the data leaves, and the
//! records of many requests share one commit, which is what makes that cheap.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use domain::problem::{Code, Problem};
use tokio::sync::oneshot;

use crate::db::Lone;
use crate::db::access_records::{self, AccessRecord};

/// The most records one commit carries.
const BATCH: usize = 256;
/// How long more are waited for once several came together: a commit costs as much as a read, whatever it carries.
const GATHERING: Duration = Duration::from_micros(500);

type Waiting = (AccessRecord, oneshot::Sender<bool>);

/// Where reads hand in their records.
#[derive(Debug, Clone)]
pub struct AccessLog(Option<Sender<Waiting>>);

impl AccessLog {
    /// Starts the one thread that writes them, on a connection of its own.
    pub fn start(url: &str) -> Self {
        let (sender, receiver) = channel();
        let lone = Lone::to(url);
        thread::spawn(move || write_batches(lone, &receiver));
        Self(Some(sender))
    }

    /// Records nothing. Only for a bench that asks what recording costs.
    pub fn off() -> Self {
        Self(None)
    }

    /// Returns once the record is committed; refuses the read when it cannot be.
    pub async fn durable(&self, record: AccessRecord) -> Result<(), Problem> {
        let Some(sender) = &self.0 else { return Ok(()) };
        let (done, wait) = oneshot::channel();
        sender.send((record, done)).map_err(|_| unavailable())?;
        match wait.await {
            Ok(true) => Ok(()),
            _ => Err(unavailable()),
        }
    }
}

fn unavailable() -> Problem {
    Problem::new(Code::Unavailable, "The access record could not be written, so nothing is shown.").retry_after(2)
}

fn write_batches(mut lone: Lone, waiting: &Receiver<Waiting>) {
    let mut alone = true;
    while let Ok(first) = waiting.recv() {
        // Who reads alone waits for nobody.
        if !alone {
            thread::sleep(GATHERING);
        }
        let mut batch = vec![first];
        batch.extend(waiting.try_iter().take(BATCH - 1));
        alone = batch.len() == 1;
        let (records, done): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
        // Once more on a new connection: the old one may have died with its server.
        let written = access_records::write(&mut lone, &records) || access_records::write(&mut lone, &records);
        for one in done {
            // Whoever asked may have hung up; the record stands all the same.
            let _ = one.send(written);
        }
    }
}
