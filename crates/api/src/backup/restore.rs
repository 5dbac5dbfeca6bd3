//! Bringing a backup back, into nothing.

use std::fs::File;
use std::io::{BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use object_store::{ObjectStoreExt as _, PutPayload};

use super::archive::{Nobody, Taker, walk};
use super::{DATABASE, FILE, Manifest, header};
use crate::config::address::connect;
use crate::db::setup::{digests, is_bare};
use crate::secrets::Secrets;
use crate::setup::{Files, SetupError, failed};

/// Where a backup goes.
#[derive(Debug)]
pub struct Target {
    /// The folder of PostgreSQL's own programs.
    pub programs: PathBuf,
    /// How whoever makes the tables connects to a database that has none.
    pub restore_url: String,
    /// How whoever may read everything connects to it.
    pub reader_url: String,
    /// Whoever makes the tables may give them to their owner; else they keep them.
    pub gives_away: bool,
    /// A store without a file.
    pub files: Files,
}

/// What came back.
#[derive(Debug)]
pub struct Restored {
    /// What the backup says of itself.
    pub manifest: Manifest,
    /// The keys that opened it.
    pub secrets: Secrets,
}

/// Looks through the whole backup, and only when it is right lets `target` make the place and fills it. What is there
/// in the end is compared with the manifest.
pub fn restore(
    backup: &Path,
    secrets: Option<&Secrets>,
    passphrase: Option<&str>,
    target: impl FnOnce(&Secrets) -> Result<Target, SetupError>,
) -> Result<Restored, SetupError> {
    let open = || -> Result<_, SetupError> {
        let mut input = BufReader::new(File::open(backup).map_err(failed("the backup"))?);
        let (way, secrets) = header::read(&mut input, secrets, passphrase)?;
        Ok((input, way, secrets))
    };
    let (input, way, secrets) = open()?;
    walk(input, &way, &mut Nobody)?;
    let target = target(&secrets)?;
    if !is_bare(&target.restore_url)? {
        return Err(SetupError("the database has tables already; a restore overwrites nothing".into()));
    }
    let (input, way, _) = open()?;
    let mut taker = Place::new(&target)?;
    let manifest = walk(input, &way, &mut taker)?;
    let there = digests(&target.reader_url)?;
    let other: Vec<&str> = manifest
        .tables
        .iter()
        .filter(|(name, digest)| there.get(*name) != Some(digest))
        .map(|(name, _)| name.as_str())
        .collect();
    if !other.is_empty() || there.len() != manifest.tables.len() {
        return Err(SetupError(format!("these tables are not what they were: {}", other.join(", "))));
    }
    Ok(Restored { manifest, secrets })
}

/// Takes entries to where they belong.
struct Place<'a> {
    target: &'a Target,
    runtime: tokio::runtime::Runtime,
    restoring: Option<(Child, ChildStdin)>,
    file: Option<(String, Vec<u8>)>,
}

impl<'a> Place<'a> {
    fn new(target: &'a Target) -> Result<Self, SetupError> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(failed("the runtime"))?;
        Ok(Self { target, runtime, restoring: None, file: None })
    }

    fn pg_restore(&self) -> Result<(Child, ChildStdin), SetupError> {
        let mut command = Command::new(self.target.programs.join("pg_restore"));
        command.args(["--exit-on-error", "--single-transaction"]);
        connect(&mut command, &self.target.restore_url);
        if !self.target.gives_away {
            command.arg("--no-owner");
        }
        let spawned = command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        let mut child = spawned.map_err(failed("pg_restore"))?;
        let input = child.stdin.take().ok_or_else(|| SetupError("pg_restore takes nothing".into()))?;
        Ok((child, input))
    }
}

impl Taker for Place<'_> {
    fn begin(&mut self, name: &str) -> Result<(), SetupError> {
        match name.strip_prefix(FILE) {
            Some(key) => self.file = Some((key.to_owned(), Vec::new())),
            None if name == DATABASE => self.restoring = Some(self.pg_restore()?),
            None => return Err(SetupError("the backup holds something that is not known".into())),
        }
        Ok(())
    }

    fn data(&mut self, bytes: &[u8]) -> Result<(), SetupError> {
        if let Some((_, content)) = &mut self.file {
            content.extend_from_slice(bytes);
        } else if let Some((_, input)) = &mut self.restoring {
            // When it stops reading, its own words say why: they come at the end.
            let _ = input.write_all(bytes);
        }
        Ok(())
    }

    fn end(&mut self) -> Result<(), SetupError> {
        if let Some((key, content)) = self.file.take() {
            let place = object_store::path::Path::from(key);
            let put = self.target.files.0.put(&place, PutPayload::from(content));
            return self.runtime.block_on(put).map(|_| ()).map_err(failed("a stored file"));
        }
        let Some((child, input)) = self.restoring.take() else { return Ok(()) };
        drop(input);
        let ended = child.wait_with_output().map_err(failed("pg_restore"))?;
        if ended.status.success() {
            return Ok(());
        }
        Err(SetupError(format!("pg_restore: {}", String::from_utf8_lossy(&ended.stderr).trim())))
    }
}
