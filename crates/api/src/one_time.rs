//! Secrets that are shown once and kept as a hash.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

use crate::secrets::random_bytes;

/// 256 bits from the operating system, in letters that survive an address.
pub struct OneTime(String);

impl std::fmt::Debug for OneTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OneTime(..)")
    }
}

impl OneTime {
    /// A new one.
    pub fn make() -> Self {
        Self(URL_SAFE_NO_PAD.encode(random_bytes()))
    }

    /// What is kept of it.
    pub fn hash(&self) -> Vec<u8> {
        hash(&self.0)
    }

    /// The address of the page where a password is chosen. What follows the `#` stays in the browser: it is in no
    /// request, no referrer and no log.
    pub fn link(&self, origin: &str) -> String {
        format!("{origin}/activate#{}", self.0)
    }
}

/// What is kept of a secret that came back. It has bits enough of its own: a slow hash would add nothing.
pub fn hash(secret: &str) -> Vec<u8> {
    Sha256::digest(secret.as_bytes()).to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_long_enough_never_the_same_and_only_in_its_link() {
        let (one, other) = (OneTime::make(), OneTime::make());
        let link = one.link("https://portico.example");
        let secret = link.strip_prefix("https://portico.example/activate#").expect("a link");
        assert_eq!(URL_SAFE_NO_PAD.decode(secret).expect("base64").len(), 32);
        assert_eq!(hash(secret), one.hash());
        assert_ne!(one.hash(), other.hash());
        assert!(!format!("{one:?}").contains(secret));
    }
}
