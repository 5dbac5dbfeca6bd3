//! The columns of the Authorization Request Status report: one table for screen and CSV, so that the two never differ.

use time::OffsetDateTime;

use super::StatusReportRow;
use super::csv::csv_line;
use crate::consents::DisclosureNotice;
use crate::county_time::CountyTime;
use crate::dates::{format_date, format_instant};

/// One column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// A stable word, for column choice.
    pub key: &'static str,
    /// The heading.
    pub caption: &'static str,
    /// Whether it is set flush right.
    pub numeric: bool,
    /// The text of a row's cell.
    pub cell: fn(&StatusReportRow, &CountyTime) -> String,
}

const fn text(key: &'static str, caption: &'static str, cell: fn(&StatusReportRow, &CountyTime) -> String) -> Column {
    Column { key, caption, numeric: false, cell }
}

const fn number(key: &'static str, caption: &'static str, cell: fn(&StatusReportRow, &CountyTime) -> String) -> Column {
    Column { key, caption, numeric: true, cell }
}

/// The columns in their order.
pub const COLUMNS: &[Column] = &[
    number("number", "Authorization number", |row, _| row.number.to_string()),
    text("status", "Status", |row, _| row.status.label().to_owned()),
    text("review_status", "Review status", |row, _| row.review_status.label().to_owned()),
    text("review_at", "Review date", |row, time| row.review_at.map(|at| moment(at, time)).unwrap_or_default()),
    number("client_number", "Client number", |row, _| row.client_number.to_string()),
    text("client_name", "Client", |row, _| row.client_name.clone()),
    text("organization", "Agency", |row, _| row.organization_name.clone()),
    text("program", "Program", |row, _| row.program_name.clone()),
    text("funding_source", "Funding source", |row, _| numbered(row.funding_source_id, &row.funding_source_name)),
    text("plan", "Benefit plan", |row, _| numbered(row.plan_id, &row.plan_name)),
    text("procedure", "Procedure", |row, _| row.procedure.clone()),
    text("start_date", "Start date", |row, _| format_date(row.start_date)),
    text("end_date", "End date", |row, _| format_date(row.end_date)),
    number("units_requested", "Units requested", |row, _| row.units_requested.to_string()),
    number("units_granted", "Units granted", |row, _| row.units_granted.map(|u| u.to_string()).unwrap_or_default()),
    text("urgency", "Urgency", |row, _| row.urgency.label().to_owned()),
    text("submitted_at", "Submitted", |row, time| moment(row.submitted_at, time)),
    text("due", "Due", due),
    number("missing_documents", "Missing documents", |row, _| row.missing_documents.to_string()),
    text("disclosure", "Disclosure notice", |row, _| {
        row.disclosure.as_ref().map(DisclosureNotice::sentence).unwrap_or_default()
    }),
];

/// The heading line of the CSV.
pub fn csv_header() -> String {
    csv_line(COLUMNS.iter().map(|column| column.caption))
}

/// One row of the CSV.
pub fn csv_row(row: &StatusReportRow, time: &CountyTime) -> String {
    csv_line(COLUMNS.iter().map(|column| (column.cell)(row, time)))
}

fn numbered(id: i32, name: &str) -> String {
    format!("{id} {name}")
}

fn due(row: &StatusReportRow, time: &CountyTime) -> String {
    match row.due {
        Some(due) => due.due_at.map_or_else(|| due.state.label().to_owned(), |at| moment(at, time)),
        None => String::new(),
    }
}

/// `03/01/2026 2:05 PM`, county time.
fn moment(at: OffsetDateTime, time: &CountyTime) -> String {
    format_instant(at, i32::from(time.offset_at(at).whole_minutes()))
}

#[cfg(test)]
mod tests {
    use time::macros::{date, datetime};
    use uuid::Uuid;

    use super::*;
    use crate::authorizations::{Due, DueState, ReviewStatus, Status, Urgency};
    use crate::county_time::california;

    fn row() -> StatusReportRow {
        StatusReportRow {
            id: Uuid::nil(),
            number: 772,
            client_id: Uuid::nil(),
            client_number: 800_440_154,
            client_name: "Testchild, Alex".to_owned(),
            organization_id: Uuid::nil(),
            organization_name: "=North".to_owned(),
            program_name: "North Site".to_owned(),
            funding_source_id: 102,
            funding_source_name: "DMH".to_owned(),
            plan_id: 212,
            plan_name: "IHBS".to_owned(),
            procedure: "H2015:HK".to_owned(),
            start_date: date!(2026 - 07 - 01),
            end_date: date!(2026 - 12 - 31),
            units_requested: 9999,
            units_granted: None,
            urgency: Urgency::Standard,
            status: Status::Pending,
            review_status: ReviewStatus::InformationRequested,
            submitted_at: datetime!(2026-07-01 07:05 UTC),
            review_at: None,
            due: Some(Due { due_at: None, state: DueState::Stopped }),
            missing_documents: 2,
            claimed_by: None,
            disclosure: None,
        }
    }

    #[test]
    fn screen_and_file_say_the_same() {
        let line = csv_row(&row(), &california());
        assert_eq!(
            line,
            "772,Pending,Information requested,,800440154,\"Testchild, Alex\",'=North,North Site,102 DMH,212 IHBS,\
             H2015:HK,07/01/2026,12/31/2026,9999,,Standard,07/01/2026 12:05 AM,Clock stopped,2,\r\n"
        );
        assert_eq!(csv_header().matches(',').count(), COLUMNS.len() - 1);
    }

    #[test]
    fn columns_have_one_name_each() {
        for (at, column) in COLUMNS.iter().enumerate() {
            assert!(COLUMNS.iter().skip(at + 1).all(|c| c.key != column.key && c.caption != column.caption));
        }
    }

    #[test]
    fn hours_read_as_people_say_them() {
        let said = |at| moment(at, &california());
        assert_eq!(said(datetime!(2026-07-01 19:00 UTC)), "07/01/2026 12:00 PM");
        assert_eq!(said(datetime!(2026-12-02 07:59 UTC)), "12/01/2026 11:59 PM");
        assert_eq!(said(datetime!(2026-12-01 17:09 UTC)), "12/01/2026 9:09 AM");
    }
}
