//! Access records: who read which clients' data, and why. A record is durable before the data leaves, and the
//! records of many requests share one commit, which is what makes that cheap.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use diesel::PgConnection;
use diesel::prelude::*;
use domain::problem::{Code, Problem};
use time::OffsetDateTime;
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::db::{connect, schema::access_records};

/// The most records one commit carries.
const BATCH: usize = 256;

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

type Waiting = (AccessRecord, oneshot::Sender<bool>);

/// Where reads hand in their records.
#[derive(Debug, Clone)]
pub struct AccessLog(Option<Sender<Waiting>>);

impl AccessLog {
    /// Starts the one thread that writes them, on a connection of its own.
    pub fn start(url: String) -> Self {
        let (sender, receiver) = channel();
        thread::spawn(move || write_batches(&url, &receiver));
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

fn write_batches(url: &str, waiting: &Receiver<Waiting>) {
    let mut conn = None;
    while let Ok(first) = waiting.recv() {
        let mut batch = vec![first];
        batch.extend(waiting.try_iter().take(BATCH - 1));
        let (records, done): (Vec<_>, Vec<_>) = batch.into_iter().unzip();
        let written = write(&mut conn, url, &records);
        for one in done {
            // Whoever asked may have hung up; the record stands all the same.
            let _ = one.send(written);
        }
    }
}

/// Tries once more on a new connection: the old one may have died with its server.
fn write(conn: &mut Option<PgConnection>, url: &str, records: &[AccessRecord]) -> bool {
    for _ in 0..2 {
        if conn.is_none() {
            *conn = connect(url).ok();
        }
        match conn.as_mut().map(|open| insert(open, records)) {
            Some(Ok(())) => return true,
            Some(Err(error)) => {
                tracing::warn!(error = %error, "access records were not written");
                *conn = None;
            }
            None => {}
        }
    }
    false
}

pub(crate) fn insert(conn: &mut PgConnection, records: &[AccessRecord]) -> QueryResult<()> {
    diesel::insert_into(access_records::table).values(records).execute(conn).map(|_| ())
}
