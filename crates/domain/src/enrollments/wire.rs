//! What travels about admissions.

use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;
use validator::Validate;

use crate::present::present;
use crate::words::words;

words! {
    /// Why an admission ended.
    EndReason {
        /// Treatment is complete.
        Completed = "completed", "Treatment completed";
        /// Goes on elsewhere.
        Transferred = "transferred", "Transferred to another program";
        /// The client did not want to go on.
        Declined = "declined", "Client declined to continue";
        /// Nobody could reach the client.
        LostContact = "lost_contact", "Could not be reached";
        /// Moved out of the county.
        Moved = "moved", "Moved out of the county";
        /// Died.
        Deceased = "deceased", "Deceased";
        /// The admission should never have been made.
        EnteredInError = "entered_in_error", "Entered in error";
        /// Anything else.
        Other = "other", "Other reason";
    }
}

/// An admission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Enrollment {
    /// The admission.
    pub id: Uuid,
    /// Who is admitted.
    pub client_id: Uuid,
    /// The organization that admitted them.
    pub organization_id: Uuid,
    /// Its name.
    pub organization_name: String,
    /// The program.
    pub program_id: Uuid,
    /// Its name.
    pub program_name: String,
    /// The first day.
    pub start_date: Date,
    /// The last day, which still counts; absent while open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Date>,
    /// Why it ended; absent while open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_reason: Option<EndReason>,
    /// It belongs to the reader's own organization, who may end it.
    pub mine: bool,
    /// For `If-Match`.
    pub version: i32,
}

impl Enrollment {
    /// Whether the client is admitted on that day. Both edges count.
    pub fn open_on(&self, day: Date) -> bool {
        self.start_date <= day && self.end_date.is_none_or(|last| day <= last)
    }
}

/// A new admission of a client who is in the county's records already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewEnrollment {
    /// An active program of the requesting organization.
    pub program_id: Uuid,
    /// The first day.
    #[cfg_attr(feature = "openapi", schema(example = "2026-03-01"))]
    pub start_date: Date,
    /// The last day, for an admission that is over already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Date>,
    /// Needed with `end_date`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_reason: Option<EndReason>,
}

/// What to change about an admission; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeEnrollment {
    /// The last day; `null` opens the admission again.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Date>, example = "2026-06-30"))]
    pub end_date: Option<Option<Date>>,
    /// Needed with an `end_date`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_reason: Option<EndReason>,
}
