//! The clients: three hundred invented people.

use std::collections::HashSet;

use domain::calendar::plus_days;
use domain::clients::Sex;
use time::Date;

use super::chance::Chance;
use super::known::{KNOWN, Known};
use super::moment::Moment;
use super::places::TOWNS;
use super::tongues::{Tongue, Tongues};
use crate::db::demo::{ClientRow, FormerNameRow};

/// How many there are.
pub(super) const CLIENTS: usize = 300;
/// The first client number a new installation gives.
const FIRST_NUMBER: i64 = 800_440_001;
/// Last letters a CIN has in every source.
const CIN_LETTERS: [&str; 16] = ["A", "C", "D", "E", "F", "G", "H", "M", "N", "T", "U", "V", "W", "X", "Y", "Z"];
const AREA_CODES: [&str; 4] = ["209", "559", "805", "831"];
const STREETS: [&str; 16] = [
    "Alameda Street",
    "Bayview Drive",
    "Calle Nopal",
    "Cypress Avenue",
    "Dune Court",
    "Eucalyptus Way",
    "Fig Tree Lane",
    "Heron Street",
    "Jacaranda Place",
    "Kelp Street",
    "Lupine Avenue",
    "Manzanita Road",
    "Pelican Court",
    "Poppy Lane",
    "Sandpiper Drive",
    "Tidewater Road",
];

/// A client before anything is sealed.
#[derive(Debug, Clone)]
pub(super) struct Client {
    pub(super) row: ClientRow,
    pub(super) ssn: Option<String>,
    pub(super) former: Vec<FormerNameRow>,
}

/// What nobody else may have.
#[derive(Debug, Default)]
struct Taken(HashSet<String>);

impl Taken {
    /// The first of many tries that is nobody's yet.
    fn fresh(&mut self, mut make: impl FnMut() -> String) -> Option<String> {
        (0..100).map(|_| make()).find(|one| self.0.insert(one.clone()))
    }
}

/// Everybody, in the order of their numbers.
pub(super) fn invent(dice: &mut Chance, moment: &Moment) -> Vec<Client> {
    let (tongues, mut taken) = (Tongues::read(), Taken::default());
    let mut all = Vec::with_capacity(CLIENTS);
    for number in FIRST_NUMBER.. {
        if all.len() == CLIENTS {
            break;
        }
        let who = match KNOWN.get(all.len()) {
            Some(known) => from_known(dice, moment, known, &tongues),
            None => anybody(dice, moment, &tongues),
        };
        all.push(complete(dice, moment, number, who, &mut taken));
    }
    all
}

/// What a person brings along.
struct Born {
    last: String,
    first: String,
    middle: String,
    suffix: &'static str,
    preferred: &'static str,
    former: Vec<(String, String)>,
    sex: Sex,
    birth_date: Date,
    language: &'static str,
}

fn born(moment: &Moment, years: i64, days: i64) -> Date {
    plus_days(moment.today, -(years * 1461 / 4 + days))
}

fn spoken(dice: &mut Chance, tongue: &Tongue) -> &'static str {
    if dice.percent(tongue.spoken) { tongue.language } else { "English" }
}

fn from_known(dice: &mut Chance, moment: &Moment, known: &'static Known, tongues: &Tongues) -> Born {
    let (years, days) = known.age;
    Born {
        last: known.last.into(),
        first: known.first.into(),
        middle: known.middle.into(),
        suffix: known.suffix,
        preferred: known.preferred,
        former: known.former.iter().map(|(last, first)| ((*last).into(), (*first).into())).collect(),
        sex: known.sex,
        birth_date: born(moment, years, days),
        language: tongues.named(known.language).map_or("English", |tongue| spoken(dice, tongue)),
    }
}

fn anybody(dice: &mut Chance, moment: &Moment, tongues: &Tongues) -> Born {
    let sex = match dice.between(1, 100) {
        1..=48 => Sex::Female,
        49..=96 => Sex::Male,
        97..=98 => Sex::Nonbinary,
        _ => Sex::Unknown,
    };
    let side = match sex {
        Sex::Female => Some(true),
        Sex::Male => Some(false),
        Sex::Nonbinary | Sex::Unknown => None,
    };
    let (years, days) = (age(dice), dice.between(0, 364));
    let Some(tongue) = tongues.one(dice) else {
        return from_known_default(moment, years, days);
    };
    let first = tongue.first(dice, side);
    let middle = if dice.percent(22) { tongue.first(dice, side) } else { "" };
    let last = last_name(dice, tongue, tongues);
    let former = if dice.percent(4) { vec![(tongue.last(dice).to_owned(), first.to_owned())] } else { Vec::new() };
    Born {
        former: former.into_iter().filter(|(name, _)| *name != last).collect(),
        last,
        first: first.into(),
        middle: if middle == first { String::new() } else { middle.into() },
        suffix: if dice.percent(2) { dice.pick(&["Jr.", "II", "III"]) } else { "" },
        preferred: if dice.percent(5) {
            dice.pick(&["Sam", "Ari", "Nico", "Kai", "Lulu", "Chuy", "Jo", "Max"])
        } else {
            ""
        },
        sex,
        birth_date: born(moment, years, days),
        language: spoken(dice, tongue),
    }
}

// Only reached with an empty list of names.
fn from_known_default(moment: &Moment, years: i64, days: i64) -> Born {
    Born {
        last: "Doe".into(),
        first: "Jamie".into(),
        middle: String::new(),
        suffix: "",
        preferred: "",
        former: Vec::new(),
        sex: Sex::Unknown,
        birth_date: born(moment, years, days),
        language: "English",
    }
}

/// One name, or two joined: some families keep both.
fn last_name(dice: &mut Chance, tongue: &Tongue, tongues: &Tongues) -> String {
    let one = tongue.last(dice);
    let other = if dice.percent(9) { tongues.one(dice).map(|other| other.last(dice)) } else { None };
    match other.filter(|other| *other != one && !other.contains([' ', '-']) && !one.contains([' ', '-'])) {
        Some(other) => format!("{one}-{other}"),
        None => one.to_owned(),
    }
}

/// Mostly children and youth: the services are for people under 21.
fn age(dice: &mut Chance) -> i64 {
    match dice.between(1, 100) {
        1..=6 => dice.between(1, 5),
        7..=40 => dice.between(6, 12),
        41..=78 => dice.between(13, 17),
        79..=87 => dice.between(18, 20),
        88..=97 => dice.between(21, 64),
        _ => dice.between(65, 90),
    }
}

fn complete(dice: &mut Chance, moment: &Moment, number: i64, who: Born, taken: &mut Taken) -> Client {
    let id = dice.id();
    let homeless = dice.percent(4);
    let (city, zip) = dice.pick(&TOWNS);
    let street =
        if homeless { "HOMELESS".to_owned() } else { format!("{} {}", dice.between(11, 4890), dice.pick(&STREETS)) };
    let cin =
        if dice.percent(85) { taken.fresh(|| format!("9{}{}", dice.digits(7), dice.pick(&CIN_LETTERS))) } else { None };
    // Areas 780 to 899 were never assigned while areas meant anything.
    let ssn = if dice.percent(82) {
        taken.fresh(|| format!("{}{:02}{:04}", dice.between(780, 899), dice.between(1, 99), dice.between(1, 9999)))
    } else {
        None
    };
    let phone =
        if dice.percent(92) { format!("{}55501{}", dice.pick(&AREA_CODES), dice.digits(2)) } else { String::new() };
    let former = who.former.into_iter().map(|(last_name, first_name)| FormerNameRow {
        id: dice.id(),
        client_id: id,
        last_name,
        first_name,
    });
    Client {
        former: former.collect(),
        row: ClientRow {
            id,
            client_number: number,
            last_name: who.last,
            first_name: who.first,
            middle_name: who.middle,
            suffix: who.suffix.into(),
            preferred_name: who.preferred.into(),
            birth_date: who.birth_date,
            sex: who.sex.as_str(),
            cin,
            ssn_sealed: None,
            ssn_blind: None,
            ssn_last4: None,
            preferred_language: who.language.into(),
            phone,
            street,
            city: city.into(),
            state: "CA",
            zip: zip.into(),
            homeless,
            created_at: moment.now,
        },
        ssn,
    }
}
