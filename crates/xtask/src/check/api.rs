//! Checks of the API from outside: its document, and the running server against that document.

use anyhow::Result;

use super::code::SERVER;
use crate::run::{command, run};
use crate::{machine, npm, project, server};

/// The document against the rules of the OpenAPI linter.
pub(super) fn lint() -> Result<()> {
    let folder = project::root().join("tests").join("browser");
    npm::install(&folder)?;
    let mut redocly = command(folder.join("node_modules").join(".bin").join("redocly"));
    redocly.args(["lint", "openapi.yaml", "--config", "tests/browser/redocly.yaml"]);
    run(redocly.env("REDOCLY_TELEMETRY", "off").env("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"))
}

/// How long the API is fuzzed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    /// Some minutes.
    Quick,
    /// Hours.
    Long,
}

/// The example of the documentation, run as a vendor would, against a server of its own.
pub(super) fn third_party() -> Result<()> {
    let tests = project::root().join("tests");
    let portico = server::build(SERVER)?;
    let python = machine::python(&tests.join("schemathesis").join("requirements.txt"))?;
    run(command(python).arg(tests.join("third_party").join("run.py")).env("PORTICO_BIN", portico))
}

/// Schemathesis against a server of its own.
pub(super) fn fuzz(form: Form) -> Result<()> {
    let folder = project::root().join("tests").join("schemathesis");
    let portico = server::build(SERVER)?;
    let python = machine::python(&folder.join("requirements.txt"))?;
    let form = match form {
        Form::Quick => "quick",
        Form::Long => "long",
    };
    run(command(python).arg(folder.join("run.py")).env("PORTICO_BIN", portico).env("PORTICO_FUZZ", form))
}
