//! From a form to a file in the store: judged, scanned, put away.

use std::time::Duration;

use actix_web::web;
use bytes::Bytes;
use domain::attachments::{Accepted, verdict};
use domain::problem::{Code, Problem};
use domain::settings::AttachmentSettings;
use sha2::{Digest as _, Sha256};
use tokio::sync::{Semaphore, SemaphorePermit};

use super::form::Came;
use crate::db::Db;
use crate::db::attachments::NewFile;
use crate::files::{Scanner, Verdict};
use crate::http::caller::Caller;
use crate::http::reply::Written;
use crate::setup::Files;

/// Room is given out in pieces of 64 KiB.
const PIECE: usize = 65_536;
/// Files on their way in may take up this much memory together: 32 MiB.
static ROOM: Semaphore = Semaphore::const_new(512);
/// A single file is never charged more than half of it, or a raised limit could not be used at all.
const MOST_CHARGED: usize = 256 * PIECE;
/// Who waits longer for room is sent away with the request to come again.
const PATIENCE: Duration = Duration::from_secs(10);

/// The room one file takes up.
#[derive(Debug, Default)]
pub(super) struct Memory {
    permits: Option<SemaphorePermit<'static>>,
    bytes: usize,
    charged: usize,
}

impl Memory {
    /// Makes room for more of the file.
    pub(super) async fn grow(&mut self, by: usize) -> Result<(), Problem> {
        self.bytes = self.bytes.saturating_add(by);
        while self.charged < self.bytes.min(MOST_CHARGED) {
            let busy =
                || Problem::new(Code::Unavailable, "Many files are coming in. Try again in a moment.").retry_after(5);
            let permit =
                tokio::time::timeout(PATIENCE, ROOM.acquire()).await.map_err(|_| busy())?.map_err(|_| busy())?;
            match &mut self.permits {
                Some(held) => held.merge(permit),
                None => self.permits = Some(permit),
            }
            self.charged = self.charged.saturating_add(PIECE);
        }
        Ok(())
    }
}

/// Judges the content and takes the file's hash, which also tells a repeat with the same idempotency key.
pub(super) async fn judge(
    came: &Came,
    limits: AttachmentSettings,
) -> Result<(Result<Accepted, Problem>, [u8; 32]), Problem> {
    let (name, declared, bytes) = (came.name.clone(), came.declared_type.clone(), came.bytes.clone());
    let judged = web::block(move || {
        let accepted = verdict(&name, declared.as_deref(), &bytes, &limits).map_err(Problem::from);
        (accepted, Sha256::digest(&bytes).into())
    });
    judged.await.map_err(|_| Problem::of(Code::Internal))
}

/// Scans a file and puts it away.
pub(super) async fn put_away(
    came: Came,
    accepted: Accepted,
    sha256: [u8; 32],
    db: &Db,
    files: &Files,
    scanner: &Scanner,
) -> Result<NewFile, Problem> {
    let bytes: Bytes = came.bytes;
    let held_back = scanner.scan(&bytes).await != Verdict::Clean;
    let size = i64::try_from(bytes.len()).unwrap_or(i64::MAX);
    let stored = files.put(db.secrets(), bytes, db.clock().now()).await?;
    drop(came.memory);
    Ok(NewFile { accepted, bytes: size, sha256: sha256.to_vec(), stored, held_back })
}

/// Makes a repeat known by the form's content: the file and what it is for.
pub(super) fn identify(caller: &Caller, sha256: [u8; 32], said: &str) {
    let mut hash = Sha256::new();
    hash.update(sha256);
    hash.update(said.as_bytes());
    caller.sent(hash.finalize().into());
}

/// A file whose row was refused, or was there already, is nobody's. Where the outcome is not certain the file stays,
/// and the sweep finds out.
pub(super) async fn settle(written: Result<Written, Problem>, files: &Files, key: &str) -> Result<Written, Problem> {
    let nobodys = match &written {
        Ok(written) => written.is_replayed(),
        Err(problem) => problem.status < 500,
    };
    if nobodys {
        files.discard(key).await;
    }
    written
}
