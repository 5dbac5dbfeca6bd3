//! What the status report is asked for, as it is being typed.

use domain::authorizations::{ReviewStatus, Status};
use domain::clients::parse_client_number;
use domain::problem::FieldError;
use domain::reports::StatusReportCriteria;

use crate::form::filled;
use crate::ui::TypedDate;

/// The filters as they stand. An empty one means all.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Filters {
    pub(super) status: String,
    pub(super) review: String,
    pub(super) number: String,
    pub(super) source: String,
    pub(super) agency: String,
    pub(super) program: String,
    pub(super) from: TypedDate,
    pub(super) to: TypedDate,
    /// Search within the results.
    pub(super) text: String,
}

impl Filters {
    /// Whether anything narrows the report.
    pub(super) fn any(&self) -> bool {
        *self != Self::default()
    }

    /// What to ask for, or what cannot be read.
    pub(super) fn read(&self) -> Result<StatusReportCriteria, Vec<FieldError>> {
        let mut errors = Vec::new();
        let client_number = filled(&self.number).and_then(|text| {
            let number = parse_client_number(&text);
            if number.is_none() {
                errors.push(FieldError::new(
                    "/client_number",
                    "not_a_number",
                    "A client number has up to nine digits.",
                ));
            }
            number
        });
        for (pointer, date) in [("/from", &self.from), ("/to", &self.to)] {
            if date.is_unread() {
                errors.push(FieldError::new(pointer, "not_a_date", "Enter the day as MM/DD/YYYY, or leave it empty."));
            }
        }
        if self.from.date.zip(self.to.date).is_some_and(|(from, to)| to < from) {
            let detail = "The last day is before the first. Move one of them.";
            errors.push(FieldError::new("/to", "end_before_start", detail));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        Ok(StatusReportCriteria {
            status: Status::parse(&self.status),
            review_status: ReviewStatus::parse(&self.review),
            client_number,
            client_name: None,
            text: filled(&self.text),
            organization_id: self.agency.parse().ok(),
            program_id: self.program.parse().ok(),
            funding_source_id: self.source.parse().ok(),
            from: self.from.date,
            to: self.to.date,
            limit: None,
            cursor: None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn nothing_chosen_asks_for_everything() {
        assert_eq!(Filters::default().read().unwrap_or_default(), StatusReportCriteria::default());
        assert!(!Filters::default().any());
    }

    #[test]
    fn what_is_chosen_narrows() {
        let filters = Filters {
            status: "pending".to_owned(),
            number: "800440154".to_owned(),
            source: "102".to_owned(),
            from: date!(2026 - 07 - 01).into(),
            ..Filters::default()
        };
        let criteria = filters.read().unwrap_or_default();
        assert_eq!(criteria.status, Some(Status::Pending));
        assert_eq!(criteria.client_number, Some(800_440_154));
        assert_eq!(criteria.funding_source_id, Some(102));
        assert_eq!(criteria.from, Some(date!(2026 - 07 - 01)));
    }

    #[test]
    fn what_cannot_be_read_is_said_and_not_asked_for() {
        let filters = Filters {
            number: "12A".to_owned(),
            from: date!(2026 - 07 - 02).into(),
            to: date!(2026 - 07 - 01).into(),
            ..Filters::default()
        };
        let pointers: Vec<String> = filters.read().err().unwrap_or_default().into_iter().map(|e| e.pointer).collect();
        assert_eq!(pointers, ["/client_number", "/to"]);
    }
}
