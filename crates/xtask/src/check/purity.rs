//! The proof that `domain` does no work of its own: it builds for browsers and knows no server, database or runtime.

use anyhow::{Result, bail};

use crate::run::{cargo, output, run};

/// Crates that would bring input, output or a clock into the domain.
const FORBIDDEN: &[&str] = &["diesel", "actix-web", "tokio", "reqwest", "rand", "getrandom", "yew"];

pub(super) fn check() -> Result<()> {
    let wasm = ["check", "--quiet", "--package", "domain", "--all-features", "--target", "wasm32-unknown-unknown"];
    run(&mut cargo(&wasm))?;
    let tree = ["tree", "--package", "domain", "--all-features", "--edges", "normal", "--prefix", "none"];
    let tree = output(&mut cargo(&tree))?;
    let names = tree.lines().filter_map(|line| line.split_whitespace().next());
    let found: Vec<&str> = names.filter(|name| FORBIDDEN.contains(name)).collect();
    if !found.is_empty() {
        bail!("the crate `domain` depends on {}", found.join(", "));
    }
    Ok(())
}
