//! The form of a token's text: `portico_`, what it is for, 32 random characters and six of checksum. A scanner for
//! leaked secrets knows one by its pattern, and a text that is none is refused without asking the database.

/// How many random characters there are: of 62 each, more than 190 bits.
pub const RANDOM: usize = 32;
/// How many characters the checksum has.
pub const CHECKED: usize = 6;
/// What a token can be for: a live, demonstration or training installation, or an application for some minutes.
pub const KINDS: [&str; 4] = ["live", "demo", "train", "access"];
/// The published pattern. The last six characters are the CRC-32 of what stands before them, in base 62.
pub const SECRET_PATTERN: &str = "portico_(live|demo|train|access)_[0-9A-Za-z]{38}";

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A CRC-32 in base 62, highest digit first.
pub fn check_sum(mut crc: u32) -> String {
    let mut text = vec!['0'; CHECKED];
    for place in text.iter_mut().rev() {
        let digit = usize::try_from(crc % 62).unwrap_or(0);
        *place = DIGITS.get(digit).copied().map_or('0', char::from);
        crc /= 62;
    }
    text.into_iter().collect()
}

/// Whether a text has the form of a token, with the checksum that `crc` gives for what stands before it.
pub fn is_whole(text: &str, crc: impl Fn(&[u8]) -> u32) -> bool {
    let mut parts = text.splitn(3, '_');
    let (head, kind, rest) = (parts.next(), parts.next(), parts.next().unwrap_or_default());
    head == Some("portico")
        && kind.is_some_and(|kind| KINDS.contains(&kind))
        && rest.len() == RANDOM + CHECKED
        && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && text
            .split_at_checked(text.len().saturating_sub(CHECKED))
            .is_some_and(|(body, sum)| check_sum(crc(body.as_bytes())) == sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn crc(bytes: &[u8]) -> u32 {
        bytes.iter().fold(7, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(*byte)))
    }

    #[test]
    fn a_token_is_known_by_its_form_and_checksum() {
        let body = format!("portico_demo_{}", "aB3".repeat(11).split_at(RANDOM).0);
        let whole = format!("{body}{}", check_sum(crc(body.as_bytes())));
        assert!(is_whole(&whole, crc));
        let mut typo = whole.clone();
        typo.replace_range(20..21, "z");
        for wrong in ["", "portico", "portico_demo_", &typo, &whole.replace("demo", "prod"), &format!("{whole}0")] {
            assert!(!is_whole(wrong, crc), "{wrong}");
        }
        assert_eq!(check_sum(u32::MAX), "4gfFC3");
        assert_eq!(check_sum(0), "000000");
    }
}
