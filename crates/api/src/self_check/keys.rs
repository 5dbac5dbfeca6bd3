//! The key file: there for its owner alone, with keys that are keys.

use std::collections::HashSet;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

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
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let keys: Vec<Vec<u8>> = lines.iter().filter_map(|line| BASE64.decode(line).ok()).collect();
    if lines.len() < 3 {
        weak.push(format!("the key file {name} holds {} keys, three are needed", lines.len()));
    }
    if keys.len() != lines.len() || keys.iter().any(|key| key.len() != 32) {
        weak.push(format!("the key file {name} holds a line that is not 32 bytes in base64"));
    }
    if keys.iter().collect::<HashSet<_>>().len() != keys.len() {
        weak.push(format!("the key file {name} holds the same key twice"));
    }
    if keys.iter().any(|key| key.len() == 32 && key.iter().collect::<HashSet<_>>().len() < FEWEST) {
        weak.push(format!("the key file {name} holds a key that was not drawn at random"));
    }
    weak
}
