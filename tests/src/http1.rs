//! One keep-alive HTTP/1.1 connection, as small as a load generator needs it: the client of a bench shares the
//! machine with what it measures.

use std::io::{self, BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::time::Duration;

/// A connection to a server on this machine.
#[derive(Debug)]
pub struct Connection(BufReader<TcpStream>);

/// What came back.
#[derive(Debug)]
pub struct Received {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

impl Connection {
    /// Opens it.
    pub fn open(port: u16) -> io::Result<Self> {
        let stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        Ok(Self(BufReader::with_capacity(64 * 1024, stream)))
    }

    /// Sends one request and reads its answer to the end.
    pub fn ask(&mut self, request: &[u8]) -> io::Result<Received> {
        self.0.get_mut().write_all(request)?;
        let (status, length) = self.head()?;
        let mut body = vec![0; length];
        self.0.read_exact(&mut body)?;
        Ok(Received { status, body })
    }

    /// Status and length of what follows.
    fn head(&mut self) -> io::Result<(u16, usize)> {
        let broken = || io::Error::new(io::ErrorKind::InvalidData, "not an answer this client reads");
        let (mut status, mut length, mut line) = (0, 0, String::new());
        loop {
            line.clear();
            if self.0.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let text = line.trim_end();
            if text.is_empty() {
                return Ok((status, length));
            }
            if status == 0 {
                status = text.split(' ').nth(1).and_then(|word| word.parse().ok()).ok_or_else(broken)?;
            } else if let Some((name, value)) = text.split_once(':') {
                match name.to_ascii_lowercase().as_str() {
                    "content-length" => length = value.trim().parse().map_err(|_| broken())?,
                    "transfer-encoding" => return Err(broken()),
                    _ => {}
                }
            }
        }
    }
}
