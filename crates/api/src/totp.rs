//! Codes of authenticator apps (RFC 6238 with SHA-1, six digits, half a minute: what every app takes).

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;

use crate::secrets;

/// 160 bits, as RFC 4226 recommends.
const SECRET_BYTES: usize = 20;

/// A new key.
pub fn new_secret() -> Vec<u8> {
    secrets::random_bytes().iter().copied().take(SECRET_BYTES).collect()
}

/// The code of a half minute.
pub fn code(secret: &[u8], step: i64) -> Option<String> {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).ok()?;
    mac.update(&step.to_be_bytes());
    domain::factors::six_digits(&mac.finalize().into_bytes())
}

/// Whether it is this code, without telling by the time it takes how much of it is right.
pub fn matches(secret: &[u8], step: i64, typed: &str) -> bool {
    let Some(right) = code(secret, step) else { return false };
    right.len() == typed.len() && right.bytes().zip(typed.bytes()).fold(0, |sum, (a, b)| sum | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_those_of_the_rfc() {
        // RFC 6238, appendix B, SHA-1, the last six of its eight digits.
        let secret = b"12345678901234567890";
        for (seconds, right) in [(59, "287082"), (1_111_111_109, "081804"), (2_000_000_000, "279037")] {
            assert_eq!(code(secret, seconds / 30).as_deref(), Some(right));
            assert!(matches(secret, seconds / 30, right));
            assert!(!matches(secret, seconds / 30 + 1, right));
        }
    }

    #[test]
    fn keys_differ_and_are_long_enough() {
        assert_eq!(new_secret().len(), SECRET_BYTES);
        assert_ne!(new_secret(), new_secret());
    }
}
