//! Reports.

use domain::page::Page;
use domain::reports::{StatusReportCriteria, StatusReportRow, Turnaround, TurnaroundFilter};
use js_sys::{Array, Uint8Array};

use super::{Answer, Call, Failure};

const STATUS: &str = "/reports/authorization-status";

/// Authorization Request Status, a page at a time. The criteria travel in the body: they may name a client.
pub(crate) fn status(criteria: StatusReportCriteria, cursor: Option<String>) -> Answer<Page<StatusReportRow>> {
    Call::post(STATUS).body(&StatusReportCriteria { cursor, ..criteria }).json()
}

/// The same report as CSV, every row of it. `heard` learns how many rows have come so far.
pub(crate) async fn status_csv(criteria: StatusReportCriteria, heard: impl Fn(usize)) -> Result<Array, Failure> {
    let mut lines: usize = 0;
    let count = |piece: &Uint8Array| {
        lines = lines.saturating_add(piece.to_vec().iter().filter(|byte| **byte == b'\n').count());
        // The first line is the heading.
        heard(lines.saturating_sub(1));
    };
    Call::post(STATUS).body(&criteria).accept("text/csv").pieces(count).await
}

/// How long open requests have waited and decisions took.
pub(crate) fn turnaround(filter: TurnaroundFilter) -> Answer<Turnaround> {
    Call::get("/reports/authorization-turnaround")
        .query_some("organization_id", filter.organization_id)
        .query_some("from", filter.from)
        .query_some("to", filter.to)
        .json()
}
