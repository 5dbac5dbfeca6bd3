//! The tokens that programs show: made here, known by their form, kept and compared as digests only.

use domain::tokens::{RANDOM, check_sum, is_whole};
use rand::RngCore as _;
use sha2::{Digest as _, Sha256};

/// What an application's access token says it is for, in every installation.
const ACCESS: &str = "access";
const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// What this installation's API tokens say they are for, so that one cannot be taken for another's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TokenKind(&'static str);

impl TokenKind {
    /// That of a live or a demonstration installation.
    pub fn of(demo: bool) -> Self {
        Self(if demo { "demo" } else { "live" })
    }
}

/// The digest of a token that somebody showed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Bearer([u8; 32]);

impl std::fmt::Debug for Bearer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Bearer(..)")
    }
}

impl Bearer {
    /// A text that has the form of a token of this installation.
    pub fn read(text: &str, kind: TokenKind) -> Option<Self> {
        let own = [kind.0, ACCESS]
            .iter()
            .any(|kind| text.strip_prefix("portico_").is_some_and(|rest| rest.starts_with(kind)));
        (own && is_whole(text, crc32fast::hash)).then(|| Self(Sha256::digest(text.as_bytes()).into()))
    }

    /// The digest.
    pub fn digest(&self) -> &[u8] {
        &self.0
    }
}

/// A new token: its text, to be shown once.
pub struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl Secret {
    /// An API token of this installation.
    pub fn new(kind: TokenKind) -> Self {
        Self::of(kind.0)
    }

    /// An application's access token.
    pub fn access() -> Self {
        Self::of(ACCESS)
    }

    fn of(kind: &str) -> Self {
        let body = format!("portico_{kind}_{}", random(RANDOM));
        let sum = check_sum(crc32fast::hash(body.as_bytes()));
        Self(body + &sum)
    }

    /// The text.
    pub fn into_text(self) -> String {
        self.0
    }

    /// What is stored of it.
    pub fn stored(&self) -> Stored {
        let mut salt = vec![0; 16];
        rand::rng().fill_bytes(&mut salt);
        let digest = Sha256::digest(self.0.as_bytes()).to_vec();
        let lookup = digest.iter().take(8).copied().collect();
        // The last characters are the checksum's, which tell two tokens apart and give nothing away.
        let hint = self.0.chars().skip(self.0.len().saturating_sub(4)).collect();
        Stored { lookup, salt, digest, hint }
    }
}

/// What is stored of a token.
#[derive(Debug)]
pub struct Stored {
    /// Finds its row.
    pub lookup: Vec<u8>,
    /// Under which digests are compared.
    pub salt: Vec<u8>,
    /// SHA-256 of the text.
    pub digest: Vec<u8>,
    /// The last characters, to tell it from others.
    pub hint: String,
}

/// So many characters of 62, each as likely as any other.
fn random(count: usize) -> String {
    let mut text = String::with_capacity(count);
    while text.len() < count {
        let mut byte = [0];
        rand::rng().fill_bytes(&mut byte);
        // 248 is four times 62; the rest would make the first digits likelier.
        let [byte] = byte;
        if byte < 248
            && let Some(digit) = DIGITS.get(usize::from(byte % 62))
        {
            text.push(char::from(*digit));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::tokens::CHECKED;

    #[test]
    fn a_token_is_read_where_it_was_made_and_nowhere_else() {
        let (live, demo) = (TokenKind::of(false), TokenKind::of(true));
        let secret = Secret::new(demo);
        let stored = secret.stored();
        let text = secret.into_text();
        assert_eq!(text.len(), "portico_demo_".len() + RANDOM + CHECKED);
        assert!(text.ends_with(&stored.hint));
        assert_eq!(Bearer::read(&text, demo).map(|bearer| bearer.digest().to_vec()), Some(stored.digest));
        assert_eq!(Bearer::read(&text, live), None, "a token of the demonstration is none of the live county");
        let access = Secret::access().into_text();
        assert!(Bearer::read(&access, live).is_some() && Bearer::read(&access, demo).is_some());
        assert_eq!(Bearer::read(&text.replace("demo", "live"), live), None, "the checksum covers what it is for");
        assert_ne!(Secret::new(demo).into_text(), text);
    }
}
