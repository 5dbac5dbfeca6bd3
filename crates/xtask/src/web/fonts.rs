//! Fonts and pictures that the style sheet names: icon fonts cut down to the icons in use, the rest as they are.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::run::{command, run};

/// A file the sheet refers to.
#[derive(Debug)]
pub(super) struct Asset {
    /// The address as the sheet has it.
    pub(super) address: String,
    /// What the address holds.
    pub(super) bytes: Vec<u8>,
}

/// The fonts of a trimmed sheet; `scratch` is a folder for the cut ones.
pub(super) fn collect(sheet: &str, package: &Path, web: &Path, scratch: &Path) -> Result<Vec<Asset>> {
    let icons = icons(sheet);
    addresses(sheet).into_iter().map(|address| asset(address, package, web, scratch, &icons)).collect()
}

fn asset(address: &str, package: &Path, web: &Path, scratch: &Path, icons: &BTreeSet<String>) -> Result<Asset> {
    let source = package.join(address);
    let is_icons = address.contains("webfonts") || address.contains("pficon");
    let path = if is_icons { cut(&source, web, scratch, icons)? } else { source };
    let bytes = fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(Asset { address: address.to_owned(), bytes })
}

/// A copy of an icon font with nothing but some of its icons.
fn cut(font: &Path, web: &Path, scratch: &Path, icons: &BTreeSet<String>) -> Result<std::path::PathBuf> {
    let name = font.file_name().context("a font without a name")?;
    let cut = scratch.join(name);
    let codes = icons.iter().map(String::as_str).collect::<Vec<_>>().join(",");
    run(command("node").arg(web.join("cut-font.mjs")).arg(font).arg(&cut).arg(codes))?;
    Ok(cut)
}

/// Every font file that the sheet names.
fn addresses(sheet: &str) -> BTreeSet<&str> {
    let inside = sheet.split("url(").skip(1).filter_map(|after| after.split(')').next());
    let plain = inside.map(|address| address.trim_matches(['"', '\'']));
    plain.filter(|address| address.ends_with(".woff2")).collect()
}

/// The code points, in hexadecimal, of every icon the sheet shows: `content:"\f058"`.
fn icons(sheet: &str) -> BTreeSet<String> {
    let codes = sheet.split("content:\"\\").skip(1).filter_map(|after| after.split('"').next());
    let hexadecimal = |code: &&str| !code.is_empty() && code.chars().all(|digit| digit.is_ascii_hexdigit());
    codes.filter(hexadecimal).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_and_icons_are_read_from_the_sheet() {
        let sheet = "@font-face{src:url(\"a/b.woff2\") format(\"woff2\")}.x{background:url(c.svg)}.fa-x:before{content:\"\\f058\"}";
        assert_eq!(addresses(sheet).into_iter().collect::<Vec<_>>(), ["a/b.woff2"]);
        assert_eq!(icons(sheet).into_iter().collect::<Vec<_>>(), ["f058"]);
    }
}
