//! The one way out: requests to addresses that somebody else wrote down. Nothing inside this machine or its network can
//! be reached, whatever a name resolves to: a name is resolved once, every address it gives is judged, and the
//! connection goes to an address that was judged. Nobody is redirected, nothing large is read, nothing takes long.
//!
//! The client is `ureq`: it blocks, like the database threads it runs beside, brings rustls and no runtime of its own,
//! and lets the step from name to address be ours.

mod address;
mod keys;

use std::time::Duration;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::tls::{RootCerts, TlsConfig};
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

pub use address::is_public;
pub use keys::KeyCache;

const LONGEST: Duration = Duration::from_secs(5);
/// The most that is read of an answer.
const LARGEST: u64 = 65_536;

/// Why nothing came back. Says nothing of what was found where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutboundError {
    /// The address, or what its name stands for, may not be reached.
    Refused,
    /// Nothing there, not in time, too large, or not a good answer.
    Failed,
}

/// The way out. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Outbound {
    agent: Agent,
    loopback: bool,
}

impl Outbound {
    /// `loopback` also lets plain http to this machine through: for a demonstration that is told so, and tests.
    pub fn new(loopback: bool) -> Self {
        let tls = TlsConfig::builder().root_certs(RootCerts::WebPki).build();
        let config = Config::builder()
            .timeout_global(Some(LONGEST))
            .max_redirects(0)
            .max_redirects_will_error(true)
            .https_only(!loopback)
            .proxy(None)
            .tls_config(tls)
            .user_agent("portico")
            .max_response_header_size(16_384)
            .max_idle_connections(0)
            .build();
        let resolver = Judge { names: DefaultResolver::default(), loopback };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver), loopback }
    }

    /// Whether plain http to this machine is let through.
    pub fn allows_loopback(&self) -> bool {
        self.loopback
    }

    /// Reads a small JSON document. Blocks.
    pub fn get_json(&self, url: &str) -> Result<serde_json::Value, OutboundError> {
        let mut answer = self.agent.get(url).header("accept", "application/json").call().map_err(reason)?;
        if answer.status() != 200 {
            return Err(OutboundError::Failed);
        }
        let text = answer.body_mut().with_config().limit(LARGEST).read_to_vec().map_err(reason)?;
        serde_json::from_slice(&text).map_err(|_| OutboundError::Failed)
    }
}

fn reason(error: Error) -> OutboundError {
    match error {
        Error::Other(inner) if inner.is::<Inside>() => OutboundError::Refused,
        Error::RequireHttpsOnly(_) | Error::BadUri(_) => OutboundError::Refused,
        _ => OutboundError::Failed,
    }
}

/// The name stands for something that may not be reached.
#[derive(Debug)]
struct Inside;

impl std::fmt::Display for Inside {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("not a public address")
    }
}

impl std::error::Error for Inside {}

/// Resolves names and judges what they stand for. One address inside spoils a name: it is not for us to choose.
#[derive(Debug)]
struct Judge {
    names: DefaultResolver,
    loopback: bool,
}

impl Resolver for Judge {
    fn resolve(&self, uri: &Uri, config: &Config, timeout: NextTimeout) -> Result<ResolvedSocketAddrs, Error> {
        let found = self.names.resolve(uri, config, timeout)?;
        let secure = uri.scheme_str() == Some("https");
        let good = |address: &std::net::SocketAddr| {
            let ip = address.ip().to_canonical();
            (secure && is_public(ip)) || (self.loopback && ip.is_loopback())
        };
        if found.iter().all(good) { Ok(found) } else { Err(Error::Other(Box::new(Inside))) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read as _, Write as _};
    use std::net::TcpListener;

    /// A server that gives one answer.
    fn serve(answer: &'static str) -> u16 {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        std::thread::spawn(move || {
            while let Ok((mut stream, _)) = listener.accept() {
                let _ = stream.read(&mut [0; 2048]);
                let _ = stream.write_all(answer.as_bytes());
            }
        });
        port
    }

    #[test]
    fn nothing_inside_is_reached() {
        let port = serve("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n{}");
        let outbound = Outbound::new(false);
        let inside = ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "2130706433", "127.1"];
        for host in inside {
            assert!(outbound.get_json(&format!("https://{host}:{port}/")).is_err(), "{host}");
        }
        for url in [
            "https://localhost/",
            "https://169.254.169.254/latest/meta-data/",
            "https://10.0.0.1/",
            "http://example.org/",
        ] {
            assert_eq!(outbound.get_json(url), Err(OutboundError::Refused), "{url}");
        }
        assert_eq!(Outbound::new(true).get_json(&format!("http://127.0.0.1:{port}/")), Ok(serde_json::json!({})));
        assert_eq!(Outbound::new(true).get_json("http://10.0.0.1/"), Err(OutboundError::Refused));
    }

    #[test]
    fn redirects_and_long_answers_are_refused() {
        let outbound = Outbound::new(true);
        let away = serve("HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0\r\n\r\n");
        assert!(outbound.get_json(&format!("http://127.0.0.1:{away}/")).is_err());
        let endless = serve("HTTP/1.1 200 OK\r\ncontent-length: 70000\r\n\r\n{");
        assert!(outbound.get_json(&format!("http://127.0.0.1:{endless}/")).is_err());
    }
}
