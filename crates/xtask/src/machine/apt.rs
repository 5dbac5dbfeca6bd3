//! The package manager of Debian and Ubuntu.

use std::process::Command;

use anyhow::{Result, bail};

use crate::run::{command, output, run, succeeds, which};
use crate::step::step;

/// Installs packages as root, or with `sudo` where it asks nothing; else stops with the line to run.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    let line = format!("apt-get install -y --no-install-recommends {}", packages.join(" "));
    if which("apt-get").is_none() {
        bail!(
            "these are missing, by their names in Debian: {}\n  install them with this system's package manager and start again",
            packages.join(" ")
        );
    }
    let Some(prefix) = privileges() else {
        bail!("some packages are missing and this user may not install them\n  run: sudo {line}");
    };
    step(&format!("Installing {}", packages.join(" ")), || {
        // A fresh machine or container has no package lists, an old one stale ones: fetch them only when needed.
        if installs(prefix, packages) {
            return Ok(());
        }
        run(&mut apt(prefix, &["update", "-q"]))?;
        run(apt(prefix, &["install", "-y", "-q", "--no-install-recommends"]).args(packages))
    })
}

fn installs(prefix: &[&str], packages: &[&str]) -> bool {
    succeeds(apt(prefix, &["install", "-y", "-q", "--no-install-recommends"]).args(packages))
}

fn apt(prefix: &[&str], arguments: &[&str]) -> Command {
    let mut words = prefix.iter().copied().chain(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
    let mut apt = command(words.next().unwrap_or("env"));
    apt.args(words).args(arguments);
    apt
}

/// What to put before a command so that it runs as root: nothing, `sudo -n`, or no way.
fn privileges() -> Option<&'static [&'static str]> {
    if output(command("id").arg("-u")).is_ok_and(|id| id.trim() == "0") {
        return Some(&[]);
    }
    succeeds(command("sudo").args(["-n", "true"])).then_some(&["sudo", "-n"])
}
