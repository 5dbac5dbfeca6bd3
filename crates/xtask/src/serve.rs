//! `cargo xtask serve`: from a clean clone to a demonstration county in the browser.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Args;

use crate::run::command;
use crate::step::{spell, step};
use crate::{machine, server, web};

/// Quick to build and quick enough to work with.
const PROFILE: &str = "serve";

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Passed on to `portico serve --demo`, for instance `--port 9000` or `--data FOLDER`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENT")]
    passed_on: Vec<OsString>,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    let start = Instant::now();
    step("Looking at the machine", || machine::ensure(machine::TO_SERVE))?;
    // First the server: a mistake in it shows before the longer half of the work begins.
    let portico = server::build(PROFILE)?;
    let dist = web::build(PROFILE)?;
    println!("Ready to start after {}", spell(start.elapsed()));
    let mut serve = command(&portico);
    // This process becomes the server, so that Ctrl-C and every other signal reach it and nothing else.
    serve.args(["serve", "--demo", "--web"]).arg(&dist).args(&options.passed_on);
    Err(serve.exec()).with_context(|| format!("cannot start {}", portico.display()))
}
