//! Likely duplicates: how much a record on file looks like the person about to be added.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;
use validator::Validate;

use super::{ClientHit, Sex};
use crate::names::{key, similarity};
use crate::problem::{Code, Problem};
use crate::words::words;

/// From here on a record is shown as possibly the same person.
pub const POSSIBLE_SCORE: u8 = 60;
/// From here on adding the client needs a reason.
pub const STRONG_SCORE: u8 = 80;

words! {
    /// Why a record looks like the same person.
    MatchReason {
        /// The same Social Security number.
        SameSsn = "same_ssn", "Same SSN";
        /// The same Medi-Cal client index number.
        SameCin = "same_cin", "Same CIN";
        /// The same birth date.
        SameBirthDate = "same_birth_date", "Same birth date";
        /// Day and month exchanged, or one digit off.
        SimilarBirthDate = "similar_birth_date", "Similar birth date";
        /// The same name, spelling habits aside.
        SameName = "same_name", "Same name";
        /// A name that is spelled or sounds alike.
        SimilarName = "similar_name", "Similar name";
        /// The same as a former name.
        FormerName = "former_name", "Former name";
    }
}

/// The person about to be added, as far as it is typed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct MatchCriteria {
    /// Last name.
    #[validate(length(min = 1, max = 80, message = "Enter the last name, at most 80 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Reyes", min_length = 1, max_length = 80))]
    pub last_name: String,
    /// First name.
    #[validate(length(min = 1, max = 80, message = "Enter the first name, at most 80 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Marisol", min_length = 1, max_length = 80))]
    pub first_name: String,
    /// Birth date.
    #[cfg_attr(feature = "openapi", schema(example = "2012-05-09"))]
    pub birth_date: Date,
    /// Sex.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sex: Option<Sex>,
    /// The whole Social Security number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    pub ssn: Option<String>,
    /// The Medi-Cal client index number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(max_length = 20))]
    pub cin: Option<String>,
}

impl fmt::Debug for MatchCriteria {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MatchCriteria").finish_non_exhaustive()
    }
}

/// A record that may be the same person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ClientMatch {
    /// The record, with the minimum of fields.
    pub hit: ClientHit,
    /// 0 to 100.
    pub score: u8,
    /// Why it looks like the same person.
    pub reasons: Vec<MatchReason>,
    /// Adding the client in spite of this one needs a reason.
    pub strong: bool,
}

/// A record on file, as far as the comparison needs it.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'a> {
    /// Last and first name now.
    pub name: (&'a str, &'a str),
    /// Last and first names the person had before.
    pub former_names: &'a [(&'a str, &'a str)],
    /// Birth date.
    pub birth_date: Date,
    /// Sex.
    pub sex: Sex,
    /// Whether the Social Security numbers are equal; `None` when one of them is not known. Numbers are sealed at
    /// rest and compared by their keyed hashes, so the comparison happens where the keys are.
    pub same_ssn: Option<bool>,
    /// Whether the CINs are equal; `None` when one of them is not known.
    pub same_cin: Option<bool>,
}

/// How much a record looks like the person, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// 0 to 100.
    pub points: u8,
    /// What speaks for it.
    pub reasons: Vec<MatchReason>,
}

impl Score {
    /// Worth showing.
    pub fn is_possible(&self) -> bool {
        self.points >= POSSIBLE_SCORE
    }

    /// Needs a reason to go on.
    pub fn is_strong(&self) -> bool {
        self.points >= STRONG_SCORE
    }
}

/// Compares the person about to be added with a record on file.
///
/// An equal number is all but proof. Without one, name and birth date together make a strong match, and neither alone
/// makes a possible one: a county has many people of one name and many born on one day.
pub fn score(wanted: &MatchCriteria, on_file: &Candidate<'_>) -> Score {
    let mut points: i32 = 0;
    let mut reasons = Vec::new();
    let mut found = |worth: i32, reason: MatchReason| {
        points += worth;
        reasons.push(reason);
    };
    if on_file.same_ssn == Some(true) {
        found(100, MatchReason::SameSsn);
    }
    if on_file.same_cin == Some(true) {
        found(95, MatchReason::SameCin);
    }
    if let Some((worth, reason)) = compare_names(wanted, on_file) {
        found(worth, reason);
    }
    if let Some((worth, reason)) = compare_birth_dates(wanted.birth_date, on_file.birth_date) {
        found(worth, reason);
    }
    points += sex_weight(wanted.sex, on_file.sex);
    if on_file.same_ssn == Some(false) {
        points -= 30;
    }
    if on_file.same_cin == Some(false) {
        points -= 20;
    }
    // Numbers disagree for clerical reasons too; an equal number still makes the match a strong one.
    let least =
        if on_file.same_ssn == Some(true) || on_file.same_cin == Some(true) { i32::from(STRONG_SCORE) } else { 0 };
    Score { points: u8::try_from(points.clamp(least, 100)).unwrap_or(0), reasons }
}

fn compare_names(wanted: &MatchCriteria, on_file: &Candidate<'_>) -> Option<(i32, MatchReason)> {
    let name = (wanted.last_name.as_str(), wanted.first_name.as_str());
    if same_name(name, on_file.name) {
        return Some((45, MatchReason::SameName));
    }
    if on_file.former_names.iter().any(|former| same_name(name, *former)) {
        return Some((40, MatchReason::FormerName));
    }
    let alike =
        similar_name(name, on_file.name) || on_file.former_names.iter().any(|former| similar_name(name, *former));
    alike.then_some((30, MatchReason::SimilarName))
}

// Exchanged first and last names are the same name: forms get filled in the wrong order.
fn same_name(left: (&str, &str), right: (&str, &str)) -> bool {
    let keys = |(last, first): (&str, &str)| (key(last), key(first));
    let ((last, first), other) = (keys(left), keys(right));
    (last.as_str(), first.as_str()) == (other.0.as_str(), other.1.as_str()) || (first, last) == other
}

fn similar_name(left: (&str, &str), right: (&str, &str)) -> bool {
    let close = |a: &str, b: &str| {
        // "Maria" for "Maria Elena", "Reyes" for "Reyes-Ortiz".
        let (a_key, b_key) = (key(a), key(b));
        let begins = a_key.len().min(b_key.len()) >= 3 && (a_key.starts_with(&b_key) || b_key.starts_with(&a_key));
        begins || similarity(a, b) >= 0.88
    };
    close(left.0, right.0) && close(left.1, right.1)
}

fn compare_birth_dates(wanted: Date, on_file: Date) -> Option<(i32, MatchReason)> {
    if wanted == on_file {
        return Some((40, MatchReason::SameBirthDate));
    }
    let exchanged = wanted.year() == on_file.year()
        && u8::from(wanted.month()) == on_file.day()
        && wanted.day() == u8::from(on_file.month());
    let digits = |date: Date| format!("{:04}{:02}{:02}", date.year(), u8::from(date.month()), date.day());
    let different = digits(wanted).chars().zip(digits(on_file).chars()).filter(|(a, b)| a != b).count();
    (exchanged || different == 1).then_some((20, MatchReason::SimilarBirthDate))
}

fn sex_weight(wanted: Option<Sex>, on_file: Sex) -> i32 {
    match wanted {
        None | Some(Sex::Unknown) => 0,
        Some(_) if on_file == Sex::Unknown => 0,
        Some(sex) if sex == on_file => 10,
        Some(_) => -10,
    }
}

/// Whether the client may be added in spite of these records: each must have been looked at, and a strong match needs
/// a reason.
pub fn check_reviewed(matches: &[ClientMatch], reviewed: &[Uuid], reason: Option<&str>) -> Result<(), Problem> {
    let unseen: Vec<&ClientMatch> = matches.iter().filter(|one| !reviewed.contains(&one.hit.id)).collect();
    if let Some(first) = unseen.iter().max_by_key(|one| one.score) {
        let detail = match unseen.len() {
            1 => "A record on file may be the same person. Look at it before adding a new client.".to_owned(),
            many => format!("{many} records on file may be the same person. Look at them before adding a new client."),
        };
        return Err(Problem::new(Code::LikelyDuplicate, detail).existing(first.hit.id));
    }
    let explained = reason.is_some_and(|text| !text.trim().is_empty());
    if matches.iter().any(|one| one.strong) && !explained {
        const WHY: &str = "A record on file matches strongly. Say why this is another person.";
        return Err(Problem::field("/reason", "required", WHY));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
