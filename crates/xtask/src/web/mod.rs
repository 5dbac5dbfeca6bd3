//! The browser client: compiled, bound to JavaScript, styled, hashed, compressed.
//!
//! What comes out, in `target/dist/<profile>/`:
//! - `index.html`, with `{{county}}` and `{{mode}}` left for the server to fill;
//! - `assets/`, whose file names carry a hash of their content, so that they may be cached for ever; next to each
//!   text or wasm file stand its `.br` and `.gz` forms.

mod bindgen;
mod bundle;
mod css;
mod fingerprint;
mod fonts;
mod optimize;
mod page;
mod size;
mod split;
mod styles;
mod tokens;
mod used;

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;
use clap::Args;

use crate::run::{cargo, run as run_command};
use crate::step::step;
use crate::{machine, npm, project};

/// The profile that is delivered to people; `serve` is the quick one.
pub(crate) const DELIVERED: &str = "web";

const TARGET: &str = "wasm32-unknown-unknown";

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Build profile: `web` for delivery (small), `serve` for daily work (quick)
    #[arg(long, default_value = DELIVERED, value_parser = ["web", "serve"])]
    profile: String,
}

/// `cargo xtask web`
pub(crate) fn run(options: &Options) -> Result<()> {
    step("Looking at the machine", || machine::ensure(machine::TO_BUILD_WEB))?;
    let dist = build(&options.profile)?;
    println!("The browser client is in {}", dist.display());
    Ok(())
}

/// Builds the client with one profile and answers the folder it is in.
pub(crate) fn build(profile: &str) -> Result<PathBuf> {
    step(&format!("Compiling the browser client ({profile})"), || run_command(&mut compile(profile)))?;
    step("Fetching the style sheet", || npm::install(&project::root().join("web")))?;
    let wasm = project::target().join(TARGET).join(profile).join("web.wasm");
    step("Bundling the browser client", || bundle::make(profile, &wasm))?;
    Ok(project::dist(profile))
}

/// The delivered client is compiled together with the standard library, so that size is what both are built for: a
/// panic ends the program at once, without the tables of words and places that a message would need. The stable
/// compiler does that only when it is told to take unstable options.
fn compile(profile: &str) -> Command {
    let mut compile = cargo(&["build", "--package", "web", "--target", TARGET, "--profile", profile]);
    let mut flags = vec![split::LINKER_FLAG];
    if profile == DELIVERED {
        compile.args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"]);
        compile.env("RUSTC_BOOTSTRAP", "1");
        flags.push("-Zunstable-options -Cpanic=immediate-abort");
    }
    compile.env("RUSTFLAGS", flags.join(" "));
    compile
}
