//! The normal forms of Unicode. Every browser has their tables already, so there the client asks it instead of
//! carrying them along.

use crate::problem::FieldError;
#[cfg(not(target_arch = "wasm32"))]
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Composed, form C: one form for the same letters, however they were typed.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn composed(text: &str) -> String {
    text.nfc().collect()
}

/// Taken apart by compatibility, form KD: letters bare, their marks behind them.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn decomposed(text: &str) -> String {
    text.nfkd().collect()
}

/// Without the marks that combine with letters.
#[cfg(not(target_arch = "wasm32"))]
pub(crate) fn without_marks(text: &str) -> String {
    text.chars().filter(|c| !is_combining_mark(*c)).collect()
}

/// Controls, direction overrides and characters without width: they make a name look like another.
pub(crate) fn hides(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// What is said of such a character in the name of a person. Two of them join and part letters there, as names from
/// Iran and India need.
pub(crate) fn hidden_in_name(pointer: &str, name: &str) -> Option<FieldError> {
    let hidden = name.chars().any(|c| hides(c) && !matches!(c, '\u{200c}' | '\u{200d}'));
    let detail = "Take out line breaks, tabs and characters that cannot be seen.";
    hidden.then(|| FieldError::new(pointer, "control_characters", detail))
}

#[cfg(target_arch = "wasm32")]
pub(crate) use browser::{composed, decomposed, without_marks};

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{JsString, RegExp};

    fn normal(text: &str, form: &str) -> String {
        String::from(JsString::from(text).normalize(form))
    }

    pub(crate) fn composed(text: &str) -> String {
        normal(text, "NFC")
    }

    pub(crate) fn decomposed(text: &str) -> String {
        normal(text, "NFKD")
    }

    pub(crate) fn without_marks(text: &str) -> String {
        String::from(JsString::from(text).replace_by_pattern(&RegExp::new(r"\p{M}", "gu"), ""))
    }
}
