//! Identifiers people type: read strictly, kept in one form, told apart from look-alikes.
//!
//! Source: domain facts on CIN and BIC, SSN, NPI and TIN; SSA's rules for unassigned numbers. An identifier that
//! names a person never shows in a debug print.

use std::fmt;

use crate::problem::FieldError;

/// What people enter for a Social Security number that is unknown or refused.
pub const SSN_UNKNOWN: &str = "999999999";
/// Letters the county's own list says do not end a CIN; another list allows them, so they are a warning.
const UNUSUAL_CIN_LETTERS: &str = "BIJKLOPQRS";

/// Why an identifier was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdentifierProblem {
    /// A stable word for the rule.
    pub code: &'static str,
    /// What is wrong and how to mend it.
    pub detail: &'static str,
}

impl IdentifierProblem {
    const fn new(code: &'static str, detail: &'static str) -> Self {
        Self { code, detail }
    }

    /// The same as an error at a field.
    pub fn at(self, pointer: &str) -> FieldError {
        FieldError::new(pointer, self.code, self.detail)
    }
}

impl fmt::Display for IdentifierProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.detail)
    }
}

impl std::error::Error for IdentifierProblem {}

// Digits as people write them: hyphens, dots, spaces and brackets aside. `None` when anything else is in between.
fn digits_of(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|c| !matches!(c, '-' | '.' | ' ' | '(' | ')' | '\u{2013}')).collect();
    kept.bytes().all(|b| b.is_ascii_digit()).then_some(kept)
}

fn all_same(digits: &str) -> bool {
    let mut bytes = digits.bytes();
    let first = bytes.next();
    bytes.all(|b| Some(b) == first)
}

macro_rules! text_value {
    ($($name:ident),*) => {$(
        impl $name {
            /// The identifier in its one stored form.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )*};
}

text_value!(Cin, Ssn, Npi, Tin, Phone, Zip);

/// A Medi-Cal client index number: 9, seven digits, one letter.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cin(String);

impl Cin {
    /// Reads a CIN in capitals or small letters. A whole BIC number (14 characters) gives the CIN it begins with.
    pub fn parse(text: &str) -> Result<Self, IdentifierProblem> {
        const FORM: IdentifierProblem =
            IdentifierProblem::new("cin_form", "A CIN is 9, seven digits and a letter, for example 91234567A.");
        let upper: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect::<String>().to_ascii_uppercase();
        let cin = if upper.len() == 14 { upper.get(..9).unwrap_or("") } else { upper.as_str() };
        let rest = upper.get(9..).unwrap_or("");
        let (Some(body), Some(letter)) = (cin.strip_prefix('9').and_then(|b| b.get(..7)), cin.get(8..)) else {
            return Err(FORM);
        };
        let letter_fits = letter.len() == 1 && letter.bytes().all(|b| b.is_ascii_uppercase());
        if !letter_fits || !body.bytes().chain(rest.bytes()).all(|b| b.is_ascii_digit()) {
            return Err(FORM);
        }
        if all_same(body) {
            return Err(IdentifierProblem::new("cin_repeated", "One digit repeated is not a CIN. Enter the real one."));
        }
        Ok(Self(cin.to_owned()))
    }

    /// Worth a second look: the sources disagree whether a CIN may end in this letter.
    pub fn warning(&self) -> Option<IdentifierProblem> {
        let unusual = self.0.chars().last().is_some_and(|c| UNUSUAL_CIN_LETTERS.contains(c));
        unusual.then_some(IdentifierProblem::new(
            "cin_letter",
            "CINs seldom end in B, I, J, K, L, O, P, Q, R or S. Compare it with the card.",
        ))
    }
}

/// What was said about a Social Security number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SsnEntry {
    /// Unknown or refused: nothing to store.
    Unknown,
    /// A number.
    Known(Ssn),
}

/// A Social Security number that can have been assigned.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Ssn(String);

impl Ssn {
    /// Reads a number with or without hyphens; [`SSN_UNKNOWN`] is [`SsnEntry::Unknown`].
    pub fn parse(text: &str) -> Result<SsnEntry, IdentifierProblem> {
        const FORM: IdentifierProblem = IdentifierProblem::new(
            "ssn_form",
            "An SSN has nine digits. Enter 999999999 when it is unknown or refused.",
        );
        let digits = digits_of(text).filter(|d| d.len() == 9).ok_or(FORM)?;
        if digits == SSN_UNKNOWN {
            return Ok(SsnEntry::Unknown);
        }
        let (area, group, serial) = (digits.get(..3), digits.get(3..5), digits.get(5..));
        let unassigned = matches!(area, Some("000" | "666"))
            || digits.starts_with('9')
            || group == Some("00")
            || serial == Some("0000");
        if unassigned {
            const NEVER: &str =
                "This SSN was never assigned. Check it, or enter 999999999 when it is unknown or refused.";
            return Err(IdentifierProblem::new("ssn_unassigned", NEVER));
        }
        Ok(SsnEntry::Known(Self(digits)))
    }

    /// The last four digits, all that is ever shown.
    pub fn last4(&self) -> &str {
        self.0.get(5..).unwrap_or("")
    }

    /// The number as people see it.
    pub fn masked(&self) -> String {
        mask_ssn(self.last4())
    }
}

/// Last four digits as people see them.
pub fn mask_ssn(last4: &str) -> String {
    format!("\u{2022}\u{2022}\u{2022}-\u{2022}\u{2022}-{last4}")
}

/// A National Provider Identifier.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Npi(String);

impl Npi {
    /// Reads ten digits that begin with 1 or 2 and whose check digit fits (Luhn over 80840 and the number).
    pub fn parse(text: &str) -> Result<Self, IdentifierProblem> {
        let form = IdentifierProblem::new("npi_form", "An NPI has ten digits and begins with 1 or 2.");
        let digits = digits_of(text).filter(|d| d.len() == 10 && d.starts_with(['1', '2'])).ok_or(form)?;
        if !luhn(&format!("80840{digits}")) {
            return Err(IdentifierProblem::new(
                "npi_check",
                "The last digit of this NPI does not fit. Check the number.",
            ));
        }
        Ok(Self(digits))
    }
}

fn luhn(digits: &str) -> bool {
    let sum: u32 = digits
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(10))
        .enumerate()
        .map(|(place, digit)| match (place % 2, digit) {
            (0, digit) => digit,
            (_, digit @ 0..=4) => digit * 2,
            (_, digit) => digit * 2 - 9,
        })
        .sum();
    sum.is_multiple_of(10)
}

/// A tax identification number (EIN).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Tin(String);

impl Tin {
    /// Reads nine digits, with or without a hyphen.
    pub fn parse(text: &str) -> Result<Self, IdentifierProblem> {
        let form = IdentifierProblem::new("tin_form", "A tax identification number has nine digits.");
        digits_of(text).filter(|d| d.len() == 9 && !all_same(d)).map(Self).ok_or(form)
    }
}

/// A telephone number in the United States.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

impl Phone {
    /// Reads ten digits in any habit; a leading 1 or +1 is dropped.
    pub fn parse(text: &str) -> Result<Self, IdentifierProblem> {
        let form = IdentifierProblem::new("phone_form", "A phone number has ten digits, for example (213) 555-0100.");
        let digits = digits_of(text.trim().trim_start_matches('+')).ok_or(form)?;
        let ten = if digits.len() == 11 { digits.strip_prefix('1') } else { Some(digits.as_str()) };
        let starts_right = |part: Option<&str>| part.is_some_and(|p| !p.starts_with(['0', '1']));
        ten.filter(|d| d.len() == 10 && starts_right(d.get(..3)) && starts_right(d.get(3..6)))
            .map(|d| Self(d.to_owned()))
            .ok_or(form)
    }

    /// The number as people write it: `(213) 555-0100`.
    pub fn formatted(&self) -> String {
        let part = |range: std::ops::Range<usize>| self.0.get(range).unwrap_or("");
        format!("({}) {}-{}", part(0..3), part(3..6), part(6..10))
    }
}

/// A ZIP code.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Zip(String);

impl Zip {
    /// Reads `90020`, `90020-1234` or `900201234`.
    pub fn parse(text: &str) -> Result<Self, IdentifierProblem> {
        let form = IdentifierProblem::new("zip_form", "A ZIP code has five digits, or nine with a hyphen.");
        let digits = digits_of(text.trim()).ok_or(form)?;
        match (digits.len(), digits.get(..5), digits.get(5..)) {
            (5, ..) => Ok(Self(digits)),
            (9, Some(five), Some(four)) => Ok(Self(format!("{five}-{four}"))),
            _ => Err(form),
        }
    }
}

#[cfg(test)]
mod tests;
