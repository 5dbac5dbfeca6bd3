//! Where things are in the checkout.

use std::env;
use std::path::{Path, PathBuf};

/// The top folder of the checkout this program was built from.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// Cargo's target folder, where everything this program makes lives too.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The finished browser client of one build profile.
pub(crate) fn dist(profile: &str) -> PathBuf {
    target().join("dist").join(profile)
}

/// A program that cargo built for this machine.
pub(crate) fn built(profile: &str, program: &str) -> PathBuf {
    let folder = if profile == "dev" { "debug" } else { profile };
    target().join(folder).join(program)
}
