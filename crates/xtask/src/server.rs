//! The server program.

use std::path::PathBuf;

use anyhow::Result;

use crate::project;
use crate::run::{cargo, run};
use crate::step::step;

/// Builds `portico` and answers where it is.
pub(crate) fn build(profile: &str) -> Result<PathBuf> {
    step(&format!("Compiling the server ({profile})"), || {
        run(&mut cargo(&["build", "--package", "api", "--bin", "portico", "--profile", profile]))
    })?;
    Ok(project::built(profile, "portico"))
}
