//! What the one search field means: a name in any order, a birth date, a client number, a CIN, an SSN, or several.

use domain::clients::{ClientCriteria, format_client_number, parse_client_number};
use domain::identifiers::{Cin, Ssn, SsnEntry};
use time::Date;

use crate::format;

/// What was understood, so that the person sees it before the results.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Reading {
    /// What is looked for.
    pub(super) criteria: ClientCriteria,
    /// The same in words, for example "birth date 05/09/2012".
    pub(super) words: Vec<String>,
    /// Nine digits may be a client number or an SSN; the other meaning.
    pub(super) other: Option<(String, ClientCriteria)>,
}

enum Token {
    Born(Date),
    Number(i64),
    Cin(String),
    Ssn(String),
    Name,
}

/// Reads the field. Text that is none of the numbers is a name.
pub(super) fn read(text: &str, today: Date) -> Reading {
    let mut reading = Reading::default();
    let mut name = Vec::new();
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c| matches!(c, ',' | ';'));
        match token(bare, today) {
            Token::Born(date) => {
                reading.words.push(format!("birth date {}", format::day(date)));
                reading.criteria.birth_date = Some(date);
            }
            Token::Number(number) => {
                reading.words.push(format!("client number {}", format_client_number(number)));
                reading.criteria.client_number = Some(number);
            }
            Token::Cin(cin) => {
                reading.words.push(format!("CIN {cin}"));
                reading.criteria.cin = Some(cin);
            }
            Token::Ssn(ssn) => {
                reading.words.push("SSN as typed".to_owned());
                reading.criteria.ssn = Some(ssn);
            }
            Token::Name => name.push(word),
        }
    }
    let name = name.join(" ");
    if !name.trim_matches(|c: char| !c.is_alphanumeric()).is_empty() {
        reading.words.insert(0, format!("the name “{name}”"));
        reading.criteria.name = Some(name);
    }
    reading.other = other_meaning(text, &reading.criteria);
    reading
}

fn token(word: &str, today: Date) -> Token {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let only_digits = digits == word.len();
    if let Ok(cin) = Cin::parse(word) {
        return Token::Cin(cin.as_str().to_owned());
    }
    // 123-45-6789 is written so for nothing else.
    if digits == 9 && word.chars().filter(|c| *c == '-').count() == 2 {
        return Token::Ssn(word.to_owned());
    }
    let dated = if only_digits { matches!(digits, 6 | 8) } else { digits >= 3 && word.contains(['/', '-', '.']) };
    if dated && let Ok(date) = domain::dates::parse_birth_date(word, today) {
        return Token::Born(date);
    }
    match parse_client_number(word) {
        Some(number) if only_digits => Token::Number(number),
        _ => Token::Name,
    }
}

fn other_meaning(text: &str, criteria: &ClientCriteria) -> Option<(String, ClientCriteria)> {
    let bare = text.trim();
    let nine = bare.len() == 9 && bare.bytes().all(|byte| byte.is_ascii_digit());
    let ssn = nine && matches!(Ssn::parse(bare), Ok(SsnEntry::Known(_))) && criteria.client_number.is_some();
    ssn.then(|| {
        let criteria = ClientCriteria { ssn: Some(bare.to_owned()), ..ClientCriteria::default() };
        ("Look for this as an SSN".to_owned(), criteria)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const TODAY: Date = date!(2026 - 03 - 01);

    #[test]
    fn names_stay_as_they_are_typed() {
        for text in ["Reyes, Marisol", "Marisol Reyes", "de la Cruz, Ana", "O'Brien"] {
            assert_eq!(read(text, TODAY).criteria.name.as_deref(), Some(text));
        }
    }

    #[test]
    fn a_name_and_a_birth_date_are_told_apart() {
        let reading = read("Reyes, 5/9/2012", TODAY);
        assert_eq!(reading.criteria.name.as_deref(), Some("Reyes,"));
        assert_eq!(reading.criteria.birth_date, Some(date!(2012 - 05 - 09)));
        assert_eq!(reading.words, ["the name “Reyes,”", "birth date 05/09/2012"]);
    }

    #[test]
    fn numbers_are_known_by_their_shape() {
        assert_eq!(read("800440154", TODAY).criteria.client_number, Some(800_440_154));
        assert_eq!(read("96634632D", TODAY).criteria.cin.as_deref(), Some("96634632D"));
        assert_eq!(read("219-09-9999", TODAY).criteria.ssn.as_deref(), Some("219-09-9999"));
        assert_eq!(read("05092012", TODAY).criteria.birth_date, Some(date!(2012 - 05 - 09)));
        assert_eq!(read("050912", TODAY).criteria.birth_date, Some(date!(2012 - 05 - 09)));
    }

    #[test]
    fn nine_digits_have_a_second_meaning() {
        assert!(read("219099999", TODAY).other.is_some());
        assert!(read("800440154 Reyes", TODAY).other.is_none());
    }

    #[test]
    fn nothing_means_nothing() {
        assert_eq!(read("  ,  ", TODAY).criteria, ClientCriteria::default());
    }
}
