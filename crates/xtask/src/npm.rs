//! Packages of the npm registry, exactly as a folder's lock file lists them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::run::{command, run};

/// Installs a folder's packages, unless they are there already.
pub(crate) fn install(folder: &Path) -> Result<()> {
    let lock = fs::read(folder.join("package-lock.json"))
        .with_context(|| format!("cannot read package-lock.json in {}", folder.display()))?;
    // A copy of the lock file inside what it describes: it goes when the packages go.
    let stamp = folder.join("node_modules").join(".installed-lock.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    run(command("npm").args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]).current_dir(folder))?;
    fs::write(&stamp, lock).context("cannot note which packages are installed")
}
