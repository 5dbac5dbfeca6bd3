//! What compiling for browsers takes besides the compiler: its WebAssembly target, and the standard library's source,
//! with which the delivered client is compiled.

use std::path::{Path, PathBuf};

use super::Finding;
use crate::run::{command, output, run, which};

const TARGET: &str = "wasm32-unknown-unknown";

/// A part of the toolchain.
struct Part {
    what: &'static str,
    /// What `rustup` is told to bring it.
    add: &'static [&'static str],
    is_there: fn() -> bool,
}

const PARTS: &[Part] = &[
    Part { what: "target wasm32-unknown-unknown", add: &["target", "add", TARGET], is_there: target_is_there },
    Part { what: "source of the standard library", add: &["component", "add", "rust-src"], is_there: source_is_there },
];

pub(super) fn look() -> Finding {
    // rustup normally brings both by itself, because the toolchain file names them; a machine may forbid that.
    for part in PARTS.iter().filter(|part| !(part.is_there)()) {
        if which("rustup").is_some() {
            let _ = run(command("rustup").args(part.add));
        }
        if !(part.is_there)() {
            return Finding::Person(format!(
                "the compiler lacks its {}: run: rustup {}",
                part.what,
                part.add.join(" ")
            ));
        }
    }
    Finding::Found(format!("the compiler's {}", PARTS.iter().map(|part| part.what).collect::<Vec<_>>().join(" and ")))
}

fn target_is_there() -> bool {
    let asked = output(command("rustc").args(["--print", "target-libdir", "--target", TARGET]));
    asked.is_ok_and(|folder| Path::new(folder.trim()).is_dir())
}

fn source_is_there() -> bool {
    let asked = output(command("rustc").args(["--print", "sysroot"]));
    let library = |root: String| PathBuf::from(root.trim()).join("lib/rustlib/src/rust/library").is_dir();
    asked.is_ok_and(library)
}
