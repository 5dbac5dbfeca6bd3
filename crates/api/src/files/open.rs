//! A file on its way out. It is read twice: once to see that every chunk, and all of it together, is what came; then to
//! hand it out, each chunk opened anew. No byte leaves before the whole is known to be right, and no file has to fit
//! into memory.

use bytes::Bytes;
use domain::problem::{Code, Problem};
use futures_util::stream::{BoxStream, StreamExt as _, TryStreamExt as _};
use object_store::ObjectStoreExt as _;
use object_store::path::Path;
use sha2::{Digest as _, Sha256};

use super::store::{Stored, purpose};
use crate::fault::Fault;
use crate::metrics;
use crate::secrets::{Opener, Secrets};
use crate::setup::Files;

/// A file up to this size is kept after the first reading and not read again.
const KEPT: usize = 512 * 1024;

/// A file that is what it was when it came.
pub struct Opened {
    /// How many bytes it has.
    pub bytes: u64,
    /// Whether all of it is text in UTF-8.
    pub utf8: bool,
    /// The bytes.
    pub content: Content,
}

/// How a file is handed out.
pub enum Content {
    /// It is here.
    Whole(Bytes),
    /// It is read once more.
    Read(BoxStream<'static, Result<Bytes, Damaged>>),
}

/// Breaks an answer off; what is to be known stands in the log.
#[derive(Debug)]
pub struct Damaged;

impl std::fmt::Display for Damaged {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a stored file cannot be read")
    }
}

impl std::error::Error for Damaged {}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").field("bytes", &self.bytes).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for Content {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Content(..)")
    }
}

impl Files {
    /// Gets a file back, if its bytes are still those that came.
    pub async fn open(&self, secrets: &Secrets, file: &Stored, sha256: &[u8]) -> Result<Opened, Problem> {
        let (mut hash, mut text, mut kept) = (Sha256::new(), Utf8::default(), Some(Vec::new()));
        let mut bytes = 0_u64;
        let mut read = self.read(secrets, file).await?;
        while let Some(chunk) = read.try_next().await.map_err(|error| error.refuse(file))? {
            hash.update(&chunk);
            text.take(&chunk);
            bytes = bytes.saturating_add(u64::try_from(chunk.len()).unwrap_or(u64::MAX));
            // A file that is not sealed has nothing that vouches for a part of it.
            kept = kept.filter(|so_far| file.wrapped_key.is_none() || so_far.len() + chunk.len() <= KEPT);
            if let Some(so_far) = &mut kept {
                so_far.extend_from_slice(&chunk);
            }
        }
        if hash.finalize().as_slice() != sha256 {
            return Err(Unread::Altered.refuse(file));
        }
        let content = match kept {
            Some(whole) => Content::Whole(whole.into()),
            None => {
                let key = file.clone();
                let again = self.read(secrets, file).await?;
                Content::Read(again.map_err(move |error| error.break_off(&key)).boxed())
            }
        };
        Ok(Opened { bytes, utf8: text.is_whole(), content })
    }

    /// Reads a file chunk by chunk, each opened.
    async fn read(
        &self,
        secrets: &Secrets,
        file: &Stored,
    ) -> Result<BoxStream<'static, Result<Bytes, Unread>>, Problem> {
        let opener = match &file.wrapped_key {
            Some(wrapped) => {
                let purpose = purpose(&file.key);
                let key = secrets.open_file_key(&purpose, wrapped).map_err(|_| Unread::Altered.refuse(file))?;
                Some(Opener::new(key, &purpose))
            }
            None => None,
        };
        let found = self.0.get(&Path::from(file.key.as_str())).await;
        let sealed = found.map_err(|error| Unread::Away(error).refuse(file))?.into_stream().map_err(Unread::Away);
        Ok(match opener {
            Some(opener) => open(sealed.boxed(), opener),
            None => sealed.boxed(),
        })
    }
}

/// The clear form of what is read.
fn open(
    sealed: BoxStream<'static, Result<Bytes, Unread>>,
    opener: Opener,
) -> BoxStream<'static, Result<Bytes, Unread>> {
    let steps = futures_util::stream::try_unfold(Some((sealed, opener)), |state| async move {
        let Some((mut sealed, mut opener)) = state else { return Ok(None) };
        let mut clear = Vec::new();
        match sealed.try_next().await? {
            Some(piece) => {
                opener.push(&piece, &mut clear).map_err(|_: Fault| Unread::Altered)?;
                Ok(Some((Bytes::from(clear), Some((sealed, opener)))))
            }
            None => {
                opener.finish(&mut clear).map_err(|_: Fault| Unread::Altered)?;
                Ok(Some((Bytes::from(clear), None)))
            }
        }
    });
    // Not every piece completes a chunk.
    steps.try_filter(|clear| std::future::ready(!clear.is_empty())).boxed()
}

/// Why a file cannot be read.
#[derive(Debug)]
enum Unread {
    Away(object_store::Error),
    Altered,
}

impl Unread {
    fn note(&self, file: &Stored) {
        match self {
            Self::Away(error) => tracing::error!(error = %error, "a file could not be read"),
            Self::Altered => {
                metrics::damaged_file();
                tracing::error!(alert = "integrity", key = %file.key, "a stored file is not what it was");
            }
        }
    }

    fn refuse(self, file: &Stored) -> Problem {
        self.note(file);
        let detail = match self {
            Self::Away(_) => "The file cannot be read from the store.",
            Self::Altered => "The file was damaged in the store, so it is not shown.",
        };
        Problem::new(Code::Internal, detail)
    }

    fn break_off(self, file: &Stored) -> Damaged {
        self.note(file);
        Damaged
    }
}

/// Whether all that passes is UTF-8; a letter may lie across two pieces.
#[derive(Debug, Default)]
struct Utf8 {
    broken: bool,
    begun: Vec<u8>,
}

impl Utf8 {
    fn take(&mut self, piece: &[u8]) {
        if self.broken {
            return;
        }
        self.begun.extend_from_slice(piece);
        match std::str::from_utf8(&self.begun) {
            Ok(_) => self.begun.clear(),
            Err(error) if error.error_len().is_none() => {
                self.begun.drain(..error.valid_up_to());
            }
            Err(_) => self.broken = true,
        }
    }

    fn is_whole(&self) -> bool {
        !self.broken && self.begun.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_across_two_pieces_is_still_text() {
        let text = "héllo €".as_bytes();
        for at in 0..text.len() {
            let mut utf8 = Utf8::default();
            utf8.take(&text[..at]);
            utf8.take(&text[at..]);
            assert!(utf8.is_whole(), "cut at {at}");
        }
        for wrong in [b"h\xe9llo".as_slice(), b"cut \xe2\x82"] {
            let mut utf8 = Utf8::default();
            utf8.take(wrong);
            assert!(!utf8.is_whole());
        }
    }
}
