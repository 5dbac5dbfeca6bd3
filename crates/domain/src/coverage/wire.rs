//! What travels about coverage.

use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;
use validator::Validate;

use crate::present::present;
use crate::words::words;

words! {
    /// Kinds of payer, in the order they are billed: Medi-Cal is the payer of last resort.
    PayerKind {
        /// Private or employer insurance.
        OtherHealthCare = "other_health_care", "Other health coverage (OHC)";
        /// Medicare.
        Medicare = "medicare", "Medicare";
        /// A Medi-Cal managed care plan.
        ManagedCare = "managed_care", "Managed care plan";
        /// Medi-Cal specialty mental health.
        MediCal = "medi_cal", "Medi-Cal";
        /// Drug Medi-Cal: implies substance-use treatment (42 CFR Part 2).
        MediCalDmc = "medi_cal_dmc", "Medi-Cal DMC";
        /// Substance-use residential match: implies substance-use treatment (42 CFR Part 2).
        AdsDmcRMatch = "ads_dmc_r_match", "ADS DMC R Match";
        /// The county pays.
        CountyFunded = "county_funded", "County funded";
    }
}

impl PayerKind {
    /// The row by itself says that somebody is in substance-use treatment, so 42 CFR Part 2 walls it.
    pub const fn implies_substance_use(self) -> bool {
        matches!(self, Self::MediCalDmc | Self::AdsDmcRMatch)
    }

    /// Whether a span of this kind is Medi-Cal when nobody says otherwise.
    pub const fn usually_medi_cal(self) -> bool {
        matches!(self, Self::MediCal | Self::MediCalDmc)
    }
}

/// A payer's promise over a span of days. It belongs to the client, not to a program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct CoverageSpan {
    /// The span.
    pub id: Uuid,
    /// Whose it is.
    pub client_id: Uuid,
    /// The kind of payer.
    pub payer: PayerKind,
    /// The plan by name.
    pub plan_name: String,
    /// The client is Medi-Cal eligible by this span.
    pub medi_cal: bool,
    /// The number the payer knows the client by: for Medi-Cal the CIN.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub member_id: Option<String>,
    /// Who holds the plan, when it is not the client. Never for Medi-Cal: the client is always the subscriber.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subscriber: Option<String>,
    /// The first day.
    pub start_date: Date,
    /// The last day, which still counts; absent while open.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Date>,
    /// The reader's own organization entered it and may change it.
    pub entered_by_my_organization: bool,
    /// For `If-Match`.
    pub version: i32,
}

impl CoverageSpan {
    /// Whether the span is in force on that day. Both edges count.
    pub fn effective_on(&self, day: Date) -> bool {
        self.start_date <= day && self.end_date.is_none_or(|last| day <= last)
    }
}

/// A new span.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewCoverage {
    /// The kind of payer.
    pub payer: PayerKind,
    /// The plan by name, 1 to 120 characters.
    #[validate(length(min = 1, max = 120, message = "Enter the plan's name, at most 120 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Medi-Cal", min_length = 1, max_length = 120))]
    pub plan_name: String,
    /// The client is Medi-Cal eligible by this span; left out: as the kind of payer usually is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medi_cal: Option<bool>,
    /// The number the payer knows the client by, at most 40 characters: for Medi-Cal the CIN, and needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 40, message = "Enter at most 40 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "91234567A", min_length = 1, max_length = 40))]
    pub member_id: Option<String>,
    /// Who holds the plan, when it is not the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 120, message = "Enter at most 120 characters."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 120))]
    pub subscriber: Option<String>,
    /// The first day.
    #[cfg_attr(feature = "openapi", schema(example = "2026-01-01"))]
    pub start_date: Date,
    /// The last day, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_date: Option<Date>,
}

impl NewCoverage {
    /// Medi-Cal or not, with the kind of payer deciding where nobody said.
    pub fn is_medi_cal(&self) -> bool {
        self.medi_cal.unwrap_or_else(|| self.payer.usually_medi_cal())
    }
}

/// What to change about a span; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeCoverage {
    /// The plan by name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 120, message = "Enter the plan's name, at most 120 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Medi-Cal", min_length = 1, max_length = 120))]
    pub plan_name: Option<String>,
    /// The member number; `null` takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub member_id: Option<Option<String>>,
    /// The holder of the plan; `null` makes it the client.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub subscriber: Option<Option<String>>,
    /// The first day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_date: Option<Date>,
    /// The last day; `null` leaves the span open.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<Date>, example = "2026-06-30"))]
    pub end_date: Option<Option<Date>>,
}
