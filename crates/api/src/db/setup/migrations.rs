//! Brings the tables up to date.

use diesel::connection::SimpleConnection as _;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _, embed_migrations};

use super::owner;
use super::reference::load;
use crate::setup::{SetupError, failed};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");

/// Runs what migrations are missing, one process at a time, and loads the reference data.
pub fn migrate(owner_url: &str) -> Result<usize, SetupError> {
    let mut conn = owner(owner_url)?;
    conn.batch_execute("SELECT pg_advisory_lock(7601)").map_err(failed("the migration lock"))?;
    let run = conn.run_pending_migrations(MIGRATIONS).map_err(failed("a migration"))?.len();
    load(&mut conn).map_err(failed("the reference data"))?;
    conn.batch_execute("SELECT pg_advisory_unlock(7601)").map_err(failed("the migration lock"))?;
    Ok(run)
}

/// Takes every migration back and runs it again: proof that the way down works.
pub fn redo_all(owner_url: &str) -> Result<(), SetupError> {
    let mut conn = owner(owner_url)?;
    conn.revert_all_migrations(MIGRATIONS).map_err(failed("a way down"))?;
    conn.run_pending_migrations(MIGRATIONS).map_err(failed("a migration"))?;
    load(&mut conn).map_err(failed("the reference data"))
}
