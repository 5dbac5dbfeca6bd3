//! What stands before the sealed part: the way to its key.

use std::io::{Read, Write};

use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::hexadecimal::hexadecimal;
use crate::secrets::{Ring, Secrets, random_bytes};
use crate::setup::{SetupError, failed};

const FIRST_LINE: &[u8] = b"PORTICO-BACKUP 1\n";
/// Longer is no header of ours.
const LONGEST: u32 = 1024 * 1024;
const PURPOSE: &str = "backup";
const KEYS: &str = "backup keys";
/// A passphrase is guessed offline by whoever has the file.
const SHORTEST: usize = 20;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    /// The number of the key that opens it, for people.
    key: u32,
    /// The backup's own key, sealed.
    wrapped_key: String,
    /// The key file under a passphrase.
    keys: Option<Keys>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    salt: String,
    sealed: String,
}

/// What opens the sealed part.
pub(super) struct Way {
    pub(super) key: [u8; 32],
    pub(super) purpose: String,
}

/// Writes it. With a passphrase the keys go along.
pub(super) fn write(out: &mut impl Write, secrets: &Secrets, passphrase: Option<&str>) -> Result<Way, SetupError> {
    let broken = |_| SetupError("the backup's key cannot be sealed".into());
    let (key, wrapped_key) = secrets.file_key(PURPOSE).map_err(broken)?;
    let keys = passphrase.map(|passphrase| seal_keys(secrets, passphrase)).transpose()?;
    let header = Header { key: Secrets::key_of(&wrapped_key), wrapped_key: BASE64.encode(wrapped_key), keys };
    let text = serde_json::to_vec(&header).map_err(failed("the backup"))?;
    let length = u32::try_from(text.len()).map_err(failed("the backup"))?;
    for part in [FIRST_LINE, &length.to_be_bytes(), &text] {
        out.write_all(part).map_err(failed("the backup"))?;
    }
    Ok(Way { key, purpose: purpose(&text) })
}

/// Reads it. Without keys of one's own, the passphrase opens those inside; they are given back then.
pub(super) fn read(
    input: &mut impl Read,
    secrets: Option<&Secrets>,
    passphrase: Option<&str>,
) -> Result<(Way, Secrets), SetupError> {
    let text = read_text(input).ok_or_else(|| SetupError("this is not a backup of Portico".into()))?;
    let header: Header = serde_json::from_slice(&text).map_err(failed("the backup's header"))?;
    let secrets = match (secrets, header.keys, passphrase) {
        (Some(secrets), _, _) => secrets.clone(),
        (None, Some(keys), Some(passphrase)) => open_keys(&keys, passphrase)?,
        (None, Some(_), None) => return Err(SetupError("the keys are inside: name the file of the passphrase".into())),
        (None, None, _) => {
            let number = header.key;
            return Err(SetupError(format!("the keys are not inside: a key file with key {number} is needed")));
        }
    };
    let wrapped = BASE64.decode(&header.wrapped_key).map_err(failed("the backup's header"))?;
    let key = secrets
        .open_file_key(PURPOSE, &wrapped)
        .map_err(|_| SetupError(format!("this backup needs key {}, which these keys do not open", header.key)))?;
    Ok((Way { key, purpose: purpose(&text) }, secrets))
}

fn read_text(input: &mut impl Read) -> Option<Vec<u8>> {
    let mut first = [0; FIRST_LINE.len()];
    let mut length = [0; 4];
    input.read_exact(&mut first).ok()?;
    input.read_exact(&mut length).ok()?;
    let length = u32::from_be_bytes(length);
    if first != FIRST_LINE || length > LONGEST {
        return None;
    }
    let mut text = vec![0; usize::try_from(length).ok()?];
    input.read_exact(&mut text).ok()?;
    Some(text)
}

fn purpose(header: &[u8]) -> String {
    format!("backup {}", hexadecimal(&Sha256::digest(header)))
}

fn seal_keys(secrets: &Secrets, passphrase: &str) -> Result<Keys, SetupError> {
    if passphrase.chars().count() < SHORTEST {
        return Err(SetupError(format!("the passphrase needs {SHORTEST} characters or more")));
    }
    let salt = random_bytes();
    let sealed = Secrets::seal_with(&stretched(passphrase, &salt)?, KEYS, secrets.to_text().as_bytes())
        .map_err(|_| SetupError("the keys cannot be sealed".into()))?;
    Ok(Keys { salt: BASE64.encode(salt), sealed: BASE64.encode(sealed) })
}

fn open_keys(keys: &Keys, passphrase: &str) -> Result<Secrets, SetupError> {
    let wrong = || SetupError("the passphrase does not open the keys in this backup".into());
    let salt = BASE64.decode(&keys.salt).map_err(|_| wrong())?;
    let sealed = BASE64.decode(&keys.sealed).map_err(|_| wrong())?;
    let text = Secrets::open_with(&stretched(passphrase, &salt)?, KEYS, &sealed).map_err(|_| wrong())?;
    let ring = String::from_utf8(text).ok().and_then(|text| Ring::parse(&text).ok()).ok_or_else(wrong)?;
    Ok(Secrets::of_ring(ring))
}

/// argon2id with 64 MiB and three passes.
fn stretched(passphrase: &str, salt: &[u8]) -> Result<[u8; 32], SetupError> {
    let params = Params::new(65_536, 3, 1, Some(32)).map_err(failed("the passphrase"))?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut key)
        .map_err(failed("the passphrase"))?;
    Ok(key)
}
