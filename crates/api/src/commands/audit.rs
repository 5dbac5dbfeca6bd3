//! `portico audit verify`: whether the record of who did and saw what is as it was written.

use std::path::{Path, PathBuf};

use clap::Args;
use domain::record::{Finding, Wrong};
use time::format_description::well_known::Iso8601;
use time::{Date, OffsetDateTime};

use crate::checkpoints::Checkpoints;
use crate::config::Config;
use crate::db::record::{Asked, Verified, verify};
use crate::setup::{self, SetupError};

/// What is verified.
#[derive(Debug, Args)]
pub struct Verify {
    /// Only what was sealed on this day (UTC) or later, for example 2026-11-01
    #[arg(long, value_parser = day)]
    since: Option<Date>,
    /// The database is a restored copy that nothing seals: rows of its last seconds may be unsealed, and checkpoints
    /// signed after it was made do not count
    #[arg(long)]
    restored: bool,
    /// The file of checkpoints, where it is not the configured one
    #[arg(long)]
    checkpoints: Option<PathBuf>,
    /// The folder of the private database and keys
    #[arg(long)]
    data: Option<PathBuf>,
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text, &Iso8601::DATE).map_err(|_| format!("{text} is no day, write it as 2026-11-01"))
}

/// Verifies; fails with the first place at which something is wrong.
pub fn run(file: Option<&Path>, asked: Verify) -> Result<(), SetupError> {
    let mut config = super::configuration(file)?;
    config.data = asked.data.clone().or(config.data);
    let folder = setup::data_folder(&config)?;
    let database = setup::database(&config, &folder)?;
    let done = verified(&config, &folder, &database.owner_url, asked);
    super::close(database)?;
    let Verified { rows, head } = done?;
    let hash = domain::record::hash_words(&head.hash);
    super::say(&format!("The record is as it was written: {rows} rows verified, number {} has hash {hash}.", head.seq));
    Ok(())
}

fn verified(config: &Config, folder: &Path, url: &str, asked: Verify) -> Result<Verified, SetupError> {
    let mut checkpoints = Checkpoints::of(config, folder)?;
    if let Some(file) = asked.checkpoints {
        checkpoints = checkpoints.in_file(file);
    }
    let signed = checkpoints.read().map_err(|found| refused(&with_file(&found, checkpoints.file())))?;
    let since = asked.since.map(|day| OffsetDateTime::new_utc(day, time::Time::MIDNIGHT));
    let done = verify(url, Asked { since, restored: asked.restored, checkpoints: signed })?;
    done.map_err(|found| refused(&found.to_string()))
}

fn with_file(found: &Finding, file: &Path) -> String {
    match found.wrong {
        Wrong::NoCheckpoints | Wrong::BadCheckpoint(_) => format!("{found} ({})", file.display()),
        _ => found.to_string(),
    }
}

fn refused(found: &str) -> SetupError {
    SetupError(format!("the record does not verify. {found}"))
}
