//! How large a picture is, read from its header. Never decoded: a small file can unfold into gigabytes.

use super::FileKind;
use super::read::{slice, u16_be, u16_le, u32_be, u32_le};

/// The most pixels a picture may have.
pub const MAX_PIXELS: u64 = 50_000_000;

/// Width times height, or `None` where the header does not say: the file is damaged.
pub(super) fn pixels(kind: FileKind, bytes: &[u8]) -> Option<u64> {
    let (width, height) = match kind {
        FileKind::Png => png(bytes)?,
        FileKind::Gif => (u16_le(bytes, 6)?.into(), u16_le(bytes, 8)?.into()),
        FileKind::Bmp => bmp(bytes)?,
        FileKind::Jpeg => jpeg(bytes)?,
        _ => return None,
    };
    let area = u64::from(width) * u64::from(height);
    (area > 0).then_some(area)
}

fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    (slice(bytes, 12, 4)? == b"IHDR").then_some(())?;
    Some((u32_be(bytes, 16)?, u32_be(bytes, 20)?))
}

fn bmp(bytes: &[u8]) -> Option<(u32, u32)> {
    match u32_le(bytes, 14)? {
        12 => Some((u16_le(bytes, 18)?.into(), u16_le(bytes, 20)?.into())),
        // The height is signed: negative means that rows run downwards.
        40 | 52 | 56 | 64 | 108 | 124 => {
            let height = u32_le(bytes, 22)?;
            Some((u32_le(bytes, 18)?, height.min(height.wrapping_neg())))
        }
        _ => None,
    }
}

/// Walks the segments up to the first frame header.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut at = 2_usize;
    loop {
        let marker = u16_be(bytes, at)?;
        match marker {
            // Fill bytes before a marker.
            0xffff => at = at.checked_add(1)?,
            // Markers without a length.
            0xff01 | 0xffd0..=0xffd8 => at = at.checked_add(2)?,
            // Frame headers; C4, C8 and CC of the same range are something else.
            0xffc0..=0xffcf if !matches!(marker, 0xffc4 | 0xffc8 | 0xffcc) => {
                let height = u16_be(bytes, at.checked_add(5)?)?;
                let width = u16_be(bytes, at.checked_add(7)?)?;
                return Some((width.into(), height.into()));
            }
            // The picture's end or its data before any frame header.
            0xffd9 | 0xffda => return None,
            0xff02..=0xfffe => {
                let length = usize::from(u16_be(bytes, at.checked_add(2)?)?);
                if length < 2 {
                    return None;
                }
                at = at.checked_add(2)?.checked_add(length)?;
            }
            _ => return None,
        }
    }
}
