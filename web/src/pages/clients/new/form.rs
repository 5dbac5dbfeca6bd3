//! A new client as typed, and what it becomes.

use std::collections::BTreeSet;

use domain::clients::{
    FormerName, MatchCriteria, NewAdmission, NewClient, Sex, check_match_criteria, check_new_client,
};
use domain::enrollments::AdmissionFacts;
use domain::organizations::Address;
use domain::problem::FieldError;
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;
use validator::Validate;

use super::super::admission::read_admission;
use super::super::coverage_form::CoverageDraft;
use super::super::fields::some;
use crate::ui::TypedDate;

/// The form as it stands. Kept as a draft in this very shape, so fields may be added, never renamed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ClientDraft {
    pub(super) last: String,
    pub(super) first: String,
    pub(super) middle: String,
    pub(super) suffix: String,
    pub(super) preferred: String,
    pub(super) former_last: String,
    pub(super) former_first: String,
    pub(super) born: TypedDate,
    pub(super) sex: String,
    pub(super) ssn: String,
    pub(super) cin: String,
    pub(super) language: String,
    pub(super) phone: String,
    pub(super) homeless: bool,
    pub(super) street: String,
    pub(super) unit: String,
    pub(super) city: String,
    pub(super) state: String,
    pub(super) zip: String,
    pub(super) program: String,
    pub(super) start: TypedDate,
    pub(super) coverage: CoverageDraft,
    /// The likely duplicates found to be other people.
    pub(super) others: BTreeSet<Uuid>,
    pub(super) reason: String,
}

impl ClientDraft {
    /// The person to compare with the records on file, once there is enough to compare.
    pub(super) fn criteria(&self, today: Date) -> Option<MatchCriteria> {
        let criteria = MatchCriteria {
            last_name: some(&self.last)?,
            first_name: some(&self.first)?,
            birth_date: self.born.date?,
            sex: Sex::parse(&self.sex),
            ssn: some(&self.ssn),
            cin: some(&self.cin),
        };
        // Half a number is not worth asking with; the field says so by itself.
        check_match_criteria(&criteria, today).is_empty().then_some(criteria)
    }

    /// The client to add, or everything wrong with it. `chosen` is the program, which may be the only one there is.
    pub(super) fn read(&self, chosen: &str, today: Date) -> Result<NewClient, Vec<FieldError>> {
        let mut errors = self.missing();
        let admission = read_admission(chosen, &self.start)
            .map_err(|found| errors.extend(found.into_iter().map(|error| below("/admission", error))));
        let coverage = if self.coverage.is_empty() { Ok(None) } else { self.coverage.read().map(Some) }
            .map_err(|found| errors.extend(found.into_iter().map(|error| below("/coverage", error))));
        let (Some(birth_date), Some(sex), Ok((program_id, start_date)), Ok(coverage)) =
            (self.born.date, Sex::parse(&self.sex), admission, coverage)
        else {
            return Err(errors);
        };
        let new = NewClient {
            last_name: self.last.trim().to_owned(),
            first_name: self.first.trim().to_owned(),
            middle_name: some(&self.middle),
            suffix: some(&self.suffix),
            preferred_name: some(&self.preferred),
            former_names: self.former_name().into_iter().collect(),
            birth_date,
            sex,
            ssn: some(&self.ssn),
            cin: some(&self.cin),
            preferred_language: some(&self.language),
            phone: some(&self.phone),
            address: self.address(),
            homeless: self.homeless,
            admission: NewAdmission { program_id, start_date },
            coverage,
            reviewed_match_ids: self.others.iter().copied().collect(),
            reason: some(&self.reason),
        };
        errors.extend(check(&new, today));
        if errors.is_empty() { Ok(new) } else { Err(errors) }
    }

    fn missing(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        let mut miss = |missing: bool, pointer: &str, words: &str| {
            if missing {
                errors.push(FieldError::new(pointer, "required", words));
            }
        };
        miss(some(&self.last).is_none(), "/last_name", "Enter the last name.");
        miss(some(&self.first).is_none(), "/first_name", "Enter the first name.");
        miss(self.born.date.is_none(), "/birth_date", "Enter the birth date as MM/DD/YYYY.");
        miss(Sex::parse(&self.sex).is_none(), "/sex", "Choose the sex, or Unknown.");
        errors
    }

    fn former_name(&self) -> Option<FormerName> {
        let (last, first) = (some(&self.former_last), some(&self.former_first));
        if last.is_none() && first.is_none() {
            return None;
        }
        // A former name mostly differs in one part; the other stays as it is.
        Some(FormerName {
            last_name: last.unwrap_or_else(|| self.last.trim().to_owned()),
            first_name: first.unwrap_or_else(|| self.first.trim().to_owned()),
        })
    }

    fn address(&self) -> Option<Address> {
        let parts = [&self.street, &self.unit, &self.city, &self.zip];
        if parts.iter().all(|part| some(part).is_none()) {
            return None;
        }
        let street = if self.homeless { "HOMELESS".to_owned() } else { self.street.trim().to_owned() };
        Some(Address {
            street,
            unit: some(&self.unit),
            city: self.city.trim().to_owned(),
            state: some(&self.state).map_or_else(|| "CA".to_owned(), |state| state.to_uppercase()),
            zip: self.zip.trim().to_owned(),
        })
    }
}

fn check(new: &NewClient, today: Date) -> Vec<FieldError> {
    match new.validate() {
        Err(found) => domain::problem::from_validation(&found),
        Ok(()) => {
            let facts = AdmissionFacts {
                today,
                birth_date: new.birth_date,
                program_is_mine: true,
                program_active: true,
                on_file: &[],
            };
            check_new_client(new, &facts)
        }
    }
}

fn below(parent: &str, error: FieldError) -> FieldError {
    FieldError { pointer: format!("{parent}{}", error.pointer), ..error }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    const TODAY: Date = date!(2026 - 03 - 01);

    fn draft() -> ClientDraft {
        ClientDraft {
            last: "Reyes".to_owned(),
            first: "Marisol".to_owned(),
            born: TypedDate::from(date!(2012 - 05 - 09)),
            sex: "female".to_owned(),
            start: TypedDate::from(TODAY),
            ..ClientDraft::default()
        }
    }

    #[test]
    fn an_empty_form_names_everything_it_needs() {
        let errors = ClientDraft::default().read("", TODAY).err().unwrap_or_default();
        let pointers: Vec<&str> = errors.iter().map(|error| error.pointer.as_str()).collect();
        let needed =
            ["/last_name", "/first_name", "/birth_date", "/sex", "/admission/program_id", "/admission/start_date"];
        assert_eq!(pointers, needed);
    }

    #[test]
    fn the_least_there_can_be_is_enough() {
        let program = Uuid::from_u128(1).to_string();
        let new = draft().read(&program, TODAY);
        assert!(new.is_ok_and(|new| new.coverage.is_none() && new.address.is_none()));
    }

    #[test]
    fn coverage_is_checked_once_it_is_begun() {
        let mut draft = draft();
        draft.coverage = serde_json::from_value(serde_json::json!({
            "payer": "medi_cal", "plan": "", "member": "", "subscriber": "",
            "start": {"text": "", "date": null}, "end": {"text": "", "date": null},
        }))
        .unwrap_or_default();
        let errors = draft.read(&Uuid::from_u128(1).to_string(), TODAY).err().unwrap_or_default();
        assert!(errors.iter().any(|error| error.pointer == "/coverage/start_date"));
    }

    #[test]
    fn a_former_name_keeps_the_part_that_did_not_change() {
        let draft = ClientDraft { former_last: "Okafor".to_owned(), ..draft() };
        let former = draft.former_name();
        assert!(former.is_some_and(|name| name.last_name == "Okafor" && name.first_name == "Marisol"));
    }

    #[test]
    fn namesakes_are_asked_for_once_name_and_birth_date_are_there() {
        assert!(draft().criteria(TODAY).is_some());
        assert!(ClientDraft { born: TypedDate::default(), ..draft() }.criteria(TODAY).is_none());
    }
}
