//! What stands between the form and sending it.

use domain::attachments::DocumentCheck;
use domain::authorizations::{Assessment, Draft, Level, Rule, split};
use domain::problem::FieldError;
use uuid::Uuid;

use super::form::Form;

/// Everything known to be wrong, by when it is shown.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Standing {
    /// Rules broken and texts that cannot be read: shown at once.
    broken: Vec<FieldError>,
    /// Fields still empty and files still open: shown once sending was tried.
    missing: Vec<FieldError>,
    /// Another request shares days, so a reason is asked for.
    pub(super) overlaps: bool,
    /// It will become two requests.
    pub(super) makes_two: bool,
}

impl Standing {
    pub(super) fn of(form: &Form, draft: &Draft, assessment: &Assessment, client: Uuid, open_files: usize) -> Self {
        let mut broken = form.unread();
        broken.extend(assessment.violations());
        let unread: Vec<String> = broken.iter().map(|error| error.pointer.clone()).collect();
        let mut missing = draft.to_request(client, None).err().unwrap_or_default();
        // A field that was typed but cannot be read is not empty.
        missing.retain(|error| !unread.contains(&error.pointer));
        if open_files > 0 {
            let words = "Some files are not stored yet. Wait for them, name them, or remove them.";
            missing.push(FieldError::new("/attachment_ids", "open", words));
        }
        let overlaps = assessment.of(Rule::Overlap).is_some_and(|finding| finding.level != Level::Holds);
        let makes_two = form.split && form.period().is_some_and(|period| split(period).len() == 2);
        Self { broken, missing, overlaps, makes_two }
    }

    /// All of it.
    pub(super) fn all(&self) -> Vec<FieldError> {
        self.broken.iter().chain(&self.missing).cloned().collect()
    }

    /// What the fields show: nobody is scolded for a field they have not reached yet.
    pub(super) fn shown(&self, tried: bool, refused: Vec<FieldError>) -> Vec<FieldError> {
        let own = if tried { self.all() } else { self.broken.clone() };
        if own.is_empty() { refused } else { own }
    }

    /// The fields still to fill in.
    pub(super) fn missing_names(&self) -> Vec<String> {
        let name = |error: &FieldError| match error.pointer.as_str() {
            "/program_id" => Some("program"),
            "/plan_id" => Some("benefit plan"),
            "/procedure" => Some("procedure"),
            "/start_date" => Some("start date"),
            "/end_date" => Some("end date"),
            "/units" => Some("units"),
            _ => None,
        };
        self.missing.iter().filter_map(name).map(str::to_owned).collect()
    }
}

/// What sending will do, in one sentence beside the button.
pub(super) fn pressing(checks: &[DocumentCheck]) -> String {
    let frozen = "Once sent, the fields are frozen; changes go through a change request.";
    match checks.iter().filter(|check| check.required && !check.present).count() {
        0 => format!("{frozen} All required documents go with it."),
        1 => format!("{frozen} One required document is missing; add it here or later on the authorization's page."),
        many => {
            format!(
                "{frozen} {many} required documents are missing; add them here or later on the authorization's page."
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(form: &Form, open: usize) -> Standing {
        Standing::of(form, &form.draft(Vec::new()), &Assessment::default(), Uuid::nil(), open)
    }

    #[test]
    fn empty_fields_are_told_only_when_sending_was_tried() {
        let empty = standing(&Form::default(), 0);
        assert!(empty.shown(false, Vec::new()).is_empty());
        let pointers: Vec<String> = empty.shown(true, Vec::new()).into_iter().map(|error| error.pointer).collect();
        assert_eq!(pointers, ["/program_id", "/plan_id", "/procedure", "/start_date", "/end_date"]);
        assert_eq!(empty.missing_names().len(), 5);
    }

    #[test]
    fn a_text_that_cannot_be_read_is_told_once_and_at_once() {
        let form = Form { units: "many".to_owned(), ..Form::default() };
        let shown = standing(&form, 0);
        assert_eq!(shown.shown(false, Vec::new()).len(), 1);
        assert_eq!(shown.all().iter().filter(|error| error.pointer == "/units").count(), 1);
    }

    #[test]
    fn files_on_their_way_hold_the_request_back() {
        assert!(standing(&Form::default(), 1).all().iter().any(|error| error.pointer == "/attachment_ids"));
    }
}
