//! What travels of the record, and its form as a file.

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::words::{purpose_words, shape_words};
use crate::county_time::CountyTime;
use crate::dates::{format_date, format_time};
use crate::reports::csv_line;

/// Something somebody did, or was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventRow {
    /// The event.
    pub id: Uuid,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Who; absent where a sign-in failed for a name nobody has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<Uuid>,
    /// Their name, where the reader may know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    /// Of which organization.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_id: Option<Uuid>,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_name: Option<String>,
    /// What, as a code.
    pub action: String,
    /// What, in words.
    pub words: String,
    /// To what kind of thing.
    pub subject_kind: String,
    /// To which one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject_id: Option<Uuid>,
    /// Which client it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<Uuid>,
    /// It was refused and nothing was changed.
    pub refused: bool,
    /// Names of fields and codes; never what anyone typed.
    pub detail: String,
    /// Its number in the sealed chain; absent for a moment after it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
}

/// Client data that somebody saw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AccessRow {
    /// The access record.
    pub id: Uuid,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Who.
    pub user_id: Uuid,
    /// Their name, where the reader may know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_name: Option<String>,
    /// Of which organization.
    pub organization_id: Uuid,
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_name: Option<String>,
    /// What was asked for, as a code.
    pub operation: String,
    /// What was asked for, in words.
    pub words: String,
    /// Why, as a code.
    pub purpose: String,
    /// How many clients were shown.
    pub clients: i64,
    /// The client, where it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_id: Option<Uuid>,
    /// Which kinds of criteria a search used; never what was searched for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub shape: String,
    /// Its number in the sealed chain; absent for a moment after it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
}

/// Which part of the record is asked for. Every field narrows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct RecordFilter {
    /// Only what this person did or saw.
    pub user_id: Option<Uuid>,
    /// Only what concerns this client. Accesses appear here once they are sealed, some two seconds later.
    pub client_id: Option<Uuid>,
    /// Only this organization's people. County staff only; an agency always gets its own.
    pub organization_id: Option<Uuid>,
    /// Only this action or operation, for example `clients.read`.
    pub action: Option<String>,
    /// On this county day or later.
    pub from: Option<Date>,
    /// On this county day or earlier.
    pub to: Option<Date>,
    /// Rows a page, 1 to 200. A CSV answer pages by itself.
    pub limit: Option<u16>,
    /// Where the page begins; from `next_cursor`.
    pub cursor: Option<String>,
}

fn day_and_time(at: OffsetDateTime, time: &CountyTime) -> [String; 2] {
    let minutes = i32::from(time.offset_at(at).whole_minutes());
    [format_date(time.day(at)), format_time(at, minutes)]
}

fn id(id: Option<Uuid>) -> String {
    id.map(|id| id.to_string()).unwrap_or_default()
}

/// The heading line of a file of events.
pub fn event_csv_header() -> String {
    csv_line([
        "Number",
        "Date",
        "Time",
        "Person",
        "Organization",
        "What",
        "Outcome",
        "Details",
        "Client id",
        "Person id",
        "Action",
    ])
}

/// One event as a line.
pub fn event_csv_row(row: &EventRow, time: &CountyTime) -> String {
    let [day, clock] = day_and_time(row.at, time);
    csv_line([
        row.seq.map(|seq| seq.to_string()).unwrap_or_default(),
        day,
        clock,
        row.user_name.clone().unwrap_or_default(),
        row.organization_name.clone().unwrap_or_default(),
        row.words.clone(),
        if row.refused { "Refused" } else { "Done" }.to_owned(),
        row.detail.clone(),
        id(row.client_id),
        id(row.user_id),
        row.action.clone(),
    ])
}

/// The heading line of a file of accesses.
pub fn access_csv_header() -> String {
    csv_line([
        "Number",
        "Date",
        "Time",
        "Person",
        "Organization",
        "What",
        "Purpose",
        "Searched by",
        "Clients shown",
        "Client id",
        "Person id",
        "Operation",
    ])
}

/// One access as a line.
pub fn access_csv_row(row: &AccessRow, time: &CountyTime) -> String {
    let [day, clock] = day_and_time(row.at, time);
    csv_line([
        row.seq.map(|seq| seq.to_string()).unwrap_or_default(),
        day,
        clock,
        row.user_name.clone().unwrap_or_default(),
        row.organization_name.clone().unwrap_or_default(),
        row.words.clone(),
        purpose_words(&row.purpose).to_owned(),
        shape_words(&row.shape),
        row.clients.to_string(),
        id(row.client_id),
        row.user_id.to_string(),
        row.operation.clone(),
    ])
}
