//! Finds PostgreSQL's server programs on this machine.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::ClusterError;

/// The oldest version with everything Portico uses.
const OLDEST: u32 = 15;

/// The folder of `postgres`, `initdb` and `pg_ctl`, newest version first.
pub(super) fn find() -> Result<PathBuf, ClusterError> {
    if let Some(folder) = std::env::var_os("PORTICO_POSTGRES_BIN") {
        return Ok(folder.into());
    }
    let mut found: Vec<(u32, PathBuf)> =
        candidates().into_iter().filter_map(|bin| Some((version(&bin)?, bin))).collect();
    found.sort();
    match found.pop() {
        Some((version, bin)) if version >= OLDEST => Ok(bin),
        Some((version, _)) => Err(ClusterError(format!("PostgreSQL {version} is here, {OLDEST} or newer is needed"))),
        None => Err(ClusterError(
            "PostgreSQL's server programs are not on this machine; install them (on Debian: apt-get install \
             postgresql), or set DATABASE_URL"
                .into(),
        )),
    }
}

fn candidates() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt"]
        .iter()
        .filter_map(|root| std::fs::read_dir(root).ok())
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path().join("bin")))
        .collect();
    if let Ok(output) = Command::new("pg_config").arg("--bindir").output() {
        folders.push(Path::new(String::from_utf8_lossy(&output.stdout).trim()).to_owned());
    }
    folders.retain(|folder| folder.join("postgres").exists() && folder.join("initdb").exists());
    folders
}

fn version(bin: &Path) -> Option<u32> {
    let output = Command::new(bin.join("postgres")).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    text.split_whitespace().find_map(|word| word.split('.').next()?.parse().ok())
}
