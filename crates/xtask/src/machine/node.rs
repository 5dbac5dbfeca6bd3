//! Node and npm: the style sheet and the browser tests come from the npm registry.

use super::Finding;
use crate::run::{command, output, which};

/// The oldest major version that the packages in use support.
const OLDEST: u32 = 20;

pub(super) fn look() -> Finding {
    let Some(version) = version() else {
        return Finding::Person(format!(
            "Node is missing: install Node {OLDEST} or newer (https://nodejs.org/en/download)"
        ));
    };
    if major(&version).is_none_or(|major| major < OLDEST) {
        return Finding::Person(format!("Node {version} is too old: install Node {OLDEST} or newer"));
    }
    if which("npm").is_none() {
        return Finding::Person("npm is missing although Node is there: install npm".to_owned());
    }
    Finding::Found(format!("Node {version}"))
}

fn version() -> Option<String> {
    output(command("node").arg("--version")).ok().map(|text| text.trim().trim_start_matches('v').to_owned())
}

fn major(version: &str) -> Option<u32> {
    version.split('.').next()?.parse().ok()
}
