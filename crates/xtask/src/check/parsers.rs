//! The fuzz targets under libFuzzer, which needs a nightly compiler and `cargo install cargo-fuzz`.

use std::fs;

use anyhow::{Context, Result};

use crate::project;
use crate::run::{command, output, run};

/// How long each target runs.
const SECONDS: u32 = 600;

/// Runs every target, or says why none can be: their corpus is part of `cargo xtask test` in any case.
pub(super) fn fuzz() -> Result<()> {
    if output(command("cargo").args(["+nightly", "fuzz", "--version"])).is_err() {
        println!("    left out: it needs `rustup toolchain install nightly` and `cargo install cargo-fuzz`");
        return Ok(());
    }
    let folder = project::root().join("fuzz");
    for entry in fs::read_dir(folder.join("fuzz_targets")).context("the fuzz targets")? {
        let path = entry?.path();
        let Some(target) = path.file_stem().and_then(|name| name.to_str()) else { continue };
        let limit = format!("-max_total_time={SECONDS}");
        let mut fuzz = command("cargo");
        fuzz.args(["+nightly", "fuzz", "run", target, "--", &limit, "-rss_limit_mb=512"]).current_dir(&folder);
        run(&mut fuzz).with_context(|| format!("the target {target} found something, see fuzz/artifacts"))?;
    }
    Ok(())
}
