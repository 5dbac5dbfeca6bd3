//! Brings the tables up to date, beside a server that is at work.
//!
//! A migration that waits for a table makes everybody who comes after it wait too. So it waits two seconds at most, gives
//! up, lets them pass and tries again.

use std::time::Duration;

use diesel::connection::SimpleConnection as _;
use diesel::pg::PgConnection;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _, embed_migrations};

use super::owner;
use super::reference::load;
use crate::setup::{SetupError, failed};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");
/// How often a migration is tried before somebody is asked to choose a calmer hour.
const TRIES: u64 = 20;
/// How long others pass between two tries: longer and longer, up to this.
const LONGEST_PAUSE: u64 = 5;

/// Runs what migrations are missing, one process at a time, and loads the reference data.
pub fn migrate(owner_url: &str) -> Result<usize, SetupError> {
    let mut conn = owner(owner_url)?;
    // Waited for as long as it takes: nobody but another migration stands behind this one.
    conn.batch_execute("SELECT pg_advisory_lock(7601)").map_err(failed("the migration lock"))?;
    conn.batch_execute("SET lock_timeout = '2s'").map_err(failed("the migration lock"))?;
    let run = run_patiently(&mut conn)?;
    load(&mut conn).map_err(failed("the reference data"))?;
    conn.batch_execute("SELECT pg_advisory_unlock(7601)").map_err(failed("the migration lock"))?;
    Ok(run)
}

/// Each migration is a transaction of its own: what was run stays, what gave up left nothing behind.
fn run_patiently(conn: &mut PgConnection) -> Result<usize, SetupError> {
    let before = conn.applied_migrations().map_err(failed("the migrations that ran"))?.len();
    for attempt in 1..=TRIES {
        match conn.run_pending_migrations(MIGRATIONS) {
            Ok(_) => {
                let after = conn.applied_migrations().map_err(failed("the migrations that ran"))?.len();
                return Ok(after.saturating_sub(before));
            }
            Err(error) if !error.to_string().contains("lock timeout") => return Err(failed("a migration")(error)),
            Err(_) => {
                tracing::warn!(attempt, "a migration let others pass and tries again");
                std::thread::sleep(Duration::from_secs(attempt.min(LONGEST_PAUSE)));
            }
        }
    }
    Err(SetupError(
        "a migration found its table in use all the time: nothing is half done; try at a calmer hour".into(),
    ))
}

/// Takes every migration back and runs it again: proof that the way down works.
pub fn redo_all(owner_url: &str) -> Result<(), SetupError> {
    let mut conn = owner(owner_url)?;
    conn.revert_all_migrations(MIGRATIONS).map_err(failed("a way down"))?;
    conn.run_pending_migrations(MIGRATIONS).map_err(failed("a migration"))?;
    load(&mut conn).map_err(failed("the reference data"))
}
