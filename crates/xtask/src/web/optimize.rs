//! The delivered program, made smaller by binaryen's optimizer, which comes as a package of the npm registry.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::run::{command, run};

/// What the compiler may use already; the optimizer must neither refuse it nor add to it.
const FEATURES: &[&str] = &[
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// The same program in fewer bytes; `scratch` is a folder for the parts.
pub(super) fn smaller(web: &Path, scratch: &Path, wasm: &[u8]) -> Result<Vec<u8>> {
    let (before, after) = (scratch.join("before.wasm"), scratch.join("after.wasm"));
    fs::write(&before, wasm).context("cannot write the program for the optimizer")?;
    let program = web.join("node_modules").join("binaryen").join("bin").join("wasm-opt");
    let mut optimizer = command("node");
    optimizer.arg(program).args(FEATURES).args(["-Oz", "--strip-debug", "--strip-target-features"]);
    run(optimizer.arg(&before).arg("-o").arg(&after))?;
    fs::read(&after).context("the optimizer left no program")
}
