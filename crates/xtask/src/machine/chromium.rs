//! A browser for the browser tests: the distribution's own, never a download.

use std::env;
use std::path::{Path, PathBuf};

use super::Finding;
use crate::run::{command, succeeds, which};

/// Set to use another browser of the Chromium family.
const VARIABLE: &str = "PORTICO_CHROMIUM";

const NAMES: &[&str] = &["chromium", "google-chrome-stable", "google-chrome", "chromium-browser"];

/// Ubuntu's package `chromium` is an empty shell around a snap, which a container cannot run and which keeps tests
/// from their own folders. Google's package is the plain one there.
const ON_UBUNTU: &str = "no browser for the tests: Ubuntu has Chromium only as a snap, so run: \
     curl -fsSLo chrome.deb https://dl.google.com/linux/direct/google-chrome-stable_current_amd64.deb \
     && sudo apt-get install -y ./chrome.deb";

pub(super) fn look() -> Finding {
    match find() {
        Some(path) => Finding::Found(format!("a browser: {}", path.display())),
        None if is_ubuntu() => Finding::Person(ON_UBUNTU.to_owned()),
        None => Finding::Package { what: "the browser Chromium", names: &["chromium"] },
    }
}

/// The browser to test with.
pub(crate) fn find() -> Option<PathBuf> {
    let chosen = env::var_os(VARIABLE).map(PathBuf::from);
    let named = NAMES.iter().filter_map(|name| which(name));
    chosen.into_iter().chain(named).find(|path| starts(path))
}

/// The snap's shell exists and is executable, yet answers no question: only asking tells.
fn starts(path: &Path) -> bool {
    succeeds(command(path).arg("--version"))
}

fn is_ubuntu() -> bool {
    std::fs::read_to_string("/etc/os-release")
        .is_ok_and(|text| text.lines().any(|line| line.trim_matches('"') == "ID=ubuntu"))
}
