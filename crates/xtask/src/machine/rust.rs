//! The compiler's WebAssembly target.

use std::path::Path;

use super::Finding;
use crate::run::{command, output, run, which};

const TARGET: &str = "wasm32-unknown-unknown";

pub(super) fn look() -> Finding {
    if is_there() {
        return Finding::Found(format!("the compiler's target {TARGET}"));
    }
    // rustup normally brings it by itself, because the toolchain file names it; a machine may forbid that.
    if which("rustup").is_some() {
        let _ = run(command("rustup").args(["target", "add", TARGET]));
    }
    if is_there() {
        return Finding::Found(format!("the compiler's target {TARGET} (added)"));
    }
    Finding::Person(format!("the compiler cannot build for browsers: run: rustup target add {TARGET}"))
}

fn is_there() -> bool {
    let asked = output(command("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    asked.is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}
