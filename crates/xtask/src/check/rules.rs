//! House rules that no compiler knows: how long a file may be, what may not be left behind, what may not be named.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::migrations;
use crate::project;
use crate::run::{command, output};

/// The longest source file, in lines: beyond it, it is usually two.
const LONGEST: usize = 400;

/// Written by a tool from the migrations, so its length is nobody's choice.
const GENERATED: &[&str] = &["crates/api/src/db/schema.rs"];

/// Drawers in which anything fits, so that nothing is found again.
const DRAWERS: &[&str] = &["utils", "common", "helpers", "core"];

/// Traces of unfinished or silenced work, divided so that this file does not accuse itself.
const LEFT_BEHIND: &[&str] = &[
    concat!("to", "do!("),
    concat!("un", "implemented!("),
    concat!("#[", "ignore"),
    concat!("test.", "skip"),
    concat!("test.", "only("),
    concat!("test.", "fixme"),
    concat!("describe.", "skip"),
    concat!("describe.", "only("),
];

/// The one folder that speaks SQL, and the trace of SQL spoken elsewhere. Tests look behind the product's back.
const SQL: &str = "crates/api/src/db/";
const SPOKEN: &str = concat!("die", "sel::");

/// Names of things outside the repository, which a stranger's clone does not have.
const OUTSIDE: &[&str] = &[concat!("..", "/shared"), concat!("/wo", "rk/")];

/// Keys belong in files of an installation. A test makes its own.
const SECRETS: &[&str] = &[concat!("PRIVATE ", "KEY-----"), concat!("AGE-SECRET-", "KEY-")];

pub(super) fn check() -> Result<()> {
    let listed = output(command("git").args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]))
        .context("the list of files comes from git")?;
    let mut broken = Vec::new();
    for path in listed.split('\0').filter(|path| !path.is_empty()) {
        broken.extend(judge_name(path));
        // Only texts are read; a picture has no lines.
        if let Ok(text) = fs::read_to_string(project::root().join(path)) {
            broken.extend(judge_text(path, &text));
            broken.extend(migrations::judge(path, &text));
        }
    }
    if !broken.is_empty() {
        bail!("{} house rules are broken\n  {}", broken.len(), broken.join("\n  "));
    }
    Ok(())
}

fn judge_name(path: &str) -> Option<String> {
    let mut parts = Path::new(path).iter().filter_map(|part| part.to_str());
    if parts.any(|part| part == "work") {
        return Some(format!("{path}: no folder or file is named `work`"));
    }
    let stem = Path::new(path).file_stem().and_then(|stem| stem.to_str())?;
    (is_source(path) && DRAWERS.contains(&stem)).then(|| format!("{path}: name it for what it holds, not `{stem}`"))
}

fn judge_text(path: &str, text: &str) -> Vec<String> {
    let mut broken = Vec::new();
    let lines = text.lines().count();
    if is_source(path) && lines > LONGEST && !GENERATED.contains(&path) {
        broken.push(format!("{path}: {lines} lines, more than {LONGEST}"));
    }
    let forbidden = if is_source(path) { LEFT_BEHIND } else { &[] };
    for (number, line) in text.lines().enumerate() {
        for word in forbidden.iter().chain(OUTSIDE).chain(SECRETS).filter(|word| line.contains(**word)) {
            broken.push(format!("{path}:{}: contains `{word}`", number + 1));
        }
        if path.starts_with("crates/") && !path.starts_with(SQL) && is_source(path) && line.contains(SPOKEN) {
            broken.push(format!("{path}:{}: SQL belongs in {SQL}", number + 1));
        }
    }
    broken
}

fn is_source(path: &str) -> bool {
    [".rs", ".ts", ".sql"].iter().any(|extension| path.ends_with(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_files_are_found_and_generated_ones_spared() {
        let long = "x\n".repeat(LONGEST + 1);
        assert_eq!(judge_text("a.rs", &long).len(), 1);
        assert_eq!(judge_text("a.md", &long).len(), 0);
        assert_eq!(judge_text("crates/api/src/db/schema.rs", &long).len(), 0);
    }

    #[test]
    fn sql_outside_its_folder_is_found() {
        let line = concat!("use die", "sel::prelude::*;");
        assert_eq!(judge_text("crates/api/src/routes/health.rs", line).len(), 1);
        assert_eq!(judge_text("crates/api/src/db/health.rs", line).len(), 0);
        assert_eq!(judge_text("tests/src/database.rs", line).len(), 0);
    }

    #[test]
    fn unfinished_and_foreign_things_are_found() {
        assert_eq!(judge_text("a.rs", concat!("fn a() { to", "do!() }")).len(), 1);
        assert_eq!(judge_text("README.md", concat!("see ..", "/shared/x")).len(), 1);
        assert!(judge_name("web/src/utils.rs").is_some());
        assert!(judge_name(concat!("a/wo", "rk/b.rs")).is_some());
        assert!(judge_name("web/src/network.rs").is_none());
    }
}
