//! `portico check`: whether an installation is fit for real records, without starting it.

use std::path::Path;

use crate::db::setup::weaknesses;
use crate::self_check::{self, Look};
use crate::setup::{self, SetupError};

/// Prints one line for each weakness; fails when there is any.
pub fn run(file: Option<&Path>) -> Result<(), SetupError> {
    let config = super::configuration(file)?;
    let folder = setup::data_folder(&config)?;
    let log = std::env::var("PORTICO_LOG").ok();
    let mut weak = Look { config: &config, folder: &folder, log: log.as_deref(), measured: false }.settings();
    match &config.database_url {
        Some(url) => weak.extend(weaknesses(url)?),
        // Portico makes it as it must be, and looks again each time it starts.
        None => super::say("The private database is looked at when it is started."),
    }
    self_check::refuse(&weak)?;
    super::say("Nothing weak was found.");
    Ok(())
}
