//! `cargo xtask bench`: the API beside `pgbench`, both built and run as in earnest.

use std::ffi::OsString;

use anyhow::Result;
use clap::Args;

use crate::machine::{self, Need};
use crate::run::{cargo, run as run_command};
use crate::server;
use crate::step::step;

/// Measured is what is deployed.
const PROFILE: &str = "release";

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Passed on to the bench, for instance `--json`, `--only client_by_id` or `--clients 20000`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENT")]
    passed_on: Vec<OsString>,
}

pub(crate) fn run(options: &Options) -> Result<()> {
    step("Looking at the machine", || machine::ensure(&[Need::Postgres, Need::Libpq]))?;
    let portico = server::build(PROFILE)?;
    let mut bench = cargo(&["run", "--quiet", "--package", "tests", "--bin", "bench", "--profile", PROFILE, "--"]);
    run_command(bench.args(&options.passed_on).env("PORTICO_BIN", portico))
}
