//! The compiled client, taken apart: what every visit needs, and a file for what only some pages use.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

/// What the splitting needs of the linker: where the program refers to itself.
pub(super) const LINKER_FLAG: &str = "-Clink-args=--emit-relocs";

/// The script that fetches parts; the main part's glue imports it by this name.
pub(super) const LOADER: &str = "parts.js";

/// The client in parts.
#[derive(Debug)]
pub(super) struct Split {
    /// The main part, not yet bound to JavaScript.
    pub(super) main: PathBuf,
    /// The others, in the same folder as the script that fetches them.
    pub(super) parts: Vec<PathBuf>,
    /// By part, the stems of the files that have to be there before it runs.
    pub(super) needed: HashMap<String, Vec<String>>,
}

/// Takes a compiled client apart; `folder` is emptied and filled.
pub(super) fn split(wasm: &Path, folder: &Path) -> Result<Split> {
    if folder.exists() {
        fs::remove_dir_all(folder).context("cannot clear the folder of the former parts")?;
    }
    let program = fs::read(wasm).with_context(|| format!("cannot read {}", wasm.display()))?;
    let main = folder.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(&program);
    options.output_dir = folder;
    options.main_out_path = &main;
    options.main_module = "./client.js";
    let link = format!("./{LOADER}");
    options.link_name = &link;
    fs::create_dir_all(folder).context("cannot make the folder of the parts")?;
    let done =
        wasm_split_cli_support::transform(options).map_err(|error| anyhow!("cannot split the client: {error:#}"))?;
    Ok(Split { main: main.clone(), parts: done.split_modules, needed: done.prefetch_map })
}
