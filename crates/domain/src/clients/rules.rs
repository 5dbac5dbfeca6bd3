//! What makes a search allowed and a new client right.

use time::Date;

use super::{ClientCriteria, MatchCriteria, NewClient, Sex};
use crate::coverage;
use crate::dates::plausible_birth_date;
use crate::enrollments::{AdmissionFacts, NewEnrollment, check_admission};
use crate::identifiers::{Cin, Phone, Ssn, SsnEntry};
use crate::names::{NameQuery, key};
use crate::problem::FieldError;
use crate::unicode::hidden_in_name;

/// A county-wide search by name alone needs this many letters: one letter would list the county.
const COUNTY_NAME_LETTERS: usize = 2;

/// Criteria read into the one form the records are kept in.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct NormalCriteria {
    /// The free name field.
    pub name: Option<NameQuery>,
    /// The separate name fields.
    pub fields: Option<NameQuery>,
    /// The birth date.
    pub birth_date: Option<Date>,
    /// The sex.
    pub sex: Option<Sex>,
    /// The client number.
    pub client_number: Option<i64>,
    /// The CIN.
    pub cin: Option<Cin>,
    /// The Social Security number; "unknown or refused" finds nobody and is left aside.
    pub ssn: Option<Ssn>,
}

impl std::fmt::Debug for NormalCriteria {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NormalCriteria").finish_non_exhaustive()
    }
}

impl NormalCriteria {
    fn name_letters(&self) -> usize {
        [&self.name, &self.fields].into_iter().flatten().map(NameQuery::letters).max().unwrap_or(0)
    }

    fn has_number(&self) -> bool {
        self.client_number.is_some() || self.cin.is_some() || self.ssn.is_some()
    }
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// Reads the criteria of the look-up among an agency's own clients; any one besides the sex is enough.
pub fn normal(criteria: &ClientCriteria) -> Result<NormalCriteria, Vec<FieldError>> {
    let mut errors = Vec::new();
    let read = read(criteria, &mut errors);
    let enough = read.has_number() || read.birth_date.is_some() || read.name_letters() > 0;
    if errors.is_empty() && !enough {
        const MORE: &str = "Enter a name, a birth date, a client number, a CIN or an SSN.";
        errors.push(FieldError::new("", "too_few_criteria", MORE));
    }
    if errors.is_empty() { Ok(read) } else { Err(errors) }
}

fn read(criteria: &ClientCriteria, errors: &mut Vec<FieldError>) -> NormalCriteria {
    let name = filled(criteria.name.as_deref()).map(NameQuery::parse);
    let (last, first) = (filled(criteria.last_name.as_deref()), filled(criteria.first_name.as_deref()));
    let fields = (last.is_some() || first.is_some()).then(|| NameQuery::from_fields(last, first));
    for (query, pointer) in [(&name, "/name"), (&fields, if last.is_some() { "/last_name" } else { "/first_name" })] {
        if query.as_ref().is_some_and(|query| query.alternatives.is_empty()) {
            errors.push(FieldError::new(pointer, "no_letters", "Enter at least one letter of the name."));
        }
    }
    NormalCriteria {
        name,
        fields,
        birth_date: criteria.birth_date,
        sex: criteria.sex,
        client_number: criteria.client_number,
        cin: read_cin(criteria.cin.as_deref(), errors),
        ssn: read_ssn(criteria.ssn.as_deref(), errors),
    }
}

fn read_cin(text: Option<&str>, errors: &mut Vec<FieldError>) -> Option<Cin> {
    Cin::parse(filled(text)?).map_err(|problem| errors.push(problem.at("/cin"))).ok()
}

fn read_ssn(text: Option<&str>, errors: &mut Vec<FieldError>) -> Option<Ssn> {
    match Ssn::parse(filled(text)?) {
        Ok(SsnEntry::Known(ssn)) => Some(ssn),
        Ok(SsnEntry::Unknown) => None,
        Err(problem) => {
            errors.push(problem.at("/ssn"));
            None
        }
    }
}

/// Everything wrong with the criteria of the own look-up.
pub fn check_criteria(criteria: &ClientCriteria) -> Vec<FieldError> {
    normal(criteria).err().unwrap_or_default()
}

/// Everything wrong with the criteria of the county-wide search: a name alone needs two letters.
pub fn check_county_criteria(criteria: &ClientCriteria) -> Vec<FieldError> {
    let read = match normal(criteria) {
        Ok(read) => read,
        Err(errors) => return errors,
    };
    if read.has_number() || read.birth_date.is_some() || read.name_letters() >= COUNTY_NAME_LETTERS {
        return Vec::new();
    }
    let pointer = if read.name.is_some() { "/name" } else { "/last_name" };
    const LETTERS: &str = "Enter at least two letters of the name, or add a birth date or a number.";
    vec![FieldError::new(pointer, "too_few_letters", LETTERS)]
}

/// Everything wrong with a person to compare with the records on file.
pub fn check_match_criteria(criteria: &MatchCriteria, today: Date) -> Vec<FieldError> {
    let mut errors = Vec::new();
    check_name("/last_name", "last name", &criteria.last_name, &mut errors);
    check_name("/first_name", "first name", &criteria.first_name, &mut errors);
    errors.extend(plausible_birth_date(criteria.birth_date, today).err().map(|problem| problem.at("/birth_date")));
    read_cin(criteria.cin.as_deref(), &mut errors);
    read_ssn(criteria.ssn.as_deref(), &mut errors);
    errors
}

/// Everything wrong with a new client, its first admission and its first coverage. `facts.birth_date` is taken from
/// the client.
pub fn check_new_client(new: &NewClient, facts: &AdmissionFacts<'_>) -> Vec<FieldError> {
    let mut errors = Vec::new();
    check_name("/last_name", "last name", &new.last_name, &mut errors);
    check_name("/first_name", "first name", &new.first_name, &mut errors);
    errors.extend(plausible_birth_date(new.birth_date, facts.today).err().map(|problem| problem.at("/birth_date")));
    let cin = read_cin(new.cin.as_deref(), &mut errors);
    read_ssn(new.ssn.as_deref(), &mut errors);
    if let Some(phone) = filled(new.phone.as_deref()) {
        errors.extend(Phone::parse(phone).err().map(|problem| problem.at("/phone")));
    }
    check_former_names(new, &mut errors);
    check_address(new, &mut errors);
    let admission = NewEnrollment {
        program_id: new.admission.program_id,
        start_date: new.admission.start_date,
        end_date: None,
        end_reason: None,
    };
    let facts = AdmissionFacts { birth_date: new.birth_date, ..*facts };
    errors.extend(below("/admission", check_admission(&admission, &facts)));
    if let Some(coverage) = &new.coverage {
        errors.extend(below("/coverage", coverage::check_new(coverage, new.birth_date, facts.today, &[])));
        check_same_cin(coverage, cin.as_ref(), &mut errors);
    }
    errors
}

fn below(parent: &str, errors: Vec<FieldError>) -> impl Iterator<Item = FieldError> + '_ {
    errors.into_iter().map(move |error| FieldError { pointer: format!("{parent}{}", error.pointer), ..error })
}

fn check_name(pointer: &str, what: &str, name: &str, errors: &mut Vec<FieldError>) {
    if key(name).is_empty() {
        errors.push(FieldError::new(pointer, "no_letters", format!("Enter the {what}; it needs at least one letter.")));
    } else {
        errors.extend(hidden_in_name(pointer, name));
    }
}

fn check_former_names(new: &NewClient, errors: &mut Vec<FieldError>) {
    for (index, former) in new.former_names.iter().enumerate() {
        let at = |field: &str| format!("/former_names/{index}/{field}");
        check_name(&at("last_name"), "last name", &former.last_name, errors);
        check_name(&at("first_name"), "first name", &former.first_name, errors);
    }
}

// A client without a home is reached through the agency's city, state and ZIP.
fn check_address(new: &NewClient, errors: &mut Vec<FieldError>) {
    match &new.address {
        Some(address) => errors.extend(address.check("/address")),
        None if new.homeless => {
            const PLACE: &str = "Enter the city, state and ZIP of your agency: claims need them.";
            errors.push(FieldError::new("/address", "required", PLACE));
        }
        None => {}
    }
}

// One person has one CIN; two that differ mean that one of them is somebody else's.
fn check_same_cin(coverage: &coverage::NewCoverage, cin: Option<&Cin>, errors: &mut Vec<FieldError>) {
    let on_span =
        coverage.member_id.as_deref().filter(|_| coverage.is_medi_cal()).and_then(|text| Cin::parse(text).ok());
    if let (Some(one), Some(other)) = (cin, on_span)
        && *one != other
    {
        const DIFFER: &str = "This CIN is not the client's. Enter the same one in both places.";
        errors.push(FieldError::new("/coverage/member_id", "cin_differs", DIFFER));
    }
}

#[cfg(test)]
mod tests;
