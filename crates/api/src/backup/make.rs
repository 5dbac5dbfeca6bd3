//! Making a backup.

use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use bytes::Bytes;
use futures_util::TryStreamExt as _;
use object_store::ObjectStoreExt as _;

use super::archive::Writer;
use super::{DATABASE, FILE, Manifest, header};
use crate::config::address::connect;
use crate::db::setup::Snapshot;
use crate::secrets::Secrets;
use crate::setup::{Database, Files, SetupError, failed};

const WHAT: &str = "the backup";
/// Read from `pg_dump` at once.
const PIECE: usize = 256 * 1024;

/// A backup that was made.
#[derive(Debug)]
pub struct Made {
    /// Where it lies.
    pub file: PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
}

/// Makes one. In a folder it gets a name of its own; a file that is there is not overwritten.
pub fn make(
    database: &Database,
    files: &Files,
    secrets: &Secrets,
    target: &Path,
    passphrase: Option<&str>,
) -> Result<Made, SetupError> {
    let url = database.backup_url.as_deref().ok_or_else(|| {
        SetupError("name in BACKUP_DATABASE_URL how the role that may read everything connects".into())
    })?;
    let mut snapshot = Snapshot::take(url)?;
    let file = place(target, &snapshot.moment)?;
    let beside = file.with_extension("unfinished");
    // What an interrupted run left is nothing to anybody.
    let _ = std::fs::remove_file(&beside);
    let made = write(&beside, database, url, files, secrets, passphrase, &mut snapshot);
    let manifest = made.inspect_err(|_| {
        // Half a backup is none; the error says more than a failure to remove it.
        let _ = std::fs::remove_file(&beside);
    })?;
    std::fs::rename(&beside, &file).map_err(failed(WHAT))?;
    if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(failed(WHAT))?;
    }
    Ok(Made { file, manifest })
}

fn place(target: &Path, moment: &str) -> Result<PathBuf, SetupError> {
    let file = if target.is_dir() {
        let stamp: String = moment.chars().filter(char::is_ascii_alphanumeric).collect();
        target.join(format!("portico-{stamp}.backup"))
    } else {
        target.to_owned()
    };
    if file.exists() {
        return Err(SetupError(format!("{} is there already; a backup overwrites nothing", file.display())));
    }
    Ok(file)
}

fn write(
    file: &Path,
    database: &Database,
    url: &str,
    files: &Files,
    secrets: &Secrets,
    passphrase: Option<&str>,
    snapshot: &mut Snapshot,
) -> Result<Manifest, SetupError> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let out = OpenOptions::new().write(true).create_new(true).mode(0o600).open(file).map_err(failed(WHAT))?;
    let mut out = BufWriter::new(out);
    let way = header::write(&mut out, secrets, passphrase)?;
    let mut writer = Writer::new(out, &way)?;
    dump(&mut writer, &database.programs()?.join("pg_dump"), url, &snapshot.name)?;
    let (tables, names) = (snapshot.digests()?, snapshot.files()?);
    snapshot.let_go()?;
    let missing = copy(&mut writer, files, &names)?;
    let manifest = Manifest {
        moment: snapshot.moment.clone(),
        portico: env!("CARGO_PKG_VERSION").to_owned(),
        postgres: snapshot.postgres.clone(),
        schema: snapshot.schema.clone(),
        tables,
        entries: std::collections::BTreeMap::new(),
        missing,
    };
    let (out, manifest) = writer.finish(manifest)?;
    let out = out.into_inner().map_err(failed(WHAT))?;
    out.sync_all().map_err(failed(WHAT))?;
    Ok(manifest)
}

/// The dump goes from `pg_dump` through the seal to the file; it never lies anywhere in clear.
fn dump<W: std::io::Write>(
    writer: &mut Writer<W>,
    program: &Path,
    url: &str,
    snapshot: &str,
) -> Result<(), SetupError> {
    let mut command = Command::new(program);
    connect(&mut command, url);
    let mut child = command
        .args(["--format=custom", "--compress=1", "--lock-wait-timeout=10s", "--snapshot", snapshot])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed("pg_dump"))?;
    let mut output = child.stdout.take().ok_or_else(|| SetupError("pg_dump says nothing".into()))?;
    let mut piece = vec![0; PIECE];
    let written = writer.entry(DATABASE, || {
        let count = output.read(&mut piece).map_err(failed("pg_dump"))?;
        Ok((count > 0).then(|| Bytes::copy_from_slice(piece.get(..count).unwrap_or_default())))
    });
    drop(output);
    let ended = child.wait_with_output().map_err(failed("pg_dump"))?;
    written?;
    if ended.status.success() {
        return Ok(());
    }
    Err(SetupError(format!("pg_dump: {}", String::from_utf8_lossy(&ended.stderr).trim())))
}

/// Copies the files as they lie in the store; gives the names of those that are not there.
fn copy<W: std::io::Write>(writer: &mut Writer<W>, files: &Files, names: &[String]) -> Result<Vec<String>, SetupError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed(WHAT))?;
    let mut missing = Vec::new();
    for name in names {
        let found = match runtime.block_on(files.0.get(&name.as_str().into())) {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => {
                missing.push(name.clone());
                continue;
            }
            Err(error) => return Err(failed("a stored file")(error)),
        };
        let mut stream = found.into_stream();
        writer
            .entry(&format!("{FILE}{name}"), || runtime.block_on(stream.try_next()).map_err(failed("a stored file")))?;
    }
    Ok(missing)
}
