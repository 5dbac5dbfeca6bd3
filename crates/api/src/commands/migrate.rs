//! `portico migrate`.

use std::path::Path;

use crate::db;
use crate::setup::{self, SetupError};

/// Runs what is missing.
pub fn run(file: Option<&Path>) -> Result<(), SetupError> {
    let config = super::configuration(file)?;
    let folder = setup::data_folder(&config)?;
    let database = setup::database(&config, &folder)?;
    let run = db::setup::migrate(&database.owner_url)?;
    super::say(&format!("{run} migrations run"));
    super::close(database)
}
