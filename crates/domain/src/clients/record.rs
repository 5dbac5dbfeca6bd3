//! A client's record: what is entered once, and what an agency reads.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;
use validator::Validate;

use super::Sex;
use crate::coverage::NewCoverage;
use crate::organizations::Address;

/// Client numbers have this many digits on paper, leading zeros included.
const NUMBER_DIGITS: usize = 9;

/// The number as people write it: nine digits.
pub fn format_client_number(number: i64) -> String {
    format!("{number:0NUMBER_DIGITS$}")
}

/// The number from what people type: digits, with or without leading zeros, spaces or hyphens.
pub fn parse_client_number(text: &str) -> Option<i64> {
    let digits: String = text.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let good = (1..=NUMBER_DIGITS).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    digits.parse().ok().filter(|number| good && *number > 0)
}

/// A name the client had before.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct FormerName {
    /// Last name.
    #[validate(length(min = 1, max = 80, message = "Enter the last name, at most 80 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Okafor", min_length = 1, max_length = 80))]
    pub last_name: String,
    /// First name.
    #[validate(length(min = 1, max = 80, message = "Enter the first name, at most 80 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Ngozi", min_length = 1, max_length = 80))]
    pub first_name: String,
}

/// The first admission of a new client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewAdmission {
    /// An active program of the requesting organization.
    pub program_id: Uuid,
    /// The first day.
    #[cfg_attr(feature = "openapi", schema(example = "2026-03-01"))]
    pub start_date: Date,
}

/// A client nobody in the county has a record of, with the first admission and, if known, the first coverage.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewClient {
    /// Last name.
    #[validate(length(min = 1, max = 80, message = "Enter the last name, at most 80 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Reyes", min_length = 1, max_length = 80))]
    pub last_name: String,
    /// First name.
    #[validate(length(min = 1, max = 80, message = "Enter the first name, at most 80 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Marisol", min_length = 1, max_length = 80))]
    pub first_name: String,
    /// Middle name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 80, message = "Enter at most 80 characters."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80))]
    pub middle_name: Option<String>,
    /// Jr., Sr., III.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 10, message = "Enter at most 10 characters."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 10))]
    pub suffix: Option<String>,
    /// The name the client wants to be called by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 80, message = "Enter at most 80 characters."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 80))]
    pub preferred_name: Option<String>,
    /// Names the client had before; searches find them too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(nested, length(max = 10, message = "Enter at most ten former names."))]
    pub former_names: Vec<FormerName>,
    /// Birth date.
    #[cfg_attr(feature = "openapi", schema(example = "2012-05-09"))]
    pub birth_date: Date,
    /// Sex.
    pub sex: Sex,
    /// The whole Social Security number; `999999999` says unknown or refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "999999999", max_length = 20))]
    pub ssn: Option<String>,
    /// The Medi-Cal client index number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "96634632D", max_length = 20))]
    pub cin: Option<String>,
    /// The language to speak with the client, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 60, message = "Enter at most 60 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Spanish", min_length = 1, max_length = 60))]
    pub preferred_language: Option<String>,
    /// Ten digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "2135550100", max_length = 20))]
    pub phone: Option<String>,
    /// Where the client lives; with `homeless` set, the city, state and ZIP of the agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    pub address: Option<Address>,
    /// The client has no home; the street is then stored as `HOMELESS`.
    #[serde(default)]
    pub homeless: bool,
    /// The first admission: a client is added by being admitted.
    #[validate(nested)]
    pub admission: NewAdmission,
    /// The first coverage, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    pub coverage: Option<NewCoverage>,
    /// The likely duplicates that were looked at and found to be other people.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[validate(length(max = 50, message = "Name at most 50 matches."))]
    pub reviewed_match_ids: Vec<Uuid>,
    /// Why this is another person in spite of a strong match; needed only then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 500, message = "Enter at most 500 characters."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    pub reason: Option<String>,
}

/// The four lamps: what holds today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Standing {
    /// Admitted to a program of the reader's organization (for the county: of any).
    pub enrolled: bool,
    /// A payer answers today.
    pub covered: bool,
    /// Has a diagnosis; absent where diagnoses are not recorded yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diagnosed: Option<bool>,
    /// An active authorization covers today.
    pub authorized: bool,
}

/// A client's record as an agency reads it. Read-only (000_c39f6cc4a03af20b.txt, "Demographic").
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Client {
    /// The client.
    pub id: Uuid,
    /// The number people quote, shown with nine digits.
    pub client_number: i64,
    /// Last name.
    pub last_name: String,
    /// First name.
    pub first_name: String,
    /// Middle name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub middle_name: Option<String>,
    /// Jr., Sr., III.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suffix: Option<String>,
    /// The name the client wants to be called by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferred_name: Option<String>,
    /// Names the client had before, the latest first.
    pub former_names: Vec<FormerName>,
    /// Birth date.
    pub birth_date: Date,
    /// Sex.
    pub sex: Sex,
    /// The last four digits of the Social Security number; absent when it is unknown or refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ssn_last4: Option<String>,
    /// The Medi-Cal client index number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cin: Option<String>,
    /// The language to speak with the client, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferred_language: Option<String>,
    /// Ten digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Where the client lives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// The client has no home.
    pub homeless: bool,
    /// Whether the reader's own organization knows the client.
    pub enrolled_here: super::EnrolledHere,
    /// What holds today.
    pub standing: Standing,
    /// For `If-Match`.
    pub version: i32,
}

// Names and numbers of people stay out of debug prints, and so out of logs.
macro_rules! quiet {
    ($($name:ident),*) => {$(
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )*};
}

quiet!(FormerName, NewClient, Client);
