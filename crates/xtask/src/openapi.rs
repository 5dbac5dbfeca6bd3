//! `cargo xtask openapi`: the API document, from the routes that serve.

use std::fs;

use anyhow::{Context, Result};

use crate::run::{command, output};
use crate::step::step;
use crate::{machine, project, server};

pub(crate) fn run() -> Result<()> {
    step("Looking at the machine", || machine::ensure(machine::TO_BUILD_SERVER))?;
    let portico = server::build("dev")?;
    // Written only when the whole document is there, so that a failure leaves the former one alone.
    let document = output(command(portico).arg("openapi"))?;
    let file = project::root().join("openapi.yaml");
    fs::write(&file, document).with_context(|| format!("cannot write {}", file.display()))?;
    println!("Wrote openapi.yaml");
    Ok(())
}
