//! Which passwords are good enough.
//!
//! NIST SP 800-63B-4: length counts, composition does not, and what everybody guesses first is refused with the
//! reason. The sources' own rule (eight characters, a capital, a digit) is a profile an installation may choose; their
//! one shared password is refused in both.

use serde::{Deserialize, Serialize};

use crate::problem::FieldError;
use crate::words::words;

/// More characters than this are refused, so that hashing stays bounded.
pub const MAX_PASSWORD_LENGTH: usize = 128;
/// Where the errors point.
const POINTER: &str = "/new";
/// Names of this and comparable products: the first things guessed after a county's own name.
const PRODUCT_WORDS: [&str; 6] = ["portico", "smartcare", "providerconnect", "ibhis", "lacdmh", "password"];
/// The shared temporary password of the sources, in its key form.
const SHARED_DEFAULT: &str = "smartcare1";
/// Rows of a keyboard: neighbours on them are guessed like neighbours in the alphabet.
const KEYBOARD_ROWS: [&str; 4] = ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"];

words! {
    /// Which rules a county chose for its passwords.
    PasswordProfile {
        /// Long and freely composed, as NIST SP 800-63B-4 asks of a password that stands alone.
        Length = "length", "Long passwords, freely composed";
        /// The sources' own rule: eight characters, a capital letter, a digit.
        Composition = "composition", "Shorter passwords with a capital letter and a digit";
    }
}

/// The rules in force, for whoever must follow them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordRules {
    /// Which rules they are.
    pub profile: PasswordProfile,
    /// Fewest characters.
    #[cfg_attr(feature = "openapi", schema(example = 15))]
    pub min_length: u16,
    /// Most characters.
    #[cfg_attr(feature = "openapi", schema(example = 128))]
    pub max_length: u16,
    /// Whether a capital letter and a digit are asked for.
    pub capital_and_digit: bool,
    /// The same and the rest in words, a sentence each, to be read before typing.
    pub text: Vec<String>,
}

impl From<PasswordProfile> for PasswordRules {
    fn from(profile: PasswordProfile) -> Self {
        let policy = PasswordPolicy::from(profile);
        let least = policy.min_length;
        let mut text =
            vec![format!("Use {least} to {MAX_PASSWORD_LENGTH} characters. Several words are easy to keep.")];
        if policy.require_composition {
            text.push("Use at least one capital letter and one digit.".to_owned());
        }
        text.push("Spaces, signs and letters of any language are welcome.".to_owned());
        text.push(
            "Names others know, repeats, runs such as abcdef and passwords everybody tries are refused.".to_owned(),
        );
        let number = |length: usize| u16::try_from(length).unwrap_or(u16::MAX);
        Self {
            profile,
            min_length: number(least),
            max_length: number(MAX_PASSWORD_LENGTH),
            capital_and_digit: policy.require_composition,
            text,
        }
    }
}

/// What an installation asks of a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PasswordPolicy {
    /// Fewest characters.
    pub min_length: usize,
    /// Whether a capital letter and a digit are asked for as well.
    pub require_composition: bool,
}

impl Default for PasswordPolicy {
    fn default() -> Self {
        Self { min_length: 15, require_composition: false }
    }
}

impl From<PasswordProfile> for PasswordPolicy {
    fn from(profile: PasswordProfile) -> Self {
        match profile {
            PasswordProfile::Length => Self::default(),
            PasswordProfile::Composition => Self::SOURCES,
        }
    }
}

impl PasswordPolicy {
    /// The sources' own rule; below NIST's length for a password that stands alone.
    pub const SOURCES: Self = Self { min_length: 8, require_composition: true };
}

/// What is known about the person that a guesser knows too.
#[derive(Debug, Clone, Copy, Default)]
pub struct PasswordContext<'a> {
    /// User name, the person's names, county and organization. Words of fewer than four letters are left aside.
    pub words: &'a [&'a str],
}

/// The one form passwords are checked and hashed in, so that the same keys give the same password on every device.
pub fn normal_form(password: &str) -> String {
    crate::unicode::composed(password)
}

/// Whether this is the shared temporary password of the sources, however it is written. Refused for everybody, and
/// when it is tried at the door, a sign of somebody guessing.
pub fn is_shared_default(password: &str) -> bool {
    folded(password) == SHARED_DEFAULT
}

/// Everything wrong with a new password. `blocked` knows the passwords that are guessed first; it is asked in lower
/// case, with and without digits and marks at the ends.
pub fn check_password(
    policy: PasswordPolicy,
    new: &str,
    context: PasswordContext<'_>,
    blocked: &dyn Fn(&str) -> bool,
) -> Vec<FieldError> {
    let new = normal_form(new);
    let mut errors = Vec::new();
    let mut refuse = |code: &str, detail: String| errors.push(FieldError::new(POINTER, code, detail));
    let length = new.chars().count();
    if length < policy.min_length {
        refuse("too_short", format!("Use at least {} characters. Several words are easy to keep.", policy.min_length));
    }
    if length > MAX_PASSWORD_LENGTH {
        refuse("too_long", format!("Use at most {MAX_PASSWORD_LENGTH} characters."));
    }
    if policy.require_composition && !has_capital_and_digit(&new) {
        refuse("composition", "Use at least one capital letter and one digit.".to_owned());
    }
    if is_shared_default(&new) || is_blocked(&new, blocked) {
        refuse("too_common", "This password is on lists that are tried first. Choose another.".to_owned());
    } else if is_mostly_known(&new, context, policy) {
        const KNOWN: &str =
            "This is little more than a name others know. Choose words that have nothing to do with it.";
        refuse("context_word", KNOWN.to_owned());
    }
    if is_repeating(&new) {
        refuse("repeated", "This repeats itself. Choose different words.".to_owned());
    } else if is_sequence(&new) {
        refuse("sequence", "This follows the alphabet or the keyboard. Choose different words.".to_owned());
    }
    errors
}

fn has_capital_and_digit(text: &str) -> bool {
    text.chars().any(char::is_uppercase) && text.chars().any(|c| c.is_ascii_digit())
}

fn is_blocked(text: &str, blocked: &dyn Fn(&str) -> bool) -> bool {
    let lower = text.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphabetic());
    blocked(&lower) || (!bare.is_empty() && blocked(bare))
}

// Letters and digits in small letters: what is left of a word however it is dressed.
fn folded(text: &str) -> String {
    crate::names::key(text)
}

// With the known words taken out, too little is left to guess at.
fn is_mostly_known(text: &str, context: PasswordContext<'_>, policy: PasswordPolicy) -> bool {
    let whole = folded(text);
    let mut left = whole.clone();
    let words = context.words.iter().flat_map(|name| name.split_whitespace().chain([*name])).map(folded);
    let mut words: Vec<String> = words.chain(PRODUCT_WORDS.map(str::to_owned)).filter(|w| w.len() >= 4).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    for word in words {
        left = left.replace(&word, "");
    }
    let letters = left.chars().filter(|c| c.is_alphabetic()).count();
    left != whole && letters < policy.min_length / 2
}

// One unit, several times over: aaaa, abcabc, passwordpassword; or fewer than five different characters.
fn is_repeating(text: &str) -> bool {
    let letters: Vec<char> = text.to_lowercase().chars().collect();
    let mut different = letters.clone();
    different.sort_unstable();
    different.dedup();
    let shifted = |by: usize| letters.iter().zip(letters.iter().skip(by)).all(|(a, b)| a == b);
    different.len() < 5 || (1..=letters.len() / 2).any(shifted)
}

// Three of five steps go to the same, the next or the previous character of the alphabet or a keyboard row.
fn is_sequence(text: &str) -> bool {
    let letters: Vec<char> = text.to_lowercase().chars().collect();
    let steps = letters.len().saturating_sub(1);
    let easy = letters.iter().zip(letters.iter().skip(1)).filter(|(a, b)| is_easy_step(**a, **b)).count();
    steps > 0 && easy.saturating_mul(5) >= steps.saturating_mul(3)
}

fn is_easy_step(from: char, to: char) -> bool {
    let place = |row: &str, letter: char| row.chars().position(|c| c == letter);
    let near = |row: &&str| match (place(row, from), place(row, to)) {
        (Some(a), Some(b)) => a.abs_diff(b) <= 1,
        _ => false,
    };
    u32::from(from).abs_diff(u32::from(to)) <= 1 || KEYBOARD_ROWS.iter().any(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CONTEXT: PasswordContext<'_> =
        PasswordContext { words: &["a.rivera", "Ana Rivera", "Los Angeles County", "Harbor Light Family Services"] };

    fn codes(policy: PasswordPolicy, new: &str) -> Vec<String> {
        let blocked = |text: &str| ["correcthorsebatterystaple", "iloveyousomuch"].contains(&text);
        check_password(policy, new, CONTEXT, &blocked).into_iter().map(|error| error.code).collect()
    }

    #[test]
    fn good_passwords_pass() {
        for good in [
            "seven plums on a blue plate",
            "   leading space kept   ",
            "harbor of seven quiet herons",
            "ein Bär frißt gern Käse",
            "🦆🌊🍋🚲🎻🪵🧵🫖🪁🦔🌶🧊🪐🎈🥁",
            "Tr0ub4dor&3-x-9-lemons",
            &"plum heron ferry moss ".repeat(20).chars().take(21).collect::<String>(),
        ] {
            assert_eq!(codes(PasswordPolicy::default(), good), Vec::<String>::new(), "{good}");
        }
    }

    #[test]
    fn length_has_sharp_edges() {
        let of = |length: usize| -> String {
            "seven plums on a blue plate, nine herons at a ferry. "
                .chars()
                .chain("moss grows where the wind drops its letters before noon; a kettle knows it".chars())
                .chain("and so on".chars().cycle())
                .take(length)
                .collect()
        };
        assert_eq!(codes(PasswordPolicy::default(), &of(14)), ["too_short"]);
        assert_eq!(codes(PasswordPolicy::default(), &of(15)), Vec::<String>::new());
        assert_eq!(codes(PasswordPolicy::default(), &of(128)), Vec::<String>::new());
        assert_eq!(codes(PasswordPolicy::default(), &of(129)), ["too_long"]);
    }

    #[test]
    fn what_is_guessed_first_is_refused() {
        let cases = [
            ("correcthorsebatterystaple", "too_common"),
            ("CorrectHorseBatteryStaple2026!", "too_common"),
            ("iloveyousomuch!!", "too_common"),
            ("ProviderConnect1", "context_word"),
            ("Smartcare2026!Smartcare", "context_word"),
            ("Rivera-Rivera-2026", "context_word"),
            ("LosAngelesCounty26", "context_word"),
            ("aaaaaaaaaaaaaaaaa", "repeated"),
            ("plum-tree-plum-tree-", "repeated"),
            ("abababababababab", "repeated"),
            ("abcdefghijklmnopq", "sequence"),
            ("qwertyuiopasdfghjkl", "sequence"),
            ("98765432109876543", "sequence"),
        ];
        for (new, code) in cases {
            assert_eq!(codes(PasswordPolicy::default(), new), [code], "{new}");
        }
    }

    #[test]
    fn the_shared_password_is_refused_in_both_profiles() {
        for new in ["Smartcare1", "smartcare1", "SmartCare-1"] {
            assert!(is_shared_default(new));
            for profile in PasswordProfile::ALL {
                assert!(codes((*profile).into(), new).contains(&"too_common".to_owned()), "{new}");
            }
        }
    }

    #[test]
    fn the_rules_say_what_the_policy_checks() {
        let long = PasswordRules::from(PasswordProfile::Length);
        assert_eq!((long.min_length, long.max_length, long.capital_and_digit), (15, 128, false));
        let short = PasswordRules::from(PasswordProfile::Composition);
        assert_eq!((short.min_length, short.max_length, short.capital_and_digit), (8, 128, true));
        assert_eq!(short.text.len(), long.text.len() + 1);
        assert!(short.text[0].contains("8 to 128") && long.text[0].contains("15 to 128"));
    }

    #[test]
    fn the_profile_of_the_sources_asks_for_a_capital_and_a_digit() {
        assert_eq!(codes(PasswordPolicy::SOURCES, "Plumtr3e"), Vec::<String>::new());
        assert_eq!(codes(PasswordPolicy::SOURCES, "plumtree"), ["composition"]);
        assert_eq!(codes(PasswordPolicy::SOURCES, "Plum7re"), ["too_short"]);
    }
}
