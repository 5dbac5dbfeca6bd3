//! `portico backup`, `portico backup verify` and `portico restore`.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::say;
use crate::backup::{self, Target};
use crate::cluster::SUPERUSER;
use crate::config::Config;
use crate::secrets::Secrets;
use crate::setup::{self, SetupError, failed};

/// A backup, or the test of one.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Backup {
    #[command(subcommand)]
    verb: Option<Verb>,
    /// The file to write, or a folder in which it gets a name of its own.
    #[arg(required = true)]
    target: Option<PathBuf>,
    /// The folder of the private database, keys and attachments.
    #[arg(long)]
    data: Option<PathBuf>,
    /// Put the keys in as well, sealed by the passphrase.
    #[arg(long, requires = "passphrase_file")]
    with_keys: bool,
    /// A file that holds the passphrase.
    #[arg(long, requires = "with_keys")]
    passphrase_file: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Restore a backup into a database that is thrown away, open everything in it, and tell how long that took.
    Verify(From),
}

/// A backup that was made, and what opens it.
#[derive(Debug, Args)]
pub struct From {
    /// The backup.
    file: PathBuf,
    /// The data folder: of the keys for `verify`, to be filled for `restore`.
    #[arg(long)]
    data: Option<PathBuf>,
    /// A file that holds the passphrase of the keys inside.
    #[arg(long)]
    passphrase_file: Option<PathBuf>,
}

/// Makes a backup, or tests one.
pub fn run(file: Option<&Path>, options: Backup) -> Result<(), SetupError> {
    match options.verb {
        Some(Verb::Verify(from)) => verify(file, from),
        None => make(file, options),
    }
}

fn make(file: Option<&Path>, options: Backup) -> Result<(), SetupError> {
    let target = options.target.ok_or_else(|| SetupError("name the file to write".into()))?;
    let mut config = super::configuration(file)?;
    config.data = options.data.or(config.data);
    let passphrase = passphrase(options.passphrase_file.as_deref())?;
    let folder = setup::data_folder(&config)?;
    let secrets = Secrets::read(&setup::key_file(&config, &folder)).map_err(SetupError)?;
    let files = setup::files(&config, &folder)?;
    let database = setup::database(&config, &folder)?;
    let made = backup::make(&database, &files, &secrets, &target, passphrase.as_deref());
    super::close(database)?;
    let made = made?;
    let (manifest, key) = (&made.manifest, secrets.ring().current);
    let rows: i64 = manifest.tables.values().map(|table| table.rows).sum();
    say(&format!(
        "{}: {rows} rows in {} tables and {} files as of {}, sealed under key {key}",
        made.file.display(),
        manifest.tables.len(),
        manifest.entries.len().saturating_sub(1),
        manifest.moment
    ));
    if passphrase.is_none() {
        say("The keys are not inside. Without a copy of the key file, kept somewhere else, nobody can open it.");
    }
    match manifest.missing.as_slice() {
        [] => Ok(()),
        keys => Err(SetupError(format!("{} files are missing in the store: {}", keys.len(), keys.join(", ")))),
    }
}

fn verify(file: Option<&Path>, from: From) -> Result<(), SetupError> {
    let mut config = super::configuration(file)?;
    config.data = from.data.or(config.data);
    let passphrase = passphrase(from.passphrase_file.as_deref())?;
    let secrets = known_keys(&config, passphrase.is_some())?;
    let drilled = backup::drill(&from.file, secrets.as_ref(), passphrase.as_deref())?;
    let manifest = &drilled.restored.manifest;
    say(&format!(
        "restored and compared: {} tables are row for row what they were at {}",
        manifest.tables.len(),
        manifest.moment
    ));
    say(&format!("opened: {} attachments; {} migrations of this version run", drilled.attachments, drilled.migrations));
    say(&format!("verified: {} rows of the record are as they were sealed", drilled.recorded));
    say(&format!("time to restore (RTO): {} on this machine", spelled(drilled.took)));
    if let Some(age) = age(&manifest.moment) {
        say(&format!("age of the backup (RPO): {}; what was saved since then is not in it", spelled(age)));
    }
    match manifest.missing.as_slice() {
        [] => Ok(()),
        keys => Err(SetupError(format!("{} files were missing when it was made: {}", keys.len(), keys.join(", ")))),
    }
}

/// Brings a backup back into an empty data folder, or into the empty database that the configuration names.
pub fn restore(file: Option<&Path>, from: From) -> Result<(), SetupError> {
    let mut config = super::configuration(file)?;
    config.data = from.data.or(config.data);
    let passphrase = passphrase(from.passphrase_file.as_deref())?;
    let folder = setup::data_folder(&config)?;
    refuse_occupied(&config, &folder)?;
    let key_file = setup::key_file(&config, &folder);
    let secrets = known_keys(&config, passphrase.is_some())?;
    let mut opened = None;
    let restored = backup::restore(&from.file, secrets.as_ref(), passphrase.as_deref(), |found| {
        if secrets.is_none() {
            setup::write_keys(&key_file, &found.ring())?;
        }
        let files = setup::files(&config, &folder)?;
        let database = setup::database(&config, &folder)?;
        let programs = database.programs()?;
        let superuser = database.cluster.as_ref().map(|cluster| cluster.url(SUPERUSER, setup::DATABASE));
        let (gives_away, owner_url) = (superuser.is_some(), database.owner_url);
        let reader_url = database.backup_url.unwrap_or_else(|| owner_url.clone());
        opened = database.cluster;
        Ok(Target { programs, restore_url: superuser.unwrap_or(owner_url), reader_url, gives_away, files })
    });
    if let Some(cluster) = opened {
        cluster.stop().map_err(failed("the private database"))?;
    }
    let manifest = restored?.manifest;
    say(&format!(
        "{} tables and {} files are back as of {}, and equal to what they were",
        manifest.tables.len(),
        manifest.entries.len().saturating_sub(1),
        manifest.moment
    ));
    Ok(())
}

/// A data folder may hold the keys and nothing else.
fn refuse_occupied(config: &Config, folder: &Path) -> Result<(), SetupError> {
    let keys = setup::key_file(config, folder);
    let there = std::fs::read_dir(folder).map_err(failed("the data folder"))?;
    let other = there.filter_map(Result::ok).map(|entry| entry.path()).find(|path| *path != keys);
    match other {
        Some(path) => {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Err(SetupError(format!("the data folder holds `{name}` already; a restore overwrites nothing")))
        }
        None => Ok(()),
    }
}

/// The keys of this installation, if it has any; it must, unless there is a passphrase.
fn known_keys(config: &Config, have_passphrase: bool) -> Result<Option<Secrets>, SetupError> {
    let file = setup::key_file(config, &setup::data_folder(config)?);
    if !file.exists() && (have_passphrase || config.keys_file.is_none()) {
        return Ok(None);
    }
    Secrets::read(&file).map(Some).map_err(SetupError)
}

fn passphrase(file: Option<&Path>) -> Result<Option<String>, SetupError> {
    let Some(file) = file else { return Ok(None) };
    let text = std::fs::read_to_string(file).map_err(failed("the file of the passphrase"))?;
    Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
}

fn age(moment: &str) -> Option<Duration> {
    let then = OffsetDateTime::parse(moment, &Rfc3339).ok()?;
    (OffsetDateTime::now_utc() - then).try_into().ok()
}

fn spelled(time: Duration) -> String {
    match time.as_secs() {
        seconds @ 0..120 => format!("{seconds}.{} s", time.subsec_millis() / 100),
        seconds @ 120..7200 => format!("{} min", seconds / 60),
        seconds => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}
