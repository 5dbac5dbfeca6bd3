//! Removes what has had its time: files that no row names, and rows that were kept for a while only.

use std::time::Duration as Pause;

use domain::problem::{Code, Problem};
use futures_util::TryStreamExt as _;
use object_store::path::Path;
use time::{Duration, OffsetDateTime};

use super::store::PREFIX;
use crate::db::{Db, authorizations, recovery, stored_files};
use crate::setup::Files;

/// A file younger than this may belong to an upload whose row is still to come.
pub const SPARED: Duration = Duration::hours(1);
const ROUND: Pause = Pause::from_secs(3600);
/// Names asked about at once.
const BATCH: usize = 500;

/// Sweeps now and once an hour, for as long as the server runs.
pub async fn every_hour(db: Db, files: Files) {
    loop {
        if let Err(problem) = sweep(&db, &files).await {
            tracing::warn!(%problem, "the sweep did not finish");
        }
        if let Err(problem) = end_over(&db).await {
            tracing::warn!(%problem, "authorizations that are over could not be ended");
        }
        tokio::time::sleep(ROUND).await;
    }
}

/// Ends the authorizations whose last day has passed, and tells open pages. Tells how many.
pub async fn end_over(db: &Db) -> Result<i64, Problem> {
    let ended = db.anonymous(authorizations::end_over).await?;
    db.announced().ring();
    Ok(ended)
}

/// Ends what has expired, then removes the files nobody names. Tells how many.
pub async fn sweep(db: &Db, files: &Files) -> Result<usize, Problem> {
    db.anonymous(stored_files::expire).await?;
    db.anonymous(recovery::expire).await?;
    let before = db.clock().now() - SPARED;
    let mut listing = files.0.list(Some(&Path::from(PREFIX)));
    let (mut batch, mut removed) = (Vec::new(), 0);
    while let Some(object) = listing.try_next().await.map_err(unreadable)? {
        let written = OffsetDateTime::from_unix_timestamp(object.last_modified.timestamp());
        if written.is_ok_and(|at| at < before) {
            batch.push(object.location.to_string());
        }
        if batch.len() == BATCH {
            removed += remove_unnamed(db, files, std::mem::take(&mut batch)).await?;
        }
    }
    Ok(removed + remove_unnamed(db, files, batch).await?)
}

async fn remove_unnamed(db: &Db, files: &Files, mut keys: Vec<String>) -> Result<usize, Problem> {
    if keys.is_empty() {
        return Ok(0);
    }
    let asked = keys.clone();
    let named = db.anonymous(move |conn, _| stored_files::named(conn, &asked)).await?;
    keys.retain(|key| !named.contains(key));
    for key in &keys {
        files.discard(key).await;
    }
    Ok(keys.len())
}

fn unreadable(error: object_store::Error) -> Problem {
    tracing::warn!(error = %error, "the store cannot be listed");
    Problem::of(Code::Unavailable)
}
