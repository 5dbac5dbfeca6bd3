//! Authorizations in lists: the register, the review queue, the report.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{Due, NamedRef, ReviewStatus, Status, Urgency};
use crate::consents::DisclosureNotice;
use crate::words::words;

/// One authorization as a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AuthorizationRow {
    /// Identity.
    pub id: Uuid,
    /// The authorization number.
    pub number: i64,
    /// The client.
    pub client_id: Uuid,
    /// The client's number.
    pub client_number: i64,
    /// `Last, First (preferred)`.
    pub client_name: String,
    /// The requesting agency.
    pub organization_id: Uuid,
    /// The agency's name.
    pub organization_name: String,
    /// The site's name.
    pub program_name: String,
    /// Funding source number.
    pub funding_source_id: i32,
    /// Funding source name.
    pub funding_source_name: String,
    /// Benefit plan number.
    pub plan_id: i32,
    /// Benefit plan name.
    pub plan_name: String,
    /// Procedure code and modifiers.
    pub procedure: String,
    /// First day: as granted, else as asked.
    pub start_date: Date,
    /// Last day: as granted, else as asked.
    pub end_date: Date,
    /// Units asked for.
    pub units_requested: i32,
    /// Units granted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units_granted: Option<i32>,
    /// Standard or expedited.
    pub urgency: Urgency,
    /// Where it stands.
    pub status: Status,
    /// Where the review stands.
    pub review_status: ReviewStatus,
    /// When it was sent.
    #[serde(with = "time::serde::rfc3339")]
    pub submitted_at: OffsetDateTime,
    /// When it was decided.
    #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub review_at: Option<OffsetDateTime>,
    /// When a decision is due; absent once decided or withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Due>,
    /// How many required forms are missing.
    pub missing_documents: i32,
    /// The reviewer who has taken it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claimed_by: Option<NamedRef>,
    /// Shown under a client's consent: the statement that goes with it (42 CFR 2.32).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disclosure: Option<DisclosureNotice>,
}

words! {
    /// The order of a list of authorizations. The review queue is the list by due time.
    AuthorizationSort {
        /// Last sent first.
        Newest = "newest", "Newest first";
        /// First sent first.
        Oldest = "oldest", "Oldest first";
    }
}

/// Which authorizations to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct AuthorizationFilter {
    /// Only those that stand so.
    pub status: Option<Status>,
    /// Only those whose review stands so.
    pub review_status: Option<ReviewStatus>,
    /// Only this client's.
    pub client_id: Option<Uuid>,
    /// Only this agency's. County staff only; an agency always gets its own.
    pub organization_id: Option<Uuid>,
    /// Only this site's.
    pub program_id: Option<Uuid>,
    /// Only this funding source's.
    pub funding_source_id: Option<i32>,
    /// Sent on this county day or later.
    pub submitted_from: Option<Date>,
    /// Sent on this county day or earlier.
    pub submitted_to: Option<Date>,
    /// First day on or after.
    pub start_from: Option<Date>,
    /// First day on or before.
    pub start_to: Option<Date>,
    /// The order; newest first when nothing is said.
    pub sort: Option<AuthorizationSort>,
    /// Rows a page, 1 to 200.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u16>,
    /// Where the page begins; from `next_cursor`.
    pub cursor: Option<String>,
}

words! {
    /// Which part of the review queue to show.
    QueueShow {
        /// Everything that waits for a decision.
        All = "all", "All";
        /// What nobody has taken.
        Unclaimed = "unclaimed", "Unclaimed";
        /// What the reader has taken.
        Mine = "mine", "Claimed by me";
        /// What waits for an agency's answer.
        Waiting = "waiting", "Waiting for information";
    }
}

/// Which part of the review queue to list; always soonest due first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct QueueFilter {
    /// Which part; all when nothing is said.
    pub show: Option<QueueShow>,
    /// Only standard or only expedited ones.
    pub urgency: Option<Urgency>,
    /// Only this agency's.
    pub organization_id: Option<Uuid>,
    /// Rows a page, 1 to 200.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u16>,
    /// Where the page begins; from `next_cursor`.
    pub cursor: Option<String>,
}
