//! Sealing what is too long for one piece: attachments and backups, in the STREAM construction of Hoang, Reyhanitabar,
//! Rogaway and Vizár. Each chunk has its place and whether it is the last bound into its nonce, so that chunks cannot be
//! exchanged, repeated, left out or cut off.
//!
//! `PSF1`, a nonce prefix (7 bytes), then chunks of 65,536 sealed bytes with 16 bytes of tag each; the last may be
//! shorter. The key is the file's own; what it is for is bound into every chunk.

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{AeadInOut as _, KeyInit as _};
use rand::RngCore as _;

use crate::fault::Fault;

/// Clear bytes in a chunk.
pub const CHUNK: usize = 65_536;
/// What sealing adds to each.
pub const TAG: usize = 16;
const MAGIC: [u8; 4] = *b"PSF1";
const PREFIX: usize = 7;
/// What comes before the first chunk.
pub const HEADER: usize = 4 + PREFIX;

/// One chunk after the other, in one direction.
struct Chunks {
    cipher: Aes256Gcm,
    prefix: [u8; PREFIX],
    next: u32,
    bound: Vec<u8>,
}

impl Chunks {
    fn new(key: &[u8; 32], prefix: [u8; PREFIX], purpose: &str) -> Self {
        Self { cipher: Aes256Gcm::new(key.into()), prefix, next: 0, bound: purpose.as_bytes().to_vec() }
    }

    fn nonce(&mut self, last: bool) -> Result<[u8; 12], Fault> {
        let mut nonce = [0; 12];
        let parts = self.prefix.iter().copied().chain(self.next.to_be_bytes()).chain([u8::from(last)]);
        nonce.iter_mut().zip(parts).for_each(|(slot, byte)| *slot = byte);
        self.next = self.next.checked_add(1).ok_or_else(|| Fault::broken("a sealed file is too long"))?;
        Ok(nonce)
    }
}

/// Seals chunk by chunk.
pub struct Sealer(Chunks);

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealer(..)")
    }
}

impl Sealer {
    /// Begins a file under its own key; gives what has to stand before the first chunk.
    pub fn new(key: &[u8; 32], purpose: &str) -> (Self, [u8; HEADER]) {
        let mut prefix = [0; PREFIX];
        rand::rng().fill_bytes(&mut prefix);
        let mut header = [0; HEADER];
        header.iter_mut().zip(MAGIC.into_iter().chain(prefix)).for_each(|(slot, byte)| *slot = byte);
        (Self(Chunks::new(key, prefix, purpose)), header)
    }

    /// Seals a chunk where it lies and gives its tag, which follows it. Every chunk but the last is [`CHUNK`] long.
    pub fn seal(&mut self, chunk: &mut [u8], last: bool) -> Result<[u8; TAG], Fault> {
        let nonce = self.0.nonce(last)?;
        let tag = self.0.cipher.encrypt_inout_detached(&nonce.into(), &self.0.bound, chunk.into());
        tag.map(Into::into).map_err(|_| Fault::broken("sealing failed"))
    }
}

/// Opens what arrives in pieces of any size.
pub struct Opener {
    key: [u8; 32],
    purpose: String,
    chunks: Option<Chunks>,
    waiting: Vec<u8>,
}

impl std::fmt::Debug for Opener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Opener(..)")
    }
}

impl Opener {
    /// For a file of this key and purpose.
    pub fn new(key: [u8; 32], purpose: &str) -> Self {
        Self { key, purpose: purpose.to_owned(), chunks: None, waiting: Vec::new() }
    }

    /// Takes a piece and appends what can be opened and trusted by now. A full chunk that may be the last one waits.
    pub fn push(&mut self, piece: &[u8], clear: &mut Vec<u8>) -> Result<(), Fault> {
        self.waiting.extend_from_slice(piece);
        if self.chunks.is_none() && self.waiting.len() >= HEADER {
            self.begin()?;
        }
        let mut at = 0;
        while self.chunks.is_some() && self.waiting.len().saturating_sub(at) > CHUNK + TAG {
            self.chunk(at, at + CHUNK + TAG, false, clear)?;
            at += CHUNK + TAG;
        }
        self.waiting.drain(..at);
        Ok(())
    }

    /// The last chunk: nothing more comes.
    pub fn finish(&mut self, clear: &mut Vec<u8>) -> Result<(), Fault> {
        self.chunk(0, self.waiting.len(), true, clear)
    }

    fn begin(&mut self) -> Result<(), Fault> {
        let header: Vec<u8> = self.waiting.drain(..HEADER).collect();
        let prefix = header.strip_prefix(&MAGIC).and_then(|prefix| <[u8; PREFIX]>::try_from(prefix).ok());
        self.chunks = Some(Chunks::new(&self.key, prefix.ok_or_else(altered)?, &self.purpose));
        Ok(())
    }

    fn chunk(&mut self, from: usize, to: usize, last: bool, clear: &mut Vec<u8>) -> Result<(), Fault> {
        let chunks = self.chunks.as_mut().ok_or_else(altered)?;
        let nonce = chunks.nonce(last)?;
        let sealed = self.waiting.get_mut(from..to).ok_or_else(altered)?;
        let (body, tag) = sealed.split_last_chunk_mut::<TAG>().ok_or_else(altered)?;
        let opened =
            chunks.cipher.decrypt_inout_detached(&nonce.into(), &chunks.bound, (&mut *body).into(), &(*tag).into());
        opened.map_err(|_| altered())?;
        clear.extend_from_slice(body);
        Ok(())
    }
}

fn altered() -> Fault {
    Fault::broken("a sealed file is not what it was")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(clear: &[u8]) -> Vec<u8> {
        let (mut sealer, header) = Sealer::new(&[7; 32], "a file");
        let mut all = header.to_vec();
        let mut chunks = clear.chunks(CHUNK).peekable();
        while let Some(chunk) = chunks.next() {
            let mut chunk = chunk.to_vec();
            let tag = sealer.seal(&mut chunk, chunks.peek().is_none()).unwrap();
            all.extend(chunk);
            all.extend(tag);
        }
        all
    }

    fn opened(sealed: &[u8], purpose: &str, piece: usize) -> Option<Vec<u8>> {
        let (mut opener, mut clear) = (Opener::new([7; 32], purpose), Vec::new());
        for part in sealed.chunks(piece) {
            opener.push(part, &mut clear).ok()?;
        }
        opener.finish(&mut clear).ok()?;
        Some(clear)
    }

    #[test]
    fn a_file_of_any_length_comes_back_in_pieces_of_any_size() {
        for length in [1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5] {
            let clear: Vec<u8> = (0..length).map(|n| u8::try_from(n % 251).unwrap()).collect();
            let sealed = sealed(&clear);
            for piece in [97, CHUNK, CHUNK + TAG, sealed.len()] {
                assert_eq!(opened(&sealed, "a file", piece).as_ref(), Some(&clear), "{length} in {piece}");
            }
        }
    }

    #[test]
    fn a_file_that_was_changed_cut_or_exchanged_does_not_open() {
        let whole = sealed(&vec![1; 2 * CHUNK + 100]);
        for at in [0, 5, HEADER, HEADER + CHUNK, whole.len() - 1] {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            assert_eq!(opened(&flipped, "a file", CHUNK), None, "flipped at {at}");
        }
        let (first, second) = (HEADER, HEADER + CHUNK + TAG);
        let cut = |end: usize| opened(&whole[..end], "a file", CHUNK);
        assert_eq!((cut(second), cut(second + CHUNK + TAG), cut(3), cut(0)), (None, None, None, None));
        let mut exchanged = whole.clone();
        exchanged[first..second].copy_from_slice(&whole[second..second + CHUNK + TAG]);
        exchanged[second..second + CHUNK + TAG].copy_from_slice(&whole[first..second]);
        assert_eq!(opened(&exchanged, "a file", CHUNK), None);
        assert_eq!(opened(&[whole.as_slice(), &whole[second..]].concat(), "a file", CHUNK), None);
        assert_eq!(opened(&whole, "another file", CHUNK), None);
    }
}
