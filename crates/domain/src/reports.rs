//! Reports: authorization request status, and turnaround.
//!
//! Source: 000_c39f6cc4a03af20b.txt, "Reports"; turnaround figures follow the metrics of CMS-0057-F.

mod columns;
mod csv;
mod turnaround;

pub use columns::{COLUMNS, Column, csv_header, csv_row};
pub use csv::{csv_cell, csv_line};
pub use turnaround::months;

use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;
use validator::Validate;

use crate::authorizations::{ReviewStatus, Status};
use crate::words::words;

/// One row of the Authorization Request Status report: the same row that lists show.
pub use crate::authorizations::AuthorizationRow as StatusReportRow;

/// What the Authorization Request Status report is about. Every field narrows; none means everything the reader may
/// see. Travels in a body, because it may name a client.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(default, deny_unknown_fields)]
pub struct StatusReportCriteria {
    /// Only those that stand so; absent means all statuses.
    pub status: Option<Status>,
    /// Only those whose review stands so.
    pub review_status: Option<ReviewStatus>,
    /// Only this client's, by number.
    pub client_number: Option<i64>,
    /// Only clients whose name begins so, in any habit (`Last, First` or `First Last`).
    #[validate(length(max = 200, message = "Keep the name to 200 characters."))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub client_name: Option<String>,
    /// Search within the results: part of a number, a client, agency, program, plan or procedure.
    #[validate(length(max = 200, message = "Keep the search to 200 characters."))]
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub text: Option<String>,
    /// Only this agency's. County staff only; an agency always gets its own.
    pub organization_id: Option<Uuid>,
    /// Only this site's.
    pub program_id: Option<Uuid>,
    /// Only this funding source's.
    pub funding_source_id: Option<i32>,
    /// Sent on this county day or later.
    pub from: Option<Date>,
    /// Sent on this county day or earlier.
    pub to: Option<Date>,
    /// Rows a page, 1 to 200. A CSV answer pages by itself.
    #[cfg_attr(feature = "openapi", schema(minimum = 1, maximum = 200))]
    pub limit: Option<u16>,
    /// Where the page begins; from `next_cursor`.
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 1000, pattern = "^[A-Za-z0-9_-]+$"))]
    pub cursor: Option<String>,
}

words! {
    /// How long an open request has waited.
    AgeBucket {
        /// Less than a day.
        UnderOneDay = "under_1_day", "Under 1 day";
        /// One to three days.
        OneToThree = "1_to_3_days", "1 to 3 days";
        /// Four to seven days.
        FourToSeven = "4_to_7_days", "4 to 7 days";
        /// Eight to fourteen days.
        EightToFourteen = "8_to_14_days", "8 to 14 days";
        /// More.
        OverFourteen = "over_14_days", "Over 14 days";
    }
}

/// How many open requests have waited so long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AgeCount {
    /// How long.
    pub bucket: AgeBucket,
    /// How many.
    pub count: i64,
    /// How many of them are overdue.
    pub overdue: i64,
}

/// Decisions of one calendar month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TurnaroundMonth {
    /// The month's first day.
    pub month: Date,
    /// Approved as asked.
    pub approved: i64,
    /// Approved in part.
    pub approved_in_part: i64,
    /// Denied.
    pub denied: i64,
    /// Withdrawn before a decision.
    pub withdrawn: i64,
    /// Decided after the due time.
    pub late: i64,
}

/// How long decisions took, in hours from submission to decision.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hours {
    /// Decisions counted.
    pub count: i64,
    /// Arithmetic mean; absent when nothing was decided.
    pub mean: Option<f64>,
    /// Median; absent when nothing was decided.
    pub median: Option<f64>,
}

/// Which decisions the turnaround report counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct TurnaroundFilter {
    /// Only this agency's. County staff only; an agency always gets its own.
    pub organization_id: Option<Uuid>,
    /// Decided on this county day or later; a year before `to` when nothing is said.
    pub from: Option<Date>,
    /// Decided on this county day or earlier; today when nothing is said.
    pub to: Option<Date>,
}

/// Aging and turnaround.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Turnaround {
    /// First county day counted.
    pub from: Date,
    /// Last county day counted.
    pub to: Date,
    /// Open requests by how long they have waited; every bucket, also empty ones.
    pub aging: Vec<AgeCount>,
    /// Decisions by month, earliest first; every month, also empty ones.
    pub months: Vec<TurnaroundMonth>,
    /// Standard decisions.
    pub standard: Hours,
    /// Expedited decisions.
    pub expedited: Hours,
}
