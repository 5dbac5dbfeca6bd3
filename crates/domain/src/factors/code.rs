//! Codes as people type them: six digits of this half minute (RFC 6238), or a recovery code.

use time::OffsetDateTime;

/// How long one code is shown.
pub const STEP_SECONDS: i64 = 30;
/// How many recovery codes are made at once.
pub const RECOVERY_CODES: usize = 10;
/// From so few on a person is told to make new ones.
const FEW: i64 = 3;
const DIGITS: usize = 6;
/// Letters and digits that are not mistaken for others: 32, so that each holds five random bits.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
/// Sixteen letters hold 80 random bits.
const RECOVERY_LENGTH: usize = 16;
const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// The number of the half minute a moment is in.
pub const fn step(at: OffsetDateTime) -> i64 {
    at.unix_timestamp().div_euclid(STEP_SECONDS)
}

/// The half minutes whose code is taken now: this one, and the ones beside it for clocks that are a little off. Those
/// up to the last one used are not: a code somebody looked at over a shoulder opens nothing a second time.
pub fn candidates(now: OffsetDateTime, last_used: i64) -> impl Iterator<Item = i64> {
    let this = step(now);
    (this - 1..=this + 1).filter(move |step| *step > last_used)
}

/// The six digits out of a keyed hash (RFC 4226, section 5.3). Nothing when the hash is too short to be one.
pub fn six_digits(mac: &[u8]) -> Option<String> {
    let start = usize::from(mac.last()? & 0x0f);
    let four: [u8; 4] = mac.get(start..start + 4)?.try_into().ok()?;
    Some(format!("{:0width$}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000, width = DIGITS))
}

/// What somebody typed into the field for a code.
#[derive(Clone, PartialEq, Eq)]
pub enum Typed {
    /// Six digits of an authenticator app.
    Code(String),
    /// A recovery code, in the form that is hashed.
    Recovery(String),
}

impl std::fmt::Debug for Typed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Code(_) => "Code(..)",
            Self::Recovery(_) => "Recovery(..)",
        })
    }
}

impl Typed {
    /// Which of the two it is. Spaces, hyphens and capitals do not count; anything else is neither.
    pub fn of(text: &str) -> Option<Self> {
        let bare: String =
            text.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_lowercase).collect();
        if bare.len() == DIGITS && bare.bytes().all(|byte| byte.is_ascii_digit()) {
            return Some(Self::Code(bare));
        }
        let fits = bare.len() == RECOVERY_LENGTH && bare.bytes().all(|byte| LETTERS.contains(&byte));
        fits.then_some(Self::Recovery(bare))
    }
}

/// A recovery code out of random bytes, in groups that can be copied by hand. Nothing when there are too few bytes.
pub fn recovery_code(random: &[u8]) -> Option<String> {
    let letters: Option<String> = random
        .get(..RECOVERY_LENGTH)?
        .iter()
        .map(|byte| LETTERS.get(usize::from(byte % 32)).map(|letter| char::from(*letter)))
        .collect();
    Some(groups(&letters?, "-"))
}

/// A key in groups of four, to be typed where no picture can be read.
pub fn in_groups(text: &str) -> String {
    groups(text, " ")
}

fn groups(text: &str, between: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(between)
}

/// Whether a person should make new recovery codes soon.
pub const fn few_left(left: i64) -> bool {
    left <= FEW
}

/// Bytes as authenticator apps take a key (RFC 4648, without padding).
pub fn base32(bytes: &[u8]) -> String {
    let bits: Vec<bool> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1)).collect();
    let letter = |five: &[bool]| {
        let value = (0..5).fold(0_usize, |sum, place| sum * 2 + usize::from(five.get(place).copied().unwrap_or(false)));
        BASE32.get(value).map_or('A', |letter| char::from(*letter))
    };
    bits.chunks(5).map(letter).collect()
}

/// Back to bytes; nothing for letters that cannot stand in a key.
pub fn from_base32(text: &str) -> Option<Vec<u8>> {
    let mut bits = Vec::new();
    for letter in text.bytes().filter(|byte| *byte != b' ' && *byte != b'=') {
        let value = BASE32.iter().position(|known| *known == letter.to_ascii_uppercase())?;
        bits.extend((0..5).rev().map(|bit| value >> bit & 1 == 1));
    }
    let (whole, _) = bits.as_chunks::<8>();
    Some(whole.iter().map(|bits| bits.iter().fold(0_u8, |sum, bit| sum << 1 | u8::from(*bit))).collect())
}

#[cfg(test)]
mod tests {
    use time::macros::datetime;

    use super::*;

    #[test]
    fn digits_are_those_of_the_rfc() {
        // RFC 4226, section 5.4: the example of a hash and its code.
        let mac = [
            0x1f, 0x86, 0x98, 0x69, 0x0e, 0x02, 0xca, 0x16, 0x61, 0x85, 0x50, 0xef, 0x7f, 0x19, 0xda, 0x8e, 0x94, 0x5b,
            0x55, 0x5a,
        ];
        assert_eq!(six_digits(&mac).as_deref(), Some("872921"));
        assert_eq!(six_digits(&[0x0f]), None);
        assert_eq!(six_digits(&[]), None);
    }

    #[test]
    fn a_step_is_taken_once_and_not_before_or_long_after_its_time() {
        let now = datetime!(2026-11-26 12:00:10 UTC);
        let this = step(now);
        assert_eq!(candidates(now, 0).collect::<Vec<_>>(), [this - 1, this, this + 1]);
        assert_eq!(candidates(now, this).collect::<Vec<_>>(), [this + 1]);
        assert_eq!(candidates(now, this + 1).count(), 0);
        assert_eq!(step(datetime!(2026-11-26 12:00:29 UTC)), this);
        assert_eq!(step(datetime!(2026-11-26 12:00:30 UTC)), this + 1);
    }

    #[test]
    fn what_is_typed_is_known_by_its_form() {
        assert_eq!(Typed::of(" 123 456"), Some(Typed::Code("123456".into())));
        assert_eq!(Typed::of("ABCD-efgh jkmn-pq23"), Some(Typed::Recovery("abcdefghjkmnpq23".into())));
        for neither in ["", "12345", "1234567", "١٢٣٤٥٦", "abcd-efgh-jkmn-pqr0", "abcd-efgh-jkmn-pqr"] {
            assert_eq!(Typed::of(neither), None, "{neither}");
        }
        assert_eq!(format!("{:?}", Typed::of("123456")), "Some(Code(..))");
    }

    #[test]
    fn recovery_codes_come_back_as_they_were_made() {
        let made = recovery_code(&[7; 16]).expect("enough bytes");
        assert_eq!(made, "hhhh-hhhh-hhhh-hhhh");
        assert_eq!(Typed::of(&made.to_uppercase()), Some(Typed::Recovery("h".repeat(16))));
        assert_eq!(recovery_code(&[7; 15]), None);
        assert!(few_left(3) && !few_left(4));
    }

    proptest::proptest! {
        #[test]
        fn a_key_survives_its_letters(bytes in proptest::collection::vec(0_u8.., 0..40)) {
            proptest::prop_assert_eq!(from_base32(&in_groups(&base32(&bytes))), Some(bytes));
        }
    }

    #[test]
    fn letters_of_a_key_are_those_of_the_rfc() {
        assert_eq!(base32(b"foobar"), "MZXW6YTBOI");
        assert_eq!(from_base32("MZXW6YTBOI======").as_deref(), Some(&b"foobar"[..]));
        assert_eq!(from_base32("0189"), None);
    }
}
