//! The county, its contract agencies ("legal entities") with their programs, and the health plans it exchanges with.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use validator::Validate;

use crate::access::OrganizationKind;
use crate::funding::Service;
use crate::present::present;

mod rules;

/// A postal address in its separate parts; claims and prescriptions are refused over a one-line address.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// House number and street.
    #[validate(length(min = 1, max = 120, message = "Enter the street, at most 120 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "550 S Vermont Ave", min_length = 1, max_length = 120))]
    pub street: String,
    /// Apartment, suite, unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 60, message = "Enter at most 60 characters."))]
    pub unit: Option<String>,
    /// City.
    #[validate(length(min = 1, max = 80, message = "Enter the city, at most 80 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Los Angeles", min_length = 1, max_length = 80))]
    pub city: String,
    /// Two capital letters.
    #[cfg_attr(feature = "openapi", schema(example = "CA", pattern = "^[A-Z]{2}$"))]
    pub state: String,
    /// ZIP code, `90020` or `90020-1234`.
    #[cfg_attr(feature = "openapi", schema(example = "90020", pattern = r"^\d{5}(-\d{4})?$"))]
    pub zip: String,
}

/// An organization in this county's network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Organization {
    /// The organization.
    pub id: Uuid,
    /// Full legal name.
    pub name: String,
    /// The name people say, for lists and narrow screens.
    pub short_name: String,
    /// County, agency or health plan.
    pub kind: OrganizationKind,
    /// National Provider Identifier, ten digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub npi: Option<String>,
    /// Tax identification number, nine digits; shown to the organization's own people and the county.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tin: Option<String>,
    /// An inactive organization keeps its records; its people cannot sign in.
    pub active: bool,
    /// For `If-Match`.
    pub version: i32,
}

/// A new organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewOrganization {
    /// Full legal name, 2 to 150 characters, unlike any other's.
    #[validate(length(min = 2, max = 150, message = "Enter the full name, 2 to 150 characters."))]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "Harbor Light Family Services", min_length = 2, max_length = 150)
    )]
    pub name: String,
    /// The name people say, 1 to 40 characters.
    #[validate(length(min = 1, max = 40, message = "Enter a short name, at most 40 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Harbor Light", min_length = 1, max_length = 40))]
    pub short_name: String,
    /// Agency or health plan; an installation has one county, made when it is set up.
    pub kind: OrganizationKind,
    /// National Provider Identifier, ten digits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "1234567893", pattern = r"^\d{10}$"))]
    pub npi: Option<String>,
    /// Tax identification number, nine digits; a hyphen is allowed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(example = "951234567", max_length = 10))]
    pub tin: Option<String>,
}

/// What to change about an organization; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeOrganization {
    /// Full legal name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 2, max = 150, message = "Enter the full name, 2 to 150 characters."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 2, max_length = 150))]
    pub name: Option<String>,
    /// The name people say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 40, message = "Enter a short name, at most 40 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Harbor Light", min_length = 1, max_length = 40))]
    pub short_name: Option<String>,
    /// National Provider Identifier; `null` takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub npi: Option<Option<String>>,
    /// Tax identification number; `null` takes it away.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "present")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>))]
    pub tin: Option<Option<String>>,
    /// Inactive organizations keep their records; their people cannot sign in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}

/// A program: the physical place where a contracted provider gives services and starts authorizations
/// (000_c39f6cc4a03af20b.txt, "Authorizations").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Program {
    /// The program.
    pub id: Uuid,
    /// Whose it is.
    pub organization_id: Uuid,
    /// The name of that organization.
    pub organization_name: String,
    /// What people call the place.
    pub name: String,
    /// The county's provider number for it.
    pub code: String,
    /// Where it is.
    pub address: Address,
    /// What it is contracted to provide.
    pub services: Vec<Service>,
    /// A substance-use program under 42 CFR Part 2: its rows imply treatment and are walled accordingly.
    pub part2: bool,
    /// New admissions and requests name active programs only.
    pub active: bool,
    /// For `If-Match`.
    pub version: i32,
}

/// A new program of an organization.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewProgram {
    /// Whose it is.
    pub organization_id: Uuid,
    /// What people call the place, 2 to 150 characters.
    #[validate(length(min = 2, max = 150, message = "Enter the name, 2 to 150 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Harbor Light San Pedro", min_length = 2, max_length = 150))]
    pub name: String,
    /// The county's provider number, 1 to 20 letters, digits and hyphens, unlike any other program's.
    #[validate(length(min = 1, max = 20, message = "Enter the provider number, at most 20 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "7401A", min_length = 1, max_length = 20))]
    pub code: String,
    /// Where it is.
    #[validate(nested)]
    pub address: Address,
    /// What it is contracted to provide; at least one.
    #[validate(length(min = 1, max = 2, message = "Choose at least one service."))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 2))]
    pub services: Vec<Service>,
    /// A substance-use program under 42 CFR Part 2.
    #[serde(default)]
    pub part2: bool,
}

/// What to change about a program; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeProgram {
    /// What people call the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 2, max = 150, message = "Enter the name, 2 to 150 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Harbor Light San Pedro", min_length = 2, max_length = 150))]
    pub name: Option<String>,
    /// The county's provider number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 20, message = "Enter the provider number, at most 20 characters."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 20))]
    pub code: Option<String>,
    /// Where it is, as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    pub address: Option<Address>,
    /// What it is contracted to provide, as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 2, message = "Choose at least one service."))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 2))]
    pub services: Option<Vec<Service>>,
    /// A substance-use program under 42 CFR Part 2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part2: Option<bool>,
    /// New admissions and requests name active programs only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}
