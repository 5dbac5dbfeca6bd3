//! What a first visit loads, and the most it may be.

use anyhow::{Result, bail};

/// The most that a first visit may load, compressed, in bytes: everything up to a person's home page.
const BUDGET: usize = 500 * 1024;

/// One file.
#[derive(Debug)]
pub(super) struct Loaded {
    pub(super) name: String,
    pub(super) compressed: usize,
}

/// Prints the sum by file, and refuses a delivered bundle whose first visit is above the budget.
pub(super) fn check(first: &[Loaded], later: &[Loaded], is_delivered: bool) -> Result<()> {
    first.iter().for_each(|file| println!("    {:>7} {}", kib(file.compressed), file.name));
    let total = sum(first);
    println!("    {:>7} in a first visit, compressed (at most {} when delivered)", kib(total), kib(BUDGET));
    later.iter().for_each(|file| println!("    {:>7} {}, when it is needed", kib(file.compressed), file.name));
    println!("    {:>7} in all", kib(total + sum(later)));
    if is_delivered && total > BUDGET {
        bail!("the first visit loads {} compressed, more than {}", kib(total), kib(BUDGET));
    }
    Ok(())
}

fn sum(files: &[Loaded]) -> usize {
    files.iter().map(|file| file.compressed).sum()
}

fn kib(bytes: usize) -> String {
    format!("{} KiB", bytes.div_ceil(1024))
}
