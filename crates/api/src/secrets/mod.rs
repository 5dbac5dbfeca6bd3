//! The installation's keys: one signs session tokens, numbered ones seal and make the blind index, one seals cursors.
//!
//! A running server notices within a second when the key file changes, and at once when it meets a value whose key it
//! has not heard of: a rotation needs no restart.

mod ring;
mod stream;
mod value;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::{Duration, SystemTime};

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use hmac::{Hmac, Mac};
use rand::RngCore as _;
use sha2::Sha256;

pub use ring::{Key, Ring};
pub use stream::{CHUNK, HEADER, Opener, Sealer, TAG};

use crate::fault::Fault;

const NONCE_BYTES: usize = 12;
/// How often a server looks whether its key file changed.
pub const NOTICED_WITHIN: Duration = Duration::from_secs(1);

/// The installation's keys. `Debug` shows nothing of them. Clones share what is noticed.
#[derive(Clone)]
pub struct Secrets {
    session: [u8; 32],
    cursor: [u8; 32],
    shared: Arc<Shared>,
}

struct Shared {
    ring: RwLock<Arc<Ring>>,
    file: Option<PathBuf>,
    seen: Mutex<Option<Stamp>>,
}

/// What tells that a file is another one.
type Stamp = (SystemTime, u64, u64);

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
        Self::of(Ring::generate(), None)
    }

    /// The text of a key file, in its present form or in that of the first versions.
    pub fn parse(text: &str) -> Option<Self> {
        Some(Self::of(Ring::parse(text).ok()?, None))
    }

    /// A key file, which is looked at again when it changes.
    pub fn read(file: &Path) -> Result<Self, String> {
        let seen = stamp(file);
        let text = std::fs::read_to_string(file).map_err(|error| format!("the key file: {error}"))?;
        let secrets = Self::of(Ring::parse(&text)?, Some(file.to_owned()));
        *lock(&secrets.shared.seen) = seen;
        Ok(secrets)
    }

    /// Keys that come from nowhere but memory.
    pub fn of_ring(ring: Ring) -> Self {
        Self::of(ring, None)
    }

    fn of(ring: Ring, file: Option<PathBuf>) -> Self {
        let (session, cursor) = (ring.session, ring.cursor);
        let shared = Shared { ring: RwLock::new(Arc::new(ring)), file, seen: Mutex::new(None) };
        Self { session, cursor, shared: Arc::new(shared) }
    }

    /// The form [`Secrets::parse`] reads.
    pub fn to_text(&self) -> String {
        self.ring().to_text()
    }

    /// The keys as they are known now.
    pub fn ring(&self) -> Arc<Ring> {
        Arc::clone(&self.shared.ring.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Looks at the key file again if it changed. A file that cannot be read leaves things as they were.
    pub fn refresh(&self) {
        let Some(file) = &self.shared.file else { return };
        let mut seen = lock(&self.shared.seen);
        let now = stamp(file);
        if now.is_none() || *seen == now {
            return;
        }
        let read = std::fs::read_to_string(file).map_err(|error| error.to_string());
        match read.and_then(|text| Ring::parse(&text).map_err(str::to_owned)) {
            Ok(ring) => {
                *self.shared.ring.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(ring);
                *seen = now;
                tracing::info!("the key file was read again");
            }
            Err(error) => tracing::error!(error = %error, "the key file changed and cannot be used"),
        }
    }

    /// Looks at the key file for as long as the server runs.
    pub async fn watch(self) {
        loop {
            tokio::time::sleep(NOTICED_WITHIN).await;
            self.refresh();
        }
    }

    /// Signs session tokens.
    pub fn session_key(&self) -> &[u8] {
        &self.session
    }

    /// Seals bytes under the current key, so that they open only for the same `purpose` (a table and column, say).
    pub fn seal(&self, purpose: &str, clear: &[u8]) -> Result<Vec<u8>, Fault> {
        value::seal(current(&self.ring())?, purpose, clear)
    }

    /// Opens what [`Secrets::seal`] sealed for the same purpose, under whichever key.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        if let Some(opened) = value::open(&self.ring(), purpose, sealed) {
            return opened;
        }
        self.refresh();
        value::open(&self.ring(), purpose, sealed)
            .unwrap_or_else(|| Err(Fault::broken(format!("key {} is not in the key file", value::key_of(sealed)))))
    }

    /// The number of the key a sealed value hangs on.
    pub fn key_of(sealed: &[u8]) -> u32 {
        value::key_of(sealed)
    }

    /// A new key for one file, and its sealed form to be kept beside the file.
    pub fn file_key(&self, purpose: &str) -> Result<([u8; 32], Vec<u8>), Fault> {
        let key = random_bytes();
        let wrapped = self.seal(purpose, &key)?;
        Ok((key, wrapped))
    }

    /// The key of a file, from its sealed form.
    pub fn open_file_key(&self, purpose: &str, wrapped: &[u8]) -> Result<[u8; 32], Fault> {
        self.open(purpose, wrapped)?.try_into().map_err(|_| Fault::broken("a sealed key has another length"))
    }

    /// Seals bytes under a key that is not the installation's: one that follows from a passphrase, say.
    pub fn seal_with(key: &[u8; 32], purpose: &str, clear: &[u8]) -> Result<Vec<u8>, Fault> {
        seal(key, purpose, clear)
    }

    /// Opens what [`Secrets::seal_with`] sealed with the same key and purpose.
    pub fn open_with(key: &[u8; 32], purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, Fault> {
        open(key, purpose, sealed)
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

    /// A keyed hash by which an identifier is found without being readable, under the current key.
    pub fn blind(&self, purpose: &str, text: &str) -> Result<Vec<u8>, Fault> {
        blind(current(&self.ring())?, purpose, text)
    }

    /// The same under every key there is, the oldest first: during a rotation a row may carry any of them.
    pub fn blinds(&self, purpose: &str, text: &str) -> Result<Vec<Vec<u8>>, Fault> {
        self.ring().keys.iter().map(|key| blind(key, purpose, text)).collect()
    }
}

fn current(ring: &Ring) -> Result<&Key, Fault> {
    ring.key(ring.current).ok_or_else(|| Fault::broken("the current key is missing"))
}

/// The hash; from the second key on with the key's number before it.
fn blind(key: &Key, purpose: &str, text: &str) -> Result<Vec<u8>, Fault> {
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&key.index).map_err(Fault::broken)?;
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    mac.update(text.as_bytes());
    let hash = mac.finalize().into_bytes();
    let number = if key.id == value::FIRST_KEY { Vec::new() } else { key.id.to_be_bytes().to_vec() };
    Ok([number.as_slice(), &hash].concat())
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn stamp(file: &Path) -> Option<Stamp> {
    use std::os::unix::fs::MetadataExt as _;
    let meta = std::fs::metadata(file).ok()?;
    Some((meta.modified().ok()?, meta.len(), meta.ino()))
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

    fn rotated(secrets: &Secrets) -> Secrets {
        let mut ring = (*secrets.ring()).clone();
        ring.current = ring.add(time::macros::date!(2026 - 11 - 26));
        Secrets::of_ring(ring)
    }

    #[test]
    fn a_sealed_value_opens_only_for_its_purpose() {
        let secrets = Secrets::generate();
        let sealed = secrets.seal("clients.ssn", b"123121234").expect("seals");
        assert_eq!(secrets.open("clients.ssn", &sealed).expect("opens"), b"123121234");
        assert!(secrets.open("drafts.body", &sealed).is_err());
        assert!(secrets.open_cursor("clients.ssn", &sealed).is_err(), "cursors have a key of their own");
        assert!(Secrets::generate().open("clients.ssn", &sealed).is_err());
        let mut other_key = sealed;
        other_key[7] ^= 3;
        assert!(secrets.open("clients.ssn", &other_key).is_err());
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

    #[test]
    fn after_a_rotation_old_values_open_and_new_ones_hang_on_the_new_key() {
        let before = Secrets::generate();
        let old = before.seal("drafts.sealed", b"a note").unwrap();
        let after = rotated(&before);
        let new = after.seal("drafts.sealed", b"a note").unwrap();
        assert_eq!((Secrets::key_of(&old), Secrets::key_of(&new)), (1, 2));
        assert_eq!(after.open("drafts.sealed", &old).unwrap(), b"a note");
        assert_eq!(after.open("drafts.sealed", &new).unwrap(), b"a note");
        assert!(before.open("drafts.sealed", &new).is_err());
        let blind = |secrets: &Secrets| secrets.blind("clients.ssn", "123121234").unwrap();
        assert_eq!(after.blinds("clients.ssn", "123121234").unwrap(), [blind(&before), blind(&after)]);
    }

    #[test]
    fn a_file_of_three_keys_is_key_one_and_its_values_open() {
        use base64::Engine as _;
        use base64::engine::general_purpose::STANDARD;
        let lines = [1_u8, 2, 3].map(|n| STANDARD.encode([n; 32]));
        let secrets = Secrets::parse(&lines.join("\n")).unwrap();
        assert_eq!(secrets.session_key(), [1; 32]);
        // As the first versions sealed.
        let sealed = seal(&[2; 32], "clients.ssn", b"123121234").unwrap();
        assert_eq!(Secrets::key_of(&sealed), 1);
        assert_eq!(secrets.open("clients.ssn", &sealed).unwrap(), b"123121234");
        assert_eq!(rotated(&secrets).open("clients.ssn", &sealed).unwrap(), b"123121234");
        assert_eq!(secrets.blind("clients.ssn", "x").unwrap().len(), 32);
        assert!(Secrets::parse(&lines[..2].join("\n")).is_none());
    }

    #[test]
    fn a_changed_key_file_is_noticed_and_a_broken_one_is_not_believed() {
        let file = std::env::temp_dir().join(format!("portico-ring-{}", std::process::id()));
        std::fs::write(&file, Secrets::generate().to_text()).unwrap();
        let serving = Secrets::read(&file).unwrap();
        let fresh = rotated(&serving);
        let sealed = fresh.seal("drafts.sealed", b"a note").unwrap();
        std::fs::write(&file, "half a").unwrap();
        assert!(serving.open("drafts.sealed", &sealed).is_err());
        std::fs::write(&file, fresh.to_text()).unwrap();
        assert_eq!(serving.open("drafts.sealed", &sealed).unwrap(), b"a note");
        assert_eq!(Secrets::key_of(&serving.seal("drafts.sealed", b"").unwrap()), 2);
        std::fs::remove_file(file).unwrap();
    }
}
