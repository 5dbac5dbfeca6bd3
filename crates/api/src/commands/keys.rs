//! `portico keys`: what hangs on which key, a new one in the place of the old, and the end of a key.

use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, Subcommand};
use time::OffsetDateTime;

use super::say;
use crate::db::setup::{Hanging, Sealing, migrate};
use crate::files::seal_clear;
use crate::secrets::{NOTICED_WITHIN, Ring, Secrets};
use crate::setup::{self, SetupError};

/// By then every running server has noticed a changed key file, and what it began before is over.
const NOTICED: Duration = Duration::from_secs(NOTICED_WITHIN.as_secs() * 3);
/// How often what was saved under the old key meanwhile is gone after.
const PASSES: u32 = 10;

/// What to do with keys.
#[derive(Debug, Subcommand)]
pub enum Keys {
    /// Name the keys and what hangs on each.
    List(Place),
    /// Make a new key and bring everything to it, while servers serve. Run again, it goes on where it was stopped.
    Rotate(Rotate),
    /// Take out a key on which nothing hangs.
    Retire(Retire),
}

/// Which installation.
#[derive(Debug, Args)]
pub struct Place {
    /// The folder of the private database, keys and attachments.
    #[arg(long)]
    data: Option<PathBuf>,
}

/// A rotation.
#[derive(Debug, Args)]
pub struct Rotate {
    #[command(flatten)]
    place: Place,
    /// Only put the new key into the key file, so that it can be brought to every machine first; then rotate.
    #[arg(long)]
    prepare: bool,
}

/// The end of a key.
#[derive(Debug, Args)]
pub struct Retire {
    /// Its number.
    id: u32,
    #[command(flatten)]
    place: Place,
}

/// Does it.
pub fn run(file: Option<&Path>, keys: Keys) -> Result<(), SetupError> {
    match keys {
        Keys::List(place) => with(file, place, |opened| list(&opened)),
        Keys::Rotate(options) => with(file, options.place, |opened| rotate(&opened, options.prepare)),
        Keys::Retire(options) => with(file, options.place, |opened| retire(&opened, options.id)),
    }
}

struct Opened {
    config: crate::config::Config,
    folder: PathBuf,
    key_file: PathBuf,
    ring: Ring,
    owner_url: String,
}

fn with(
    file: Option<&Path>,
    place: Place,
    work: impl FnOnce(Opened) -> Result<(), SetupError>,
) -> Result<(), SetupError> {
    let mut config = super::configuration(file)?;
    config.data = place.data.or(config.data);
    let folder = setup::data_folder(&config)?;
    let key_file = setup::key_file(&config, &folder);
    let ring = (*Secrets::read(&key_file).map_err(SetupError)?.ring()).clone();
    let database = setup::database(&config, &folder)?;
    let owner_url = database.owner_url.clone();
    let done = migrate(&owner_url).and_then(|_| work(Opened { config, folder, key_file, ring, owner_url }));
    super::close(database)?;
    done
}

fn list(opened: &Opened) -> Result<(), SetupError> {
    let mut sealing = Sealing::open(&opened.owner_url)?;
    let (hanging, clear) = (sealing.hanging()?, sealing.unsealed()?);
    for key in &opened.ring.keys {
        let state = match key.id {
            id if id == opened.ring.current => "current",
            id if id > opened.ring.current => "prepared",
            _ => "old",
        };
        let made = key.made.map_or_else(|| "?".to_owned(), |day| day.to_string());
        say(&format!("key {:<4} {state:<9} made {made:<11} {}", key.id, told(&hanging, key.id)));
    }
    for (id, _) in hanging.iter().filter(|(id, _)| opened.ring.key(**id).is_none()) {
        say(&format!("key {id:<4} MISSING from the key file    {}", told(&hanging, *id)));
    }
    say(&format!("{clear} files are not sealed"));
    if opened.ring.rotating {
        say("A rotation was stopped before its end: run `portico keys rotate` again.");
    }
    Ok(())
}

fn told(hanging: &Hanging, id: u32) -> String {
    let places = hanging.get(&id).map(Vec::as_slice).unwrap_or_default();
    let words: Vec<String> = places.iter().map(|(name, n)| format!("{name} {n}")).collect();
    if words.is_empty() { "nothing hangs on it".to_owned() } else { words.join(", ") }
}

fn rotate(opened: &Opened, prepare_only: bool) -> Result<(), SetupError> {
    let mut sealing = Sealing::open(&opened.owner_url)?;
    let mut ring = opened.ring.clone();
    if !ring.rotating {
        let prepared = ring.keys.iter().map(|key| key.id).find(|id| *id > ring.current);
        let id = prepared.unwrap_or_else(|| ring.add(OffsetDateTime::now_utc().date()));
        setup::write_keys(&opened.key_file, &ring)?;
        if prepare_only {
            say(&format!(
                "key {id} is in the key file. Bring that file to every machine, then run: portico keys rotate"
            ));
            return Ok(());
        }
        // First everybody can open what the new key seals; only then does anybody seal with it.
        say(&format!("key {id}: letting running servers notice it"));
        std::thread::sleep(NOTICED);
        ring.current = id;
        ring.rotating = true;
        setup::write_keys(&opened.key_file, &ring)?;
        std::thread::sleep(NOTICED);
    }
    let secrets = Secrets::of_ring(ring.clone());
    let mut damaged = Vec::new();
    for pass in 0..PASSES {
        let values = sealing.rewrap(&secrets)?;
        let files = if pass == 0 { seal_files(opened, &mut sealing, &secrets, &mut damaged)? } else { 0 };
        if values + files > 0 {
            say(&format!("{values} values brought to key {}, {files} files sealed", ring.current));
        }
        if left(&mut sealing, ring.current)? == 0 {
            return end(opened, ring, &damaged);
        }
        std::thread::sleep(NOTICED_WITHIN);
    }
    let left = left(&mut sealing, ring.current)?;
    Err(SetupError(format!("{left} values still hang on older keys: is a server running with another key file?")))
}

fn left(sealing: &mut Sealing, current: u32) -> Result<i64, SetupError> {
    let hanging = sealing.hanging()?;
    Ok(hanging.iter().filter(|(id, _)| **id != current).flat_map(|(_, places)| places).map(|(_, n)| n).sum())
}

fn end(opened: &Opened, mut ring: Ring, damaged: &[String]) -> Result<(), SetupError> {
    ring.rotating = false;
    setup::write_keys(&opened.key_file, &ring)?;
    say(&format!("key {} is current; 0 values hang on older keys", ring.current));
    for old in ring.keys.iter().filter(|key| key.id < ring.current) {
        say(&format!("when no backup sealed under it is needed any more: portico keys retire {}", old.id));
    }
    match damaged {
        [] => Ok(()),
        keys => Err(SetupError(format!(
            "{} files are damaged or missing in the store and stay as they are: {}",
            keys.len(),
            keys.join(", ")
        ))),
    }
}

/// Seals the files that lie there as they came, from before files were sealed.
fn seal_files(
    opened: &Opened,
    sealing: &mut Sealing,
    secrets: &Secrets,
    damaged: &mut Vec<String>,
) -> Result<usize, SetupError> {
    let files = setup::files(&opened.config, &opened.folder)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(setup::failed("the runtime"))?;
    let (mut done, mut after) = (0, String::new());
    loop {
        let batch = sealing.clear_files(&after)?;
        let Some(last) = batch.last() else { return Ok(done) };
        after.clone_from(&last.storage_key);
        let mut replaced = Vec::new();
        for clear in &batch {
            match runtime.block_on(seal_clear(&files, secrets, &clear.storage_key, clear.sha256.as_deref())) {
                Ok(Some(new)) => match sealing.replace_file(clear, &new) {
                    Ok(true) => replaced.push(clear.storage_key.as_str()),
                    Ok(false) => runtime.block_on(files.discard(&new.key)),
                    Err(error) => {
                        runtime.block_on(files.discard(&new.key));
                        return Err(error);
                    }
                },
                Ok(None) => damaged.push(clear.storage_key.clone()),
                Err(problem) => return Err(SetupError(problem.to_string())),
            }
        }
        // Whoever had read the old name a moment ago is still reading.
        std::thread::sleep(NOTICED_WITHIN);
        replaced.iter().for_each(|key| runtime.block_on(files.discard(key)));
        done += replaced.len();
    }
}

fn retire(opened: &Opened, id: u32) -> Result<(), SetupError> {
    let mut ring = opened.ring.clone();
    let refuse = |why: String| Err(SetupError(why));
    if ring.key(id).is_none() {
        return refuse(format!("there is no key {id} in the key file"));
    }
    if ring.rotating {
        return refuse("a rotation was stopped before its end: run `portico keys rotate` first".into());
    }
    if id == ring.current {
        return refuse(format!("key {id} is the current one: rotate first"));
    }
    let mut sealing = Sealing::open(&opened.owner_url)?;
    let hanging = sealing.hanging()?;
    if hanging.contains_key(&id) {
        return refuse(format!("key {id} is still needed: {}", told(&hanging, id)));
    }
    ring.retire(id);
    setup::write_keys(&opened.key_file, &ring)?;
    say(&format!("key {id} is retired; backups sealed under it open only with a copy of the old key file"));
    Ok(())
}
