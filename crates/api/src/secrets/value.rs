//! Sealed values: a column, or the key of a file, each under a key of its own that follows from the installation's.
//!
//! `PSV1`, the number of the key (4 bytes, big-endian), salt (16), nonce (12), then the sealed bytes with their tag.
//! Header and purpose are bound in. The salt gives each value its own AES-256 key, so that no number of values makes a
//! nonce come twice. The first versions wrote nonce and sealed bytes only, under key 1 itself: those still open.

use aes_gcm::Aes256Gcm;
use aes_gcm::aead::{Aead, KeyInit, Payload};
use hmac::{Hmac, Mac};
use rand::RngCore as _;
use sha2::Sha256;

use super::ring::{Key, Ring};
use crate::fault::Fault;

const MAGIC: [u8; 4] = *b"PSV1";
const SALT: usize = 16;
const NONCE: usize = 12;
const HEADER: usize = 4 + 4 + SALT + NONCE;
/// The one key of the first versions.
pub(super) const FIRST_KEY: u32 = 1;

/// The number of the key a value hangs on.
pub(super) fn key_of(sealed: &[u8]) -> u32 {
    match sealed.split_first_chunk::<4>() {
        Some((magic, rest)) if *magic == MAGIC => {
            rest.first_chunk::<4>().map_or(FIRST_KEY, |id| u32::from_be_bytes(*id))
        }
        _ => FIRST_KEY,
    }
}

pub(super) fn seal(key: &Key, purpose: &str, clear: &[u8]) -> Result<Vec<u8>, Fault> {
    let mut salt = [0; SALT];
    let mut nonce = [0; NONCE];
    rand::rng().fill_bytes(&mut salt);
    rand::rng().fill_bytes(&mut nonce);
    let header = [MAGIC.as_slice(), &key.id.to_be_bytes(), &salt, &nonce].concat();
    let sealed = cipher(key, &salt)?
        .encrypt(&nonce.into(), Payload { msg: clear, aad: &bound(&header, purpose) })
        .map_err(|_| Fault::broken("sealing failed"))?;
    Ok([header, sealed].concat())
}

/// `None` when the ring has not the key.
pub(super) fn open(ring: &Ring, purpose: &str, sealed: &[u8]) -> Option<Result<Vec<u8>, Fault>> {
    let key = ring.key(key_of(sealed))?;
    // A value of the first versions begins with chance bytes, which may look like a header.
    let first = || super::open(&ring.key(FIRST_KEY)?.data, purpose, sealed).ok();
    let opened = open_headed(key, purpose, sealed).or_else(first);
    Some(opened.ok_or_else(|| Fault::broken("a sealed value does not open with its key")))
}

fn open_headed(key: &Key, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    let (header, body) = sealed.split_at_checked(HEADER)?;
    let (start, nonce) = header.split_last_chunk::<NONCE>()?;
    let (magic, salt) = start.split_last_chunk::<SALT>()?;
    if !magic.starts_with(&MAGIC) {
        return None;
    }
    cipher(key, salt).ok()?.decrypt(&(*nonce).into(), Payload { msg: body, aad: &bound(header, purpose) }).ok()
}

fn bound(header: &[u8], purpose: &str) -> Vec<u8> {
    [header, purpose.as_bytes()].concat()
}

fn cipher(key: &Key, salt: &[u8; SALT]) -> Result<Aes256Gcm, Fault> {
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&key.data).map_err(Fault::broken)?;
    mac.update(b"portico sealed value 1\0");
    mac.update(salt);
    Ok(Aes256Gcm::new(&mac.finalize().into_bytes()))
}
