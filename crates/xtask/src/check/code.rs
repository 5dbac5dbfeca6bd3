//! Format, lints and tests of the Rust code.

use anyhow::Result;

use crate::run::{cargo, run};
use crate::server;

/// The profile of the server under test: the one the Rust tests are built with, so that nothing is compiled twice.
pub(super) const SERVER: &str = "dev";

pub(super) fn format() -> Result<()> {
    run(&mut cargo(&["fmt", "--all", "--check"]))
}

/// The browser client is judged as a browser program, everything else as a program of this machine.
pub(super) fn lint() -> Result<()> {
    let native = ["clippy", "--quiet", "--workspace", "--exclude", "web", "--all-targets", "--", "-D", "warnings"];
    run(&mut cargo(&native))?;
    let browser =
        ["clippy", "--quiet", "--package", "web", "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"];
    run(&mut cargo(&browser))
}

/// All tests of the workspace; those that start a server of their own find it in `PORTICO_BIN`.
pub(super) fn test() -> Result<()> {
    let portico = server::build(SERVER)?;
    run(cargo(&["test", "--workspace"]).env("PORTICO_BIN", portico))
}

/// Kills the server and its database under load, so many rounds of it.
pub(super) fn crash(rounds: u32) -> Result<()> {
    let portico = server::build(SERVER)?;
    let mut test = cargo(&["test", "--package", "tests", "--test", "program", "crash::"]);
    run(test.env("PORTICO_BIN", portico).env("PORTICO_KILL_ROUNDS", rounds.to_string()))
}

/// Fails every operation at each of its statements, in both ways.
pub(super) fn failpoints() -> Result<()> {
    run(cargo(&["test", "--package", "tests", "--test", "contract", "failpoints"]).env("PORTICO_SOAK", "1"))
}
