//! File names people send: what is kept of them, and what is refused.
//!
//! No refusal repeats the name: it may be a client's.

use super::verdict::{Refusal, RefusalKind};
use crate::unicode::hides;

/// The longest name, in characters.
pub const MAX_NAME: usize = 255;

/// A name that can be kept: one component, printable, with one extension.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CleanName {
    /// The name.
    pub name: String,
    /// Its extension, small letters, without the dot.
    pub extension: String,
}

/// Extensions that have no business in the middle of a name: with them, one end of the name lies.
const TELLING: &[&str] = &[
    "doc", "docx", "odt", "pdf", "txt", "wpd", "bmp", "gif", "jpeg", "jpg", "png", // what we take
    "exe", "com", "bat", "cmd", "scr", "pif", "msi", "dll", "lnk", "hta", "cpl", "jar", "app", "dmg", "iso", "img",
    "js", "jse", "mjs", "vbs", "vbe", "wsf", "ps1", "sh", "py", "php", "asp", "aspx", "jsp", "html", "htm", "xhtml",
    "svg", "xml", "docm", "dotm", "xlsm", "xlsx", "xls", "pptm", "rtf", "zip", "rar", "7z", "gz", "tar",
];

/// Names that Windows gives to devices; no file of that name can be saved there.
const DEVICES: &[&str] = &[
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2",
    "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Cleans a file name, or says what is wrong with it. Folders before the name are dropped, characters that some file
/// system forbids become `_`; what could deceive the eye is refused.
pub fn clean_name(given: &str) -> Result<CleanName, Refusal> {
    let composed = crate::unicode::composed(given);
    if composed.chars().any(hides) {
        return refuse(
            RefusalKind::BadName,
            "The file name holds characters that cannot be seen. Rename the file and try again.",
        );
    }
    let last = composed.rsplit(['/', '\\']).next().unwrap_or_default();
    let name: String = last.chars().map(|c| if r#"<>:"|?*"#.contains(c) { '_' } else { c }).collect();
    if name.chars().count() > MAX_NAME {
        return refuse(RefusalKind::BadName, "The file name is longer than 255 characters. Give it a shorter one.");
    }
    if name.ends_with('.') || name.ends_with(char::is_whitespace) {
        return refuse(
            RefusalKind::BadName,
            "The file name ends with a dot or a space. Rename the file and try again.",
        );
    }
    let Some((stem, extension)) = name.rsplit_once('.') else {
        return refuse(
            RefusalKind::NoExtension,
            "The file name has no extension, such as .pdf. Rename the file and try again.",
        );
    };
    if stem.trim().trim_matches('.').is_empty() {
        return refuse(
            RefusalKind::BadName,
            "The file has no name before its extension. Rename the file and try again.",
        );
    }
    check_inside(stem)?;
    // A name that begins with a dot is a hidden file where many a computer saves it.
    let seen = name.trim_start_matches(|c: char| c == '.' || c.is_whitespace());
    check_inside(stem.trim_start_matches(|c: char| c == '.' || c.is_whitespace()))?;
    Ok(CleanName { extension: extension.to_lowercase(), name: seen.to_owned() })
}

/// What stands before the extension: no second extension, no device.
fn check_inside(stem: &str) -> Result<(), Refusal> {
    let lower = stem.to_lowercase();
    if lower.split('.').skip(1).any(|part| TELLING.contains(&part.trim())) {
        return refuse(
            RefusalKind::DoubleExtension,
            "The file name has two extensions, such as .pdf.exe. Rename the file so that it has one.",
        );
    }
    let first = lower.split('.').next().unwrap_or_default().trim();
    if DEVICES.contains(&first) {
        return refuse(
            RefusalKind::BadName,
            "Windows keeps this file name for a device. Rename the file and try again.",
        );
    }
    Ok(())
}

fn refuse<T>(kind: RefusalKind, detail: &str) -> Result<T, Refusal> {
    Err(Refusal::new(kind, detail))
}
