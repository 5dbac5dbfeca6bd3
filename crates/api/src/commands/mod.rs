//! What the `portico` program does, a file per command.

pub mod audit;
pub mod backup;
pub mod keys;
pub mod migrate;
pub mod openapi;
pub mod serve;
pub mod user;

use std::io::Write as _;
use std::path::Path;

use crate::config::Config;
use crate::setup::{Database, SetupError};

/// Says something to the person at the terminal.
pub fn say(line: &str) {
    // A closed terminal is no reason to stop.
    let _ = writeln!(std::io::stdout().lock(), "{line}");
}

/// Leaves a database as it was found: a private one that was running goes on running.
fn close(database: Database) -> Result<(), SetupError> {
    match database.cluster.filter(|cluster| !cluster.adopted()) {
        Some(cluster) => cluster.stop().map_err(|error| SetupError(error.to_string())),
        None => Ok(()),
    }
}

fn configuration(file: Option<&Path>) -> Result<Config, SetupError> {
    Config::load(file, |name| std::env::var(name).ok()).map_err(|error| SetupError(error.to_string()))
}
