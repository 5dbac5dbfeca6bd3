//! Setting an installation up, as the owner of its tables: database, migrations, reference data, the first person.

mod cluster;
mod migrations;
mod people;
mod reference;
mod sealing;
mod snapshot;
mod weaknesses;

use diesel::prelude::*;

pub use cluster::create;
pub use migrations::{migrate, redo_all};
pub use people::{Administrator, invite};
use sealing::lock;
pub use sealing::{Clear, Hanging, SEALING_LOCK, Sealing, places};
pub use snapshot::{Digests, Openable, Snapshot, TableDigest, digests, is_bare, openable};
pub use weaknesses::weaknesses;

use super::schema::settings;
use crate::setup::{SetupError, failed};

/// What the server itself must know of the settings.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = settings, check_for_backend(diesel::pg::Pg))]
pub struct Known {
    /// The county's name.
    pub county_name: String,
    /// Minutes a session may lie idle.
    pub idle_minutes: i32,
}

/// Reads it, as the owner: nobody is signed in yet.
pub fn known(owner_url: &str) -> Result<Known, SetupError> {
    settings::table.select(Known::as_select()).first(&mut owner(owner_url)?).map_err(failed("the settings"))
}

pub(super) fn owner(url: &str) -> Result<PgConnection, SetupError> {
    PgConnection::establish(url).map_err(failed("the database"))
}
