//! The browser client, built beside the checks that come before it.
//!
//! Its last part, one optimization over the whole program, keeps one core busy for minutes, as do the last parts of the
//! server's; side by side they fill two. Nothing depends on it: the check that needs the client builds what is not
//! there, and shows what is wrong with it.

use std::env;
use std::fs::{self, File};
use std::process::{Child, Stdio};

use anyhow::{Context, Result};

use super::Check;
use crate::project;
use crate::run::command;

/// Checks that need the delivered client.
const NEED_CLIENT: &[&str] = &["web", "browser"];

/// The building under way; it ends with this value.
pub(super) struct Ahead(Option<Child>);

impl Ahead {
    /// Begins it, if these checks need the client later and something else first.
    pub(super) fn begin(chosen: &[&Check]) -> Result<Self> {
        let first = chosen.iter().position(|check| NEED_CLIENT.contains(&check.name));
        if first.is_none_or(|place| place == 0) {
            return Ok(Self(None));
        }
        fs::create_dir_all(project::target()).context("the target folder")?;
        let log =
            File::create(project::target().join("client-ahead.log")).context("a log for the client's building")?;
        let mut build = command(env::current_exe().context("this program's own place")?);
        build.arg("web").stdin(Stdio::null()).stderr(log.try_clone()?).stdout(log);
        println!("    the browser client is built meanwhile; see client-ahead.log in the target folder");
        Ok(Self(Some(build.spawn().context("cannot build the client beside the checks")?)))
    }

    /// Waits for it before a check that needs it.
    pub(super) fn before(&mut self, check: &Check) -> Result<()> {
        if NEED_CLIENT.contains(&check.name)
            && let Some(mut build) = self.0.take()
        {
            build.wait().context("the client's building")?;
        }
        Ok(())
    }
}

impl Drop for Ahead {
    fn drop(&mut self) {
        if let Some(build) = &mut self.0 {
            // It may have ended by itself. A compiler it started finishes the crate it is at and is asked for no other.
            let _ = build.kill();
            let _ = build.wait();
        }
    }
}
