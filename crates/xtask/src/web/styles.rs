//! The style sheet: the design system's rules for the components in use, then our own.
//!
//! The whole design system is half of what a first visit may load; the rules of components and icons that the client
//! never shows are left out here.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::css::{self, Item};
use super::tokens;
use super::used::Names;

/// Component blocks, layout blocks, modifiers and icons: the classes whose rules may be left out.
const OPTIONAL: &[&str] = &["pf-v6-c-", "pf-v6-l-", "pf-m-", "pf-v6-pficon-", "fa-"];

/// Classes of the icon sets that every icon needs.
const ALWAYS: &[&str] = &["fa-spin", "fa-pulse"];

/// The finished sheet, still with the design system's own font addresses.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) text: String,
}

/// Joins and trims the sheets for a compiled client.
pub(super) fn make(web: &Path, wasm: &[u8]) -> Result<Sheet> {
    let own = own(web)?;
    let mut used = Names::find(wasm, OPTIONAL);
    used.join(Names::find(own.as_bytes(), OPTIONAL));
    used.join(Names::find(&fs::read(web.join("index.html"))?, OPTIONAL));
    let path = design_system(web).join("patternfly.min.css");
    let all = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut text = String::new();
    trim(&css::without_comments(&all), &used, &mut text);
    text.push_str(&css::without_comments(&own).lines().map(str::trim).collect::<Vec<_>>().join("\n"));
    Ok(Sheet { text: tokens::without_unread(&text, &String::from_utf8_lossy(wasm)) })
}

/// The folder of the design system's package.
pub(super) fn design_system(web: &Path) -> PathBuf {
    web.join("node_modules").join("@patternfly").join("patternfly")
}

/// Our own sheets, in the order of their names.
fn own(web: &Path) -> Result<String> {
    let folder = web.join("styles");
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "css"));
    files.sort();
    let texts: std::io::Result<Vec<String>> = files.iter().map(fs::read_to_string).collect();
    Ok(texts?.join("\n"))
}

fn trim(sheet: &str, used: &Names, out: &mut String) {
    for item in css::items(sheet) {
        match item.block {
            Some(block) if item.is_conditional() => {
                let mut inner = String::new();
                trim(block, used, &mut inner);
                if !inner.is_empty() {
                    write(out, item.prelude, &inner);
                }
            }
            Some(block) if item.prelude.starts_with("@font-face") => {
                if is_wanted_font(block, used) {
                    write(out, item.prelude, block);
                }
            }
            Some(block) => {
                let kept = kept_selectors(&item, used);
                if !kept.is_empty() {
                    write(out, &kept, block);
                }
            }
            None => {
                out.push_str(item.prelude);
                out.push(';');
            }
        }
    }
}

fn write(out: &mut String, prelude: &str, block: &str) {
    out.extend([prelude, "{", block, "}"]);
}

/// Each face is another download: slanted forms are drawn by the browser, the monospaced face is the system's, and
/// `app.css` sets headings in the face of the text. An icon font travels only when one of its icons is in use.
fn is_wanted_font(block: &str, used: &Names) -> bool {
    let wanted = |mark: &str, prefix: &str| !block.contains(mark) || used.mention(prefix);
    !block.contains("italic")
        && !block.contains("Mono")
        && !block.contains("Display")
        && wanted("fa-solid", "fa-")
        && wanted("pficon", "pf-v6-pficon-")
}

fn kept_selectors(item: &Item<'_>, used: &Names) -> String {
    if item.prelude.starts_with('@') {
        return item.prelude.to_owned();
    }
    let kept: Vec<_> = css::selectors(item.prelude).into_iter().filter(|selector| is_used(selector, used)).collect();
    kept.join(",")
}

fn is_used(selector: &str, used: &Names) -> bool {
    let plain = css::without_arguments(selector);
    let mut names = plain.split('.').skip(1).map(name);
    names.all(|name| {
        !OPTIONAL.iter().any(|prefix| name.starts_with(prefix)) || ALWAYS.contains(&name) || used.mention(name)
    })
}

/// The block a class belongs to: `pf-v6-c-card__title` is part of `pf-v6-c-card`.
fn name(class: &str) -> &str {
    let end = class.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-')).unwrap_or(class.len());
    class.get(..end).unwrap_or(class)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trimmed(sheet: &str) -> String {
        let used = Names::find(b"pf-v6-c-card pf-m-x fa-bell", OPTIONAL);
        let mut out = String::new();
        trim(sheet, &used, &mut out);
        out
    }

    #[test]
    fn rules_of_components_in_use_stay() {
        let sheet = ".pf-v6-c-card__title.pf-m-x{a:b}.pf-v6-c-card.pf-m-y{a:b}.pf-v6-c-tabs{c:d}.pf-v6-c-card,.pf-v6-c-tabs{e:f}";
        assert_eq!(trimmed(sheet), ".pf-v6-c-card__title.pf-m-x{a:b}.pf-v6-c-card{e:f}");
    }

    #[test]
    fn conditions_without_rules_go() {
        assert_eq!(
            trimmed("@media (x){.pf-v6-c-tabs{c:d}}@media (y){.pf-v6-c-card{c:d}}"),
            "@media (y){.pf-v6-c-card{c:d}}"
        );
    }

    #[test]
    fn icons_are_chosen_like_components() {
        assert_eq!(
            trimmed(".fa-bell:before{content:\"a\"}.fa-ban:before{content:\"b\"}"),
            ".fa-bell:before{content:\"a\"}"
        );
    }

    #[test]
    fn icon_fonts_need_an_icon_in_use() {
        let sheet = "@font-face{src:url(fa-solid-900.woff2)}@font-face{src:url(pf-v6-pficon.woff2)}";
        assert_eq!(trimmed(sheet), "@font-face{src:url(fa-solid-900.woff2)}");
        assert_eq!(trimmed("@font-face{src:url(RedHatDisplayVF.woff2)}"), "");
    }

    #[test]
    fn what_everything_stands_on_stays() {
        let sheet = ":root{--x:y}.pf-v6-theme-dark{--x:z}body{a:b}@font-face{font-family:T;src:url(t.woff2)}";
        assert_eq!(trimmed(sheet), sheet);
    }
}
