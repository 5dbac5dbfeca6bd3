//! Python in an environment of its own, inside the target folder: nothing is installed into the system's Python.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Finding;
use crate::project;
use crate::run::{command, run, succeeds};

pub(super) fn look() -> Finding {
    if succeeds(command("python3").args(["-c", "import venv, ensurepip"])) {
        return Finding::Found("Python with venv".to_owned());
    }
    Finding::Package { what: "Python with its venv module", names: &["python3", "python3-venv"] }
}

/// The Python of an environment that holds exactly what the requirements file lists.
pub(crate) fn environment(requirements: &Path) -> Result<PathBuf> {
    let folder = project::target().join("venv");
    let python = folder.join("bin").join("python");
    let wanted = fs::read_to_string(requirements).with_context(|| format!("cannot read {}", requirements.display()))?;
    let stamp = folder.join("installed.txt");
    if python.exists() && fs::read_to_string(&stamp).is_ok_and(|have| have == wanted) {
        return Ok(python);
    }
    run(command("python3").args(["-m", "venv", "--clear"]).arg(&folder))?;
    run(command(&python)
        .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
        .arg(requirements))?;
    fs::write(&stamp, wanted).context("cannot note what was installed")?;
    Ok(python)
}
