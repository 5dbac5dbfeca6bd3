//! The virus scanner: clamd over its unix socket, when there is one. A file it refuses, or that it could not be asked
//! about, is kept and not handed out.

use std::path::PathBuf;
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::UnixStream;

/// Longer than this and the scanner counts as away.
const PATIENCE: Duration = Duration::from_secs(30);
/// clamd takes a stream in pieces, each with its length before it.
const PIECE: usize = 65_536;
/// clamd's answer is one short line; more than this is none of its own.
const LONGEST_ANSWER: u64 = 4_096;

/// Where the scanner is reached.
#[derive(Debug, Clone, Default)]
pub struct Scanner(Option<PathBuf>);

/// What is known about a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The scanner found nothing, or there is none.
    Clean,
    /// The scanner found something.
    Infected,
    /// The scanner is away or does not understand.
    Unknown,
}

impl Scanner {
    /// The scanner behind a socket; files are not scanned without one.
    pub fn new(socket: Option<PathBuf>) -> Self {
        Self(socket)
    }

    /// Asks about a file.
    pub async fn scan(&self, bytes: &[u8]) -> Verdict {
        let Some(socket) = &self.0 else { return Verdict::Clean };
        match tokio::time::timeout(PATIENCE, ask(socket, bytes)).await {
            Ok(Ok(answer)) => read(&answer),
            Ok(Err(error)) => {
                tracing::warn!(error = %error, "the virus scanner is away");
                Verdict::Unknown
            }
            Err(_) => {
                tracing::warn!("the virus scanner is too slow");
                Verdict::Unknown
            }
        }
    }
}

async fn ask(socket: &PathBuf, bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut clamd = UnixStream::connect(socket).await?;
    clamd.write_all(b"zINSTREAM\0").await?;
    for piece in bytes.chunks(PIECE) {
        let length = u32::try_from(piece.len()).unwrap_or(u32::MAX);
        clamd.write_all(&length.to_be_bytes()).await?;
        clamd.write_all(piece).await?;
    }
    clamd.write_all(&0_u32.to_be_bytes()).await?;
    let mut answer = Vec::new();
    clamd.take(LONGEST_ANSWER).read_to_end(&mut answer).await?;
    Ok(answer)
}

/// `stream: OK` or `stream: <what was found> FOUND`; everything else means that nothing is known.
fn read(answer: &[u8]) -> Verdict {
    let text = String::from_utf8_lossy(answer);
    match text.trim_end_matches(['\0', '\n']) {
        "stream: OK" => Verdict::Clean,
        found if found.ends_with(" FOUND") => Verdict::Infected,
        _ => Verdict::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_yes_is_clean() {
        for (answer, verdict) in [
            (b"stream: OK\0".as_slice(), Verdict::Clean),
            (b"stream: Eicar-Test-Signature FOUND\0", Verdict::Infected),
            (b"INSTREAM size limit exceeded. ERROR\0", Verdict::Unknown),
            (b"", Verdict::Unknown),
        ] {
            assert_eq!(read(answer), verdict);
        }
    }
}
