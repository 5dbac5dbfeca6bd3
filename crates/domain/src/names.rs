//! Names of people: one key to search by, every order a person may type, and how alike two names are.

use crate::unicode::{decomposed, without_marks};

/// More words than this are no name; the rest is left aside.
const MAX_WORDS: usize = 6;
/// Words after a name that are not part of it.
const SUFFIXES: [&str; 6] = ["jr", "sr", "ii", "iii", "iv", "esq"];

/// What a name is searched by: accents, case, hyphens, apostrophes, periods and spaces aside. `O'Brien-Núñez` and
/// `obrien nunez` have the same key. A prefix of a name has a prefix of its key.
pub fn key(name: &str) -> String {
    let small: String = decomposed(name).chars().flat_map(char::to_lowercase).collect();
    without_marks(&decomposed(&small)).chars().flat_map(unfold).filter(|c| c.is_alphanumeric()).collect()
}

// Letters that decomposition leaves whole, written as people without such a keyboard write them.
fn unfold(letter: char) -> impl Iterator<Item = char> {
    let pair: [Option<char>; 2] = match letter {
        'ß' => [Some('s'), Some('s')],
        'æ' => [Some('a'), Some('e')],
        'œ' => [Some('o'), Some('e')],
        'þ' => [Some('t'), Some('h')],
        'ø' => [Some('o'), None],
        'đ' | 'ð' => [Some('d'), None],
        'ł' => [Some('l'), None],
        'ħ' => [Some('h'), None],
        'ı' => [Some('i'), None],
        'ŧ' => [Some('t'), None],
        other => [Some(other), None],
    };
    pair.into_iter().flatten()
}

/// One way to read what was typed: keys of which the name's keys must begin.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NamePrefix {
    /// What the last name's key begins with; `None`: any.
    pub last: Option<String>,
    /// What the first name's key begins with; `None`: any.
    pub first: Option<String>,
}

/// What was typed into a name field, in every way it can be meant; a name fits when it fits one of them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NameQuery {
    /// The readings, the likeliest first. Empty when nothing searchable was typed.
    pub alternatives: Vec<NamePrefix>,
}

impl NameQuery {
    /// Reads "Last, First", "First Last", "Last First" or a single name, with middle names, particles ("de la Cruz")
    /// and suffixes ("Jr.") in any of them.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        match text.split_once(',') {
            Some((last, rest)) => query.read_ordered(last, rest),
            None => query.read_any_order(&words_of(text)),
        }
        query
    }

    /// A query from separate fields for last and first name.
    pub fn from_fields(last: Option<&str>, first: Option<&str>) -> Self {
        let mut query = Self::default();
        query.add(key(last.unwrap_or("")), key(first.unwrap_or("")));
        query
    }

    /// Letters and digits that narrow the search least: what the shortest reading asks for.
    pub fn letters(&self) -> usize {
        let length = |part: &Option<String>| part.as_ref().map_or(0, |key| key.chars().count());
        self.alternatives.iter().map(|a| length(&a.last).saturating_add(length(&a.first))).min().unwrap_or(0)
    }

    /// Whether a name with these keys fits one of the readings.
    pub fn fits(&self, last_key: &str, first_key: &str) -> bool {
        let begins = |wanted: &Option<String>, key: &str| wanted.as_ref().is_none_or(|prefix| key.starts_with(prefix));
        self.alternatives.iter().any(|a| begins(&a.last, last_key) && begins(&a.first, first_key))
    }

    // With a comma the order is certain; only where the first name ends is not.
    fn read_ordered(&mut self, last: &str, rest: &str) {
        let last = words_of(last).concat();
        let first = words_of(rest);
        self.add(last.clone(), first.concat());
        self.add(last, first.into_iter().next().unwrap_or_default());
    }

    fn read_any_order(&mut self, words: &[String]) {
        if let [only] = words {
            self.add(only.clone(), String::new());
            self.add(String::new(), only.clone());
            return;
        }
        for (front, back) in (1..words.len()).rev().filter_map(|at| words.split_at_checked(at)) {
            self.add(back.concat(), front.concat());
        }
        for (front, back) in (1..words.len()).filter_map(|at| words.split_at_checked(at)) {
            self.add(front.concat(), back.concat());
        }
        // A middle name stands in neither column.
        if let [outer, _, .., inner] = words {
            self.add(inner.clone(), outer.clone());
        }
        if let [last, first, _, ..] = words {
            self.add(last.clone(), first.clone());
        }
        self.add(words.concat(), String::new());
    }

    fn add(&mut self, last: String, first: String) {
        let some = |part: String| Some(part).filter(|key| !key.is_empty());
        let reading = NamePrefix { last: some(last), first: some(first) };
        let empty = reading.last.is_none() && reading.first.is_none();
        if !empty && !self.alternatives.contains(&reading) {
            self.alternatives.push(reading);
        }
    }
}

// The keys of the words, suffixes aside; a suffix that stands alone may be a name after all.
fn words_of(text: &str) -> Vec<String> {
    let words: Vec<String> = text.split_whitespace().map(key).filter(|k| !k.is_empty()).take(MAX_WORDS).collect();
    let kept: Vec<String> = words.iter().filter(|word| !SUFFIXES.contains(&word.as_str())).cloned().collect();
    if kept.is_empty() { words } else { kept }
}

/// "Last, First Middle (preferred)", as names are shown.
pub fn display(last: &str, first: &str, middle: Option<&str>, preferred: Option<&str>) -> String {
    let mut shown = format!("{last}, {first}");
    if let Some(middle) = middle.filter(|m| !m.is_empty()) {
        shown.push(' ');
        shown.push_str(middle);
    }
    if let Some(preferred) = preferred.filter(|p| !p.is_empty() && *p != first) {
        shown.push_str(&format!(" ({preferred})"));
    }
    shown
}

/// How alike two names are, 0 to 1: Jaro's measure, raised for a common beginning as Winkler proposed. Case, accents
/// and punctuation do not count.
pub fn similarity(left: &str, right: &str) -> f64 {
    let left: Vec<char> = key(left).chars().collect();
    let right: Vec<char> = key(right).chars().collect();
    if left.is_empty() || right.is_empty() {
        return if left.len() == right.len() { 1.0 } else { 0.0 };
    }
    let jaro = jaro(&left, &right);
    let common = left.iter().zip(&right).take(4).take_while(|(a, b)| a == b).count();
    (1.0 - jaro).mul_add(float(common) * 0.1, jaro)
}

fn jaro(left: &[char], right: &[char]) -> f64 {
    let reach = (left.len().max(right.len()) / 2).saturating_sub(1);
    let mut taken = vec![false; right.len()];
    let mut matched_left = Vec::new();
    for (at, letter) in left.iter().enumerate() {
        let window = at.saturating_sub(reach)..=at.saturating_add(reach);
        let free = right
            .iter()
            .zip(taken.iter_mut())
            .enumerate()
            .find(|(place, (other, taken))| window.contains(place) && !**taken && *other == letter);
        if let Some((_, (_, taken))) = free {
            *taken = true;
            matched_left.push(*letter);
        }
    }
    if matched_left.is_empty() {
        return 0.0;
    }
    let matched_right = right.iter().zip(&taken).filter(|(_, taken)| **taken).map(|(letter, _)| letter);
    let out_of_place = matched_left.iter().zip(matched_right).filter(|(a, b)| a != b).count();
    let matches = float(matched_left.len());
    let in_order = (matches - float(out_of_place) / 2.0) / matches;
    (matches / float(left.len()) + matches / float(right.len()) + in_order) / 3.0
}

fn float(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
