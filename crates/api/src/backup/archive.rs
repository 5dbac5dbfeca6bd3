//! The sealed part: entries one after the other, and the manifest at the end.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use sha2::{Digest as _, Sha256};

use super::header::Way;
use super::{Entry, Manifest};
use crate::hexadecimal::hexadecimal;
use crate::secrets::{CHUNK, Opener, Sealer};
use crate::setup::{SetupError, failed};

/// A manifest this long would be a mistake.
const LONGEST: usize = 1 << 30;
const WHAT: &str = "the backup";

fn broken(_: crate::fault::Fault) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "a part of it is not what it was")
}

/// Seals what is written to it.
pub(super) struct Writer<W: Write> {
    out: W,
    sealer: Sealer,
    waiting: Vec<u8>,
    entries: BTreeMap<String, Entry>,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(mut out: W, way: &Way) -> Result<Self, SetupError> {
        let (sealer, header) = Sealer::new(&way.key, &way.purpose);
        out.write_all(&header).map_err(failed(WHAT))?;
        Ok(Self { out, sealer, waiting: Vec::with_capacity(CHUNK), entries: BTreeMap::new() })
    }

    /// Adds an entry. `next` gives it piece by piece, `None` at its end.
    pub(super) fn entry(
        &mut self,
        name: &str,
        mut next: impl FnMut() -> Result<Option<bytes::Bytes>, SetupError>,
    ) -> Result<(), SetupError> {
        self.frame(b'F', name.as_bytes())?;
        let (mut hash, mut bytes) = (Sha256::new(), 0_u64);
        while let Some(piece) = next()? {
            for part in piece.chunks(CHUNK) {
                self.frame(b'D', part)?;
            }
            hash.update(&piece);
            bytes = bytes.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        }
        self.frame(b'E', &[])?;
        self.entries.insert(name.to_owned(), Entry { bytes, sha256: hexadecimal(&hash.finalize()) });
        Ok(())
    }

    /// Writes the manifest, which knows the entries from here, and ends.
    pub(super) fn finish(mut self, mut manifest: Manifest) -> Result<(W, Manifest), SetupError> {
        manifest.entries = std::mem::take(&mut self.entries);
        self.frame(b'M', &serde_json::to_vec(&manifest).map_err(failed(WHAT))?)?;
        let mut last = std::mem::take(&mut self.waiting);
        self.seal(&mut last, true).map_err(failed(WHAT))?;
        Ok((self.out, manifest))
    }

    fn frame(&mut self, kind: u8, content: &[u8]) -> Result<(), SetupError> {
        let length = u32::try_from(content.len()).map_err(failed(WHAT))?;
        for part in [&[kind][..], &length.to_be_bytes(), content] {
            self.put(part).map_err(failed(WHAT))?;
        }
        Ok(())
    }

    fn put(&mut self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            // A full chunk waits until something follows: it may be the last.
            if self.waiting.len() == CHUNK {
                let mut chunk = std::mem::replace(&mut self.waiting, Vec::with_capacity(CHUNK));
                self.seal(&mut chunk, false)?;
            }
            let (now, later) = bytes.split_at(bytes.len().min(CHUNK - self.waiting.len()));
            self.waiting.extend_from_slice(now);
            bytes = later;
        }
        Ok(())
    }

    fn seal(&mut self, chunk: &mut [u8], last: bool) -> io::Result<()> {
        let tag = self.sealer.seal(chunk, last).map_err(broken)?;
        self.out.write_all(chunk)?;
        self.out.write_all(&tag)
    }
}

/// Whoever takes the entries.
pub(super) trait Taker {
    /// An entry begins.
    fn begin(&mut self, name: &str) -> Result<(), SetupError>;
    /// Some of it.
    fn data(&mut self, bytes: &[u8]) -> Result<(), SetupError>;
    /// It ends.
    fn end(&mut self) -> Result<(), SetupError>;
}

/// Nobody: only the verdict matters.
pub(super) struct Nobody;

impl Taker for Nobody {
    fn begin(&mut self, _: &str) -> Result<(), SetupError> {
        Ok(())
    }

    fn data(&mut self, _: &[u8]) -> Result<(), SetupError> {
        Ok(())
    }

    fn end(&mut self) -> Result<(), SetupError> {
        Ok(())
    }
}

/// Reads everything, hands it over, and compares it with the manifest, which it gives.
pub(super) fn walk(input: impl Read, way: &Way, taker: &mut impl Taker) -> Result<Manifest, SetupError> {
    let mut reader =
        Reader { input, opener: Opener::new(way.key, &way.purpose), clear: Vec::new(), at: 0, over: false };
    let mut found: BTreeMap<String, Entry> = BTreeMap::new();
    let mut open: Option<(String, Sha256, u64)> = None;
    loop {
        let (kind, content) = reader.frame().map_err(failed(WHAT))?;
        match (kind, &mut open) {
            (b'F', None) => {
                let name = String::from_utf8(content).map_err(failed(WHAT))?;
                taker.begin(&name)?;
                open = Some((name, Sha256::new(), 0));
            }
            (b'D', Some((_, hash, bytes))) => {
                hash.update(&content);
                *bytes = bytes.saturating_add(u64::try_from(content.len()).unwrap_or(u64::MAX));
                taker.data(&content)?;
            }
            (b'E', Some(_)) => {
                taker.end()?;
                if let Some((name, hash, bytes)) = open.take() {
                    found.insert(name, Entry { bytes, sha256: hexadecimal(&hash.finalize()) });
                }
            }
            (b'M', None) => {
                let manifest: Manifest = serde_json::from_slice(&content).map_err(failed("the backup's manifest"))?;
                return reader.is_over().map_err(failed(WHAT)).and_then(|over| {
                    let right = over && manifest.entries == found;
                    right
                        .then_some(manifest)
                        .ok_or_else(|| SetupError("the backup is not what its manifest says".into()))
                });
            }
            _ => return Err(SetupError("the backup is not made of what a backup is made of".into())),
        }
    }
}

struct Reader<R: Read> {
    input: R,
    opener: Opener,
    clear: Vec<u8>,
    at: usize,
    over: bool,
}

impl<R: Read> Reader<R> {
    fn frame(&mut self) -> io::Result<(u8, Vec<u8>)> {
        let mut head = [0; 5];
        self.fill(&mut head)?;
        let [kind, length @ ..] = head;
        let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
        if length > if kind == b'M' { LONGEST } else { CHUNK } {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a part of it is too long"));
        }
        let mut content = vec![0; length];
        self.fill(&mut content)?;
        Ok((kind, content))
    }

    fn fill(&mut self, mut wanted: &mut [u8]) -> io::Result<()> {
        while !wanted.is_empty() {
            if self.at == self.clear.len() && !self.more()? {
                return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it ends too early"));
            }
            let there = self.clear.get(self.at..).unwrap_or_default();
            let count = there.len().min(wanted.len());
            let (now, later) = wanted.split_at_mut(count);
            now.iter_mut().zip(there).for_each(|(slot, byte)| *slot = *byte);
            self.at += count;
            wanted = later;
        }
        Ok(())
    }

    /// Opens some more; false at the end.
    fn more(&mut self) -> io::Result<bool> {
        self.clear.clear();
        self.at = 0;
        let mut piece = vec![0; CHUNK];
        while self.clear.is_empty() && !self.over {
            let count = self.input.read(&mut piece)?;
            if count == 0 {
                self.over = true;
                self.opener.finish(&mut self.clear).map_err(broken)?;
            } else {
                self.opener.push(piece.get(..count).unwrap_or_default(), &mut self.clear).map_err(broken)?;
            }
        }
        Ok(!self.clear.is_empty())
    }

    fn is_over(&mut self) -> io::Result<bool> {
        Ok(self.at == self.clear.len() && !self.more()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way() -> Way {
        Way { key: [9; 32], purpose: "backup of a test".to_owned() }
    }

    fn made(contents: &[&[u8]]) -> Vec<u8> {
        let mut writer = Writer::new(Vec::new(), &way()).unwrap();
        for (number, content) in contents.iter().enumerate() {
            let mut pieces = content.chunks(50_000).map(bytes::Bytes::copy_from_slice);
            writer.entry(&format!("files/{number}"), || Ok(pieces.next())).unwrap();
        }
        let manifest = Manifest {
            moment: String::new(),
            portico: String::new(),
            postgres: String::new(),
            schema: String::new(),
            tables: BTreeMap::new(),
            entries: BTreeMap::new(),
            missing: Vec::new(),
        };
        writer.finish(manifest).unwrap().0
    }

    #[test]
    fn what_was_put_in_is_found_and_no_byte_can_be_changed_or_cut() {
        let long = vec![3; 2 * CHUNK + 17];
        let archive = made(&[b"short", &long, b""]);
        let manifest = walk(archive.as_slice(), &way(), &mut Nobody).unwrap();
        let lengths: Vec<u64> = manifest.entries.values().map(|entry| entry.bytes).collect();
        assert_eq!(lengths, [5, u64::try_from(long.len()).unwrap(), 0]);
        for at in [0, 12, CHUNK, archive.len() - 1] {
            let mut flipped = archive.clone();
            flipped[at] ^= 1;
            assert!(walk(flipped.as_slice(), &way(), &mut Nobody).is_err(), "flipped at {at}");
        }
        for end in [0, 11, CHUNK, archive.len() - 1] {
            assert!(walk(&archive[..end], &way(), &mut Nobody).is_err(), "cut at {end}");
        }
        let other = Way { purpose: "another header".to_owned(), ..way() };
        assert!(walk(archive.as_slice(), &other, &mut Nobody).is_err());
    }
}
