//! What a first visit loads, and the most it may be.

use anyhow::{Result, bail};

/// The most that a first visit may load, compressed, in bytes. The goal is 500 KiB; until the program is split or
/// made smaller this keeps it from growing further.
const BUDGET: usize = 1000 * 1024;

/// One file of a first visit.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) name: String,
    pub(super) compressed: usize,
}

/// Prints the sum by file, and refuses a delivered bundle above the budget.
pub(super) fn check(files: &[Loaded], is_delivered: bool) -> Result<()> {
    for file in files {
        println!("    {:>7} {}", kib(file.compressed), file.name);
    }
    let total: usize = files.iter().map(|file| file.compressed).sum();
    println!("    {:>7} in all, compressed (at most {} when delivered)", kib(total), kib(BUDGET));
    if is_delivered && total > BUDGET {
        bail!("the first visit loads {} compressed, more than {}", kib(total), kib(BUDGET));
    }
    Ok(())
}

fn kib(bytes: usize) -> String {
    format!("{} KiB", bytes.div_ceil(1024))
}
