//! What a file is, by its bytes.

use super::read::{contains, u32_le};
use super::{FileKind, MAX_PIXELS, picture, zip};

/// Why no kind can be named, although the beginning may look like one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// None of the kinds we know.
    Unknown,
    /// The beginning is right, the rest is not.
    Damaged,
    /// Holds macros.
    Macros,
    /// Protected by a password, so that nobody can look inside.
    Encrypted,
    /// Built to harm whoever opens it.
    Hostile,
    /// A picture of more pixels than can be shown.
    TooManyPixels,
}

/// The kind of a whole file.
pub fn sniff(bytes: &[u8]) -> Result<FileKind, Fault> {
    let kind = by_signature(bytes).ok_or(Fault::Unknown)?;
    match kind {
        FileKind::Doc => ole(bytes),
        FileKind::Docx | FileKind::Odt => zipped(bytes),
        FileKind::Bmp | FileKind::Gif | FileKind::Jpeg | FileKind::Png => {
            let pixels = picture::pixels(kind, bytes).ok_or(Fault::Damaged)?;
            if pixels > MAX_PIXELS { Err(Fault::TooManyPixels) } else { Ok(kind) }
        }
        FileKind::Pdf | FileKind::Wpd | FileKind::Txt => Ok(kind),
    }
}

fn by_signature(bytes: &[u8]) -> Option<FileKind> {
    let begins = |signature: &[u8]| bytes.starts_with(signature);
    if begins(b"%PDF-") {
        Some(FileKind::Pdf)
    } else if begins(b"PK\x03\x04") {
        // Which of the two, the entries say.
        Some(FileKind::Docx)
    } else if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        Some(FileKind::Doc)
    } else if begins(b"\x89PNG\r\n\x1a\n") {
        Some(FileKind::Png)
    } else if begins(b"\xff\xd8\xff") {
        Some(FileKind::Jpeg)
    } else if begins(b"GIF87a") || begins(b"GIF89a") {
        Some(FileKind::Gif)
    } else if begins(b"\xffWPC") {
        Some(FileKind::Wpd)
    } else if is_bitmap(bytes) {
        Some(FileKind::Bmp)
    } else if is_text(bytes) {
        Some(FileKind::Txt)
    } else {
        None
    }
}

/// "BM" begins many a text: the header's own size tells a bitmap.
fn is_bitmap(bytes: &[u8]) -> bool {
    bytes.starts_with(b"BM") && matches!(u32_le(bytes, 14), Some(12 | 40 | 52 | 56 | 64 | 108 | 124))
}

/// UTF-8 or Windows-1252 without control characters. Programs and scripts for the shell are not text for us.
fn is_text(bytes: &[u8]) -> bool {
    let control = |b: u8| matches!(b, 0..=8 | 0x0b | 0x0e..=0x1f | 0x7f);
    let unassigned = |b: u8| matches!(b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    !bare.starts_with(b"#!")
        && !bare.starts_with(b"{\\rtf")
        && !bytes.iter().any(|b| control(*b))
        && (std::str::from_utf8(bytes).is_ok() || !bytes.iter().any(|b| unassigned(*b)))
}

/// An OLE compound file is a Word document when its directory names the stream; other programs use the same container.
fn ole(bytes: &[u8]) -> Result<FileKind, Fault> {
    let holds = |name: &str| contains(bytes, &name.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>());
    if holds("_VBA_PROJECT") {
        Err(Fault::Macros)
    } else if holds("EncryptedPackage") {
        Err(Fault::Encrypted)
    } else if holds("WordDocument") {
        Ok(FileKind::Doc)
    } else {
        Err(Fault::Unknown)
    }
}

const ODT: &[u8] = b"application/vnd.oasis.opendocument.text";

fn zipped(bytes: &[u8]) -> Result<FileKind, Fault> {
    let entries = zip::entries(bytes).map_err(|fault| match fault {
        zip::ZipFault::Damaged => Fault::Damaged,
        zip::ZipFault::Encrypted => Fault::Encrypted,
        zip::ZipFault::Hostile => Fault::Hostile,
    })?;
    let named = |name: &[u8]| entries.iter().any(|e| e.name == name);
    let lower = |e: &zip::Entry<'_>| e.name.to_ascii_lowercase();
    let macros = |e: &zip::Entry<'_>| {
        lower(e).ends_with(b"vbaproject.bin") || e.name.starts_with(b"Basic/") || e.name.starts_with(b"Scripts/")
    };
    // OpenDocument puts its type first, not packed, so that it can be read without unpacking.
    let odt = entries.iter().any(|e| e.name == b"mimetype" && e.stored && e.data == ODT);
    let docx = named(b"[Content_Types].xml") && named(b"word/document.xml");
    match (docx, odt) {
        (false, false) => Err(Fault::Unknown),
        _ if entries.iter().any(macros) => Err(Fault::Macros),
        (true, false) => Ok(FileKind::Docx),
        (false, true) => Ok(FileKind::Odt),
        (true, true) => Err(Fault::Hostile),
    }
}
