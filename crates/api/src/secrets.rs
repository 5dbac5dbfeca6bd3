//! Keys: one signs session tokens, one seals identifiers and drafts, one makes the blind index. A fourth, which
//! follows from the third, seals cursors.

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, Mac};
use rand::RngCore as _;
use sha2::{Digest as _, Sha256};

use crate::fault::Fault;

const NONCE_BYTES: usize = 12;

/// The installation's keys. `Debug` shows nothing of them.
#[derive(Clone)]
pub struct Secrets {
    session: [u8; 32],
    data: [u8; 32],
    index: [u8; 32],
    cursor: [u8; 32],
}

impl std::fmt::Debug for Secrets {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secrets(..)")
    }
}

/// 32 bytes from the operating system.
pub fn random_bytes() -> [u8; 32] {
    let mut bytes = [0; 32];
    rand::rng().fill_bytes(&mut bytes);
    bytes
}

impl Secrets {
    /// New keys for a new installation.
    pub fn generate() -> Self {
        Self::of(random_bytes(), random_bytes(), random_bytes())
    }

    /// Three lines of base64: session key, data key, index key.
    pub fn parse(text: &str) -> Option<Self> {
        let mut keys = text
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| BASE64.decode(line.trim()).ok().and_then(|bytes| <[u8; 32]>::try_from(bytes).ok()));
        Some(Self::of(keys.next()??, keys.next()??, keys.next()??))
    }

    fn of(session: [u8; 32], data: [u8; 32], index: [u8; 32]) -> Self {
        let cursor = Sha256::new().chain_update(b"portico cursor").chain_update(index).finalize().into();
        Self { session, data, index, cursor }
    }

    /// The form [`Secrets::parse`] reads.
    pub fn to_text(&self) -> String {
        [self.session, self.data, self.index].map(|key| BASE64.encode(key)).join("\n") + "\n"
    }

    /// Signs session tokens.
    pub fn session_key(&self) -> &[u8] {
        &self.session
    }

    /// Seals bytes so that they open only for the same `purpose` (a table and column, say).
    pub fn seal(&self, purpose: &str, clear: &[u8]) -> Result<Vec<u8>, Fault> {
        seal(&self.data, purpose, clear)
    }

    /// Opens what [`Secrets::seal`] sealed for the same purpose.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        open(&self.data, purpose, sealed)
    }

    /// Seals where a page ends, so that it opens only in the same list of the same person. The key is one of its own:
    /// pages are many, and nonces by chance are safe for some billions of uses of a key.
    pub fn seal_cursor(&self, owner: &str, clear: &[u8]) -> Result<Vec<u8>, Fault> {
        seal(&self.cursor, owner, clear)
    }

    /// Opens what [`Secrets::seal_cursor`] sealed for the same owner.
    pub fn open_cursor(&self, owner: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        open(&self.cursor, owner, sealed)
    }

    /// A keyed hash by which an identifier is found without being readable.
    pub fn blind(&self, purpose: &str, text: &str) -> Result<Vec<u8>, Fault> {
        let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.index).map_err(Fault::broken)?;
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(text.as_bytes());
        Ok(mac.finalize().into_bytes().to_vec())
    }
}

fn seal(key: &[u8; 32], purpose: &str, clear: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut nonce = [0; NONCE_BYTES];
    rand::rng().fill_bytes(&mut nonce);
    let sealed = Aes256Gcm::new(key.into())
        .encrypt(&nonce.into(), Payload { msg: clear, aad: purpose.as_bytes() })
        .map_err(|_| Fault::broken("sealing failed"))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

fn open(key: &[u8; 32], purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
    let (nonce, body) =
        sealed.split_first_chunk::<NONCE_BYTES>().ok_or_else(|| Fault::broken("a sealed value is too short"))?;
    Aes256Gcm::new(key.into())
        .decrypt(&(*nonce).into(), Payload { msg: body, aad: purpose.as_bytes() })
        .map_err(|_| Fault::broken("a sealed value does not open with this key"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_only_for_its_purpose() {
        let secrets = Secrets::generate();
        let sealed = secrets.seal("clients.ssn", b"123121234").expect("seals");
        assert_eq!(secrets.open("clients.ssn", &sealed).expect("opens"), b"123121234");
        assert!(secrets.open("drafts.body", &sealed).is_err());
        assert!(secrets.open_cursor("clients.ssn", &sealed).is_err(), "cursors have a key of their own");
        assert!(Secrets::generate().open("clients.ssn", &sealed).is_err());
    }

    #[test]
    fn keys_survive_their_text_form() {
        let secrets = Secrets::generate();
        let again = Secrets::parse(&secrets.to_text()).expect("parses");
        assert_eq!(
            secrets.blind("clients.ssn", "x").expect("hashes"),
            again.blind("clients.ssn", "x").expect("hashes")
        );
    }
}
