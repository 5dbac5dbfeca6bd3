//! PostgreSQL: the server programs that the private cluster runs on, and the library that the server links.

use std::fs;
use std::path::{Path, PathBuf};

use super::Finding;
use crate::run::{command, is_program, output, succeeds, which};

/// The oldest major version whose features the schema uses.
const OLDEST: u32 = 15;

/// The name under which the linker finds the client library.
const LIBRARY: &str = "libpq.so";

pub(super) fn look_for_server() -> Finding {
    match programs() {
        Some((folder, version)) => Finding::Found(format!("PostgreSQL {version} in {}", folder.display())),
        None => Finding::Package { what: "PostgreSQL's server, version 15 or newer", names: &["postgresql"] },
    }
}

pub(super) fn look_for_library() -> Finding {
    if links() {
        return Finding::Found("libpq".to_owned());
    }
    Finding::Package { what: "PostgreSQL's client library", names: &["libpq-dev"] }
}

/// The newest usable set of server programs, with its major version.
pub(super) fn programs() -> Option<(PathBuf, u32)> {
    let usable = |folder: PathBuf| version(&folder).filter(|found| *found >= OLDEST).map(|found| (folder, found));
    candidates().into_iter().filter_map(usable).max_by_key(|(_, version)| *version)
}

fn candidates() -> Vec<PathBuf> {
    // Debian keeps every major version in a folder of its own, outside the search path.
    let mut folders: Vec<PathBuf> = fs::read_dir("/usr/lib/postgresql")
        .map(|versions| versions.flatten().map(|version| version.path().join("bin")).collect())
        .unwrap_or_default();
    if let Ok(folder) = output(command("pg_config").arg("--bindir")) {
        folders.push(PathBuf::from(folder.trim()));
    }
    if let Some(folder) = which("postgres").as_deref().and_then(Path::parent) {
        folders.push(folder.to_path_buf());
    }
    folders
}

fn version(folder: &Path) -> Option<u32> {
    if !["postgres", "initdb", "pg_ctl"].iter().all(|program| is_program(&folder.join(program))) {
        return None;
    }
    major(&output(command(folder.join("postgres")).arg("--version")).ok()?)
}

/// The major version out of "postgres (PostgreSQL) 15.8 (Debian ...)".
fn major(text: &str) -> Option<u32> {
    let number = text.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
    number.split(|mark: char| !mark.is_ascii_digit()).next()?.parse().ok()
}

/// Whether a program can be linked with libpq: the places where the build will look are asked in its order.
fn links() -> bool {
    if succeeds(command("pkg-config").args(["--exists", "libpq"])) {
        return true;
    }
    let told = output(command("pg_config").arg("--libdir")).map(|folder| Path::new(folder.trim()).join(LIBRARY));
    told.is_ok_and(|library| library.exists()) || compiler_knows_it()
}

/// The compiler answers with a whole path when it finds the file, and with the bare name when it does not.
fn compiler_knows_it() -> bool {
    let asked = output(command("cc").arg(format!("-print-file-name={LIBRARY}")));
    asked.is_ok_and(|answer| Path::new(answer.trim()).is_absolute())
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_the_first_number() {
        assert_eq!(major("postgres (PostgreSQL) 15.8 (Debian 15.8-0+deb12u1)"), Some(15));
        assert_eq!(major("postgres (PostgreSQL) 18beta1"), Some(18));
        assert_eq!(major("nonsense"), None);
    }
}
