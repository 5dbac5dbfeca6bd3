//! The key file: there for its owner alone, with keys that are keys.

use std::collections::HashSet;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use crate::secrets::Ring;

/// Fewer different bytes than this in 32 were not drawn at random.
const FEWEST: usize = 12;

/// What is wrong with the file. One that is not there yet is made with the start.
pub(super) fn weaknesses(file: &Path) -> Vec<String> {
    let Ok(about) = std::fs::metadata(file) else { return Vec::new() };
    let name = file.display();
    let mut weak = Vec::new();
    let mode = about.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        weak.push(format!("the key file {name} can be read by others (mode {mode:o}): chmod 600 {name}"));
    }
    let Ok(text) = std::fs::read_to_string(file) else {
        weak.push(format!("the key file {name} cannot be read"));
        return weak;
    };
    let ring = match Ring::parse(&text) {
        Ok(ring) => ring,
        Err(line) => {
            weak.push(format!("{line} ({name})"));
            return weak;
        }
    };
    // The cursor key of the oldest form of the file follows from another, and is none of its own.
    let drawn = ring.keys.iter().flat_map(|key| [key.data, key.index]).chain([ring.session, ring.cursor]);
    let drawn: Vec<[u8; 32]> = drawn.collect();
    if drawn.iter().collect::<HashSet<_>>().len() != drawn.len() {
        weak.push(format!("the key file {name} holds the same key twice"));
    }
    if drawn.iter().any(|key| key.iter().collect::<HashSet<_>>().len() < FEWEST) {
        weak.push(format!("the key file {name} holds a key that was not drawn at random"));
    }
    weak
}
