//! The browser client as people get it, and the journeys through it.

use anyhow::{Context, Result};

use super::code::SERVER;
use crate::run::{command, run};
use crate::{machine, npm, project, server, web};

/// The delivered bundle, with its size budget.
pub(super) fn bundle() -> Result<()> {
    web::build(web::DELIVERED).map(drop)
}

/// How much of the matrix of sizes and themes the journeys run in.
#[derive(Debug, Clone, Copy)]
pub(super) enum Matrix {
    /// One theme a page.
    Quick,
    /// Everything.
    Whole,
}

/// Playwright against the real server, the delivered client and a real database.
pub(super) fn test(matrix: Matrix) -> Result<()> {
    let folder = project::root().join("tests").join("browser");
    npm::install(&folder)?;
    let tools = folder.join("node_modules").join(".bin");
    // Playwright runs what does not fit together, too: a check that was given the wrong words checks nothing.
    run(command(tools.join("tsc")).current_dir(&folder))?;
    let portico = server::build(SERVER)?;
    let dist = web::build(web::DELIVERED)?;
    let browser = machine::chromium().context("no browser to test with")?;
    let mut playwright = command(tools.join("playwright"));
    playwright.arg("test").current_dir(&folder);
    playwright.env("PORTICO_BIN", portico).env("PORTICO_WEB", dist).env("PORTICO_CHROMIUM", browser);
    if matches!(matrix, Matrix::Whole) {
        playwright.env("PORTICO_BROWSER", "all");
    }
    run(&mut playwright)
}
