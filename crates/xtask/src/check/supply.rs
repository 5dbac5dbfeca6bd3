//! What Portico is built from: every crate comes from the public registry, under a licence a county can accept.

use anyhow::{Context, Result, bail};
use cargo_metadata::{MetadataCommand, Package};
use spdx::{Expression, ParseMode};

use crate::project;

/// The one place crates come from.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Licences that let Portico be used, changed and passed on under its own.
const ACCEPTED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

pub(super) fn check() -> Result<()> {
    let mut command = MetadataCommand::new();
    command.current_dir(project::root()).other_options(["--locked".to_owned()]);
    let metadata = command.exec().context("cargo cannot list what Portico is built from")?;
    let wrong: Vec<String> = metadata.packages.iter().filter_map(judge).collect();
    if !wrong.is_empty() {
        bail!("{} crates may not be used\n  {}", wrong.len(), wrong.join("\n  "));
    }
    Ok(())
}

/// What is wrong with a crate, if anything. Those without a source are the workspace's own.
fn judge(package: &Package) -> Option<String> {
    let source = package.source.as_ref()?;
    let name = format!("{} {}", package.name, package.version);
    if source.repr != REGISTRY {
        return Some(format!("{name} comes from {}", source.repr));
    }
    let Some(license) = &package.license else { return Some(format!("{name} names no licence")) };
    (!acceptable(license)).then(|| format!("{name} is under {license}"))
}

/// Whether one of the ways an expression leaves open is made of accepted licences only. An exception only adds rights.
fn acceptable(license: &str) -> bool {
    // Older crates write a slash where an OR belongs.
    let parsed = Expression::parse_mode(license, ParseMode::LAX);
    parsed.is_ok_and(|expression| {
        expression.evaluate(|asked| asked.license.id().is_some_and(|id| ACCEPTED.contains(&id.name)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn licences_are_judged_as_expressions() {
        for good in ["MIT", "MIT/Apache-2.0", "MIT OR LGPL-2.1-or-later", "Apache-2.0 WITH LLVM-exception"] {
            assert!(acceptable(good), "{good}");
        }
        for bad in ["GPL-3.0-only", "MIT AND AGPL-3.0-only", "", "of our own making"] {
            assert!(!acceptable(bad), "{bad}");
        }
    }
}
