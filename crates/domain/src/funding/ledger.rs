//! Provider authorizations and their append-only ledger.
//!
//! Source: 000_c39f6cc4a03af20b.txt: a P-Auth is allocated at funding-source level for one fiscal year and one
//! provider, with a dollar amount from contract and amendments; claiming goes on until the dollars are used up.

use std::ops::RangeInclusive;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;
use validator::Validate;

use crate::problem::{Code, Problem};
use crate::words::words;

/// Fiscal years a P-Auth can be for, by the year they begin in.
const FISCAL_YEARS: RangeInclusive<i16> = 2000..=2100;

/// The most dollars one entry or one P-Auth may hold: twelve digits, two of them cents.
pub const MAX_AMOUNT: Decimal = Decimal::from_parts(3_567_587_327, 232, 0, false, 2);

words! {
    /// Why money moved.
    LedgerKind {
        /// The contract's amount, once, when the P-Auth is made.
        Initial = "initial", "Contract amount";
        /// A contract amendment; may be negative.
        Amendment = "amendment", "Amendment";
        /// Money used by a claim.
        Draw = "draw", "Draw";
        /// Money given back by a voided or replaced claim.
        Return = "return", "Return";
    }
}

/// The dollars of one agency, for one funding source, in one fiscal year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProviderAuthorization {
    /// Identity.
    pub id: Uuid,
    /// The number people read.
    pub number: i64,
    /// The agency.
    pub organization_id: Uuid,
    /// The agency's name.
    pub organization_name: String,
    /// The funding source.
    pub funding_source_id: i32,
    /// The funding source's name.
    pub funding_source_name: String,
    /// The year the fiscal year begins in (1 July).
    pub fiscal_year: i16,
    /// The fiscal year as people write it, for example `FY 2026–27`.
    pub fiscal_year_label: String,
    /// Contract amount with all amendments, in dollars.
    pub amount: Decimal,
    /// Used so far, in dollars.
    pub drawn: Decimal,
    /// What is left, in dollars.
    pub remaining: Decimal,
    /// Send back as `If-Match: "v<n>"`.
    pub version: i32,
}

/// A provider authorization with its ledger, oldest entry first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ProviderAuthorizationDetail {
    /// The P-Auth and its balance.
    pub provider_authorization: ProviderAuthorization,
    /// Every movement of money, oldest first.
    pub ledger: Vec<LedgerEntry>,
}

/// Which provider authorizations to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct ProviderAuthorizationFilter {
    /// Only this agency's. County staff only; an agency always gets its own.
    pub organization_id: Option<Uuid>,
    /// Only this source's.
    pub funding_source_id: Option<i32>,
    /// Only this fiscal year's, by the year it begins in.
    #[cfg_attr(feature = "openapi", param(minimum = 2000, maximum = 2100))]
    pub fiscal_year: Option<i16>,
    /// Rows a page, 1 to 200.
    #[cfg_attr(feature = "openapi", param(minimum = 1, maximum = 200))]
    pub limit: Option<u16>,
    /// Where the page begins; from `next_cursor`.
    pub cursor: Option<String>,
}

impl ProviderAuthorizationFilter {
    /// Refuses a year that can have none.
    pub fn check(&self) -> Result<(), Problem> {
        match self.fiscal_year {
            Some(year) if !FISCAL_YEARS.contains(&year) => {
                Err(Problem::new(Code::InvalidParameter, "fiscal_year must be between 2000 and 2100."))
            }
            _ => Ok(()),
        }
    }
}

/// Sets up a provider authorization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewProviderAuthorization {
    /// The agency.
    pub organization_id: Uuid,
    /// The funding source's number.
    #[cfg_attr(feature = "openapi", schema(example = 102))]
    pub funding_source_id: i32,
    /// The year the fiscal year begins in.
    #[cfg_attr(feature = "openapi", schema(example = 2026))]
    #[validate(range(min = 2000, max = 2100, message = "Enter a fiscal year between 2000 and 2100."))]
    #[cfg_attr(feature = "openapi", schema(minimum = 2000, maximum = 2100))]
    pub fiscal_year: i16,
    /// The contract's amount in dollars, for example `250000.00`.
    #[cfg_attr(feature = "openapi", schema(example = "250000.00", pattern = r"^[0-9]{1,10}(\.[0-9]{1,2})?$"))]
    pub amount: Decimal,
}

/// One movement of money. Never changed, never removed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LedgerEntry {
    /// Identity.
    pub id: Uuid,
    /// Why it moved.
    pub kind: LedgerKind,
    /// What it does to the balance, in dollars: draws are negative.
    pub amount: Decimal,
    /// What was left after it, in dollars.
    pub balance_after: Decimal,
    /// The contract, amendment or claim it comes from.
    pub reason: String,
    /// When.
    #[serde(with = "time::serde::rfc3339")]
    pub at: OffsetDateTime,
    /// Who.
    pub by: String,
}

/// Asks for a movement of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewLedgerEntry {
    /// Amendment, draw or return.
    pub kind: LedgerKind,
    /// Dollars. A draw or return is given as a positive amount; an amendment may be negative.
    #[cfg_attr(feature = "openapi", schema(example = "1250.00", pattern = r"^-?[0-9]{1,10}(\.[0-9]{1,2})?$"))]
    pub amount: Decimal,
    /// The contract, amendment or claim it comes from.
    #[validate(length(min = 1, max = 500, message = "Give a reason of 1 to 500 characters."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 500))]
    #[cfg_attr(feature = "openapi", schema(example = "Amendment 3 of 11/02/2026"))]
    pub reason: String,
}

/// The two sums a P-Auth row keeps; everything else follows from them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balance {
    /// Contract amount with amendments.
    pub amount: Decimal,
    /// Used so far.
    pub drawn: Decimal,
}

impl Balance {
    /// What is left.
    pub fn remaining(self) -> Decimal {
        self.amount - self.drawn
    }
}
