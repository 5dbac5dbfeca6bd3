//! A zip's table of contents, read without inflating anything.
//!
//! docx and odt are zips. A hostile one can unfold without end, hold macros, or show one table of contents to us and
//! another to the reader's program: so the central directory and the local headers must agree, entries must not
//! overlap, and nothing may stand before, between or after them that matters.

use super::read::{size_le, slice, u16_le, u32_le};

/// Limits no honest document comes near.
const MAX_ENTRIES: u16 = 2_000;
const MAX_UNPACKED: u64 = 200 * 1024 * 1024;
const MAX_RATIO: u64 = 200;
/// Below this a high ratio is a blank page, not a bomb.
const RATIO_FROM: u64 = 10 * 1024 * 1024;

/// One file in the zip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    pub(super) name: &'a [u8],
    pub(super) stored: bool,
    pub(super) data: &'a [u8],
    start: usize,
    end: usize,
    unpacked: u64,
}

/// What keeps a zip out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ZipFault {
    /// The table of contents cannot be read or contradicts the files.
    Damaged,
    /// Protected by a password.
    Encrypted,
    /// Would unfold beyond measure, or holds names and links that lead elsewhere.
    Hostile,
}

/// The entries in the order of the table of contents.
pub(super) fn entries(bytes: &[u8]) -> Result<Vec<Entry<'_>>, ZipFault> {
    let (count, mut at, end) = directory(bytes).ok_or(ZipFault::Damaged)?;
    if count > MAX_ENTRIES {
        return Err(ZipFault::Hostile);
    }
    let directory_start = at;
    let mut found = Vec::new();
    for _ in 0..count {
        let (entry, next) = entry(bytes, at)?;
        found.push(entry);
        at = next;
    }
    if at != end {
        return Err(ZipFault::Damaged);
    }
    check_layout(&found, directory_start)?;
    check_size(&found, bytes.len())?;
    Ok(found)
}

/// Entries, start and end of the central directory, from the record that ends the file.
fn directory(bytes: &[u8]) -> Option<(u16, usize, usize)> {
    // The record is 22 bytes and a comment of at most 65,535.
    let from = bytes.len().saturating_sub(22 + 65_535);
    let tail = bytes.get(from..)?;
    let at = from + tail.windows(4).rposition(|w| w == b"PK\x05\x06")?;
    let comment = usize::from(u16_le(bytes, at + 20)?);
    let whole = at.checked_add(22)?.checked_add(comment)? == bytes.len();
    let one_disk = u16_le(bytes, at + 4)? == 0 && u16_le(bytes, at + 6)? == 0;
    let (here, count) = (u16_le(bytes, at + 8)?, u16_le(bytes, at + 10)?);
    let (size, start) = (size_le(bytes, at + 12)?, size_le(bytes, at + 16)?);
    let end = start.checked_add(size)?;
    (whole && one_disk && here == count && end == at).then_some((count, start, end))
}

/// The entry at that place of the central directory, and where the next one begins.
fn entry(bytes: &[u8], at: usize) -> Result<(Entry<'_>, usize), ZipFault> {
    let header = Header::read(bytes, at).ok_or(ZipFault::Damaged)?;
    if header.flags & 1 != 0 {
        return Err(ZipFault::Encrypted);
    }
    if header.is_link() || bad_name(header.name) {
        return Err(ZipFault::Hostile);
    }
    let data_start = local(bytes, &header).ok_or(ZipFault::Damaged)?;
    let data = slice(bytes, data_start, header.packed).ok_or(ZipFault::Damaged)?;
    let stored = header.method == 0;
    if !stored && header.method != 8 {
        return Err(ZipFault::Damaged);
    }
    let entry = Entry {
        name: header.name,
        stored,
        data,
        start: header.local,
        end: data_start + header.packed,
        unpacked: header.unpacked,
    };
    Ok((entry, header.next))
}

/// What the central directory says of one file.
struct Header<'a> {
    made_by: u16,
    flags: u16,
    method: u16,
    packed: usize,
    unpacked: u64,
    attributes: u32,
    local: usize,
    name: &'a [u8],
    next: usize,
}

impl<'a> Header<'a> {
    fn read(bytes: &'a [u8], at: usize) -> Option<Self> {
        (slice(bytes, at, 4)? == b"PK\x01\x02").then_some(())?;
        let length = |field: usize| u16_le(bytes, at + field).map(usize::from);
        let (name_length, extra, comment) = (length(28)?, length(30)?, length(32)?);
        let name = slice(bytes, at.checked_add(46)?, name_length)?;
        let next = at.checked_add(46)?.checked_add(name_length)?.checked_add(extra)?.checked_add(comment)?;
        Some(Self {
            made_by: u16_le(bytes, at + 4)?,
            flags: u16_le(bytes, at + 8)?,
            method: u16_le(bytes, at + 10)?,
            packed: size_le(bytes, at + 20)?,
            unpacked: u32_le(bytes, at + 24)?.into(),
            attributes: u32_le(bytes, at + 38)?,
            local: size_le(bytes, at + 42)?,
            name,
            next,
        })
    }

    /// A symbolic link, by the Unix mode in the high half of the attributes.
    fn is_link(&self) -> bool {
        self.made_by >> 8 == 3 && (self.attributes >> 28) == 0xa
    }
}

/// Where a file's data begins, once its local header agrees with the directory.
fn local(bytes: &[u8], header: &Header<'_>) -> Option<usize> {
    let at = header.local;
    (slice(bytes, at, 4)? == b"PK\x03\x04").then_some(())?;
    let name_length = usize::from(u16_le(bytes, at + 26)?);
    let extra = usize::from(u16_le(bytes, at + 28)?);
    let same_name = slice(bytes, at.checked_add(30)?, name_length)? == header.name;
    let same_method = u16_le(bytes, at + 8)? == header.method;
    (same_name && same_method).then_some(at.checked_add(30)?.checked_add(name_length)?.checked_add(extra)?)
}

/// Absolute paths, paths that climb, and archives or programs inside the archive.
fn bad_name(name: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(name) else { return true };
    let lower = text.to_ascii_lowercase();
    let climbs = lower.split('/').any(|part| part == "..");
    let nested = [".zip", ".jar", ".7z", ".rar", ".exe", ".dll", ".js", ".vbs", ".bat", ".cmd", ".ps1", ".lnk"];
    text.is_empty()
        || text.starts_with('/')
        || text.contains(['\\', ':'])
        || text.chars().any(char::is_control)
        || climbs
        || nested.iter().any(|ending| lower.ends_with(ending))
}

/// The first file begins the zip, none shares bytes with another, all come before the directory.
fn check_layout(entries: &[Entry<'_>], directory_start: usize) -> Result<(), ZipFault> {
    let mut spans: Vec<(usize, usize)> = entries.iter().map(|e| (e.start, e.end)).collect();
    spans.sort_unstable();
    if spans.first().is_none_or(|(start, _)| *start != 0) {
        return Err(ZipFault::Damaged);
    }
    let mut free_from = 0;
    for (start, end) in spans {
        if start < free_from || end > directory_start {
            return Err(ZipFault::Hostile);
        }
        free_from = end;
    }
    Ok(())
}

fn check_size(entries: &[Entry<'_>], packed: usize) -> Result<(), ZipFault> {
    let unpacked: u64 = entries.iter().map(|e| e.unpacked).sum();
    let packed = u64::try_from(packed).unwrap_or(u64::MAX).max(1);
    let bomb = unpacked > MAX_UNPACKED || (unpacked > RATIO_FROM && unpacked / packed > MAX_RATIO);
    if bomb { Err(ZipFault::Hostile) } else { Ok(()) }
}
