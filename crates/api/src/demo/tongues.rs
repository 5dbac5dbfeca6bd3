//! Names of people, by the language their families brought.

use super::chance::Chance;

const NAMES: &str = include_str!("../../data/demo/names.txt");

/// A language with its names.
#[derive(Debug, Clone)]
pub(super) struct Tongue {
    /// The language in words.
    pub(super) language: &'static str,
    /// How many of a hundred speak it rather than English.
    pub(super) spoken: i64,
    weight: i64,
    female: Vec<&'static str>,
    male: Vec<&'static str>,
    last: Vec<&'static str>,
}

impl Tongue {
    /// A first name; without a side, from both.
    pub(super) fn first(&self, dice: &mut Chance, female: Option<bool>) -> &'static str {
        let female = female.unwrap_or_else(|| dice.percent(50));
        dice.pick(if female { &self.female } else { &self.male })
    }

    /// A last name.
    pub(super) fn last(&self, dice: &mut Chance) -> &'static str {
        dice.pick(&self.last)
    }
}

/// Every language.
#[derive(Debug, Clone)]
pub(super) struct Tongues(Vec<Tongue>);

impl Tongues {
    /// Reads the list.
    pub(super) fn read() -> Self {
        Self(NAMES.lines().filter_map(read).collect())
    }

    /// One, by how many people have it.
    pub(super) fn one(&self, dice: &mut Chance) -> Option<&Tongue> {
        let mut left = dice.between(1, self.0.iter().map(|tongue| tongue.weight).sum());
        self.0.iter().find(|tongue| {
            left -= tongue.weight;
            left <= 0
        })
    }

    /// The one of that name.
    pub(super) fn named(&self, language: &str) -> Option<&Tongue> {
        self.0.iter().find(|tongue| tongue.language == language)
    }
}

fn read(line: &'static str) -> Option<Tongue> {
    let mut parts = line.split('|');
    let list = |part: &'static str| part.split(',').collect();
    Some(Tongue {
        language: parts.next()?,
        spoken: parts.next()?.parse().ok()?,
        weight: parts.next()?.parse().ok()?,
        female: list(parts.next()?),
        male: list(parts.next()?),
        last: list(parts.next()?),
    })
}
