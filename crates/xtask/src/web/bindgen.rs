//! JavaScript glue for a compiled client.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_bindgen_cli_support::Bindgen;

/// The main part of the client as a browser loads it.
#[derive(Debug)]
pub(super) struct Bound {
    /// An ES module whose default export starts the client.
    pub(super) script: Vec<u8>,
    /// The program.
    pub(super) wasm: Vec<u8>,
    /// Scripts that crates bring along, by the path under which the module imports them.
    pub(super) snippets: BTreeMap<String, String>,
}

/// Makes the glue in a folder.
pub(super) fn bind(wasm: &Path, folder: &Path) -> Result<Bound> {
    let mut output = Bindgen::new()
        .input_path(wasm)
        .out_name("client")
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        // The other parts find what they share with this one by the linker's names.
        .keep_lld_exports(true)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate_output()
        .context("wasm-bindgen refused the compiled client")?;
    output.emit(folder)?;
    Ok(Bound {
        script: read(&folder.join("client.js"))?,
        wasm: read(&folder.join("client_bg.wasm"))?,
        snippets: snippets(&output),
    })
}

fn snippets(output: &wasm_bindgen_cli_support::Output) -> BTreeMap<String, String> {
    let inline = output.snippets().iter().flat_map(|(owner, scripts)| {
        let numbered = scripts.iter().enumerate();
        numbered.map(move |(at, script)| (format!("snippets/{owner}/inline{at}.js"), script.clone()))
    });
    let files = output.local_modules().iter().map(|(path, script)| (format!("snippets/{path}"), script.clone()));
    inline.chain(files).collect()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}
