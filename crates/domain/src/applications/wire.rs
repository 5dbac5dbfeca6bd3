//! How applications travel.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;
use validator::Validate;

use super::KeySet;
use crate::access::{Permission, Role};
use crate::words::words;

words! {
    /// Whether an application is let in.
    ApplicationState {
        /// It is let in.
        Active = "active", "Active";
        /// It is not let in until somebody says so again.
        Suspended = "suspended", "Suspended";
        /// It is never let in again.
        Revoked = "revoked", "Revoked";
    }
}

/// A registered application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Application {
    /// The application; also its `client_id`.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The organization it acts for.
    pub organization_id: Uuid,
    /// Its name.
    pub organization_name: String,
    /// The role whose rules it is under.
    pub role: Role,
    /// What it may ask for.
    pub scopes: Vec<Permission>,
    /// Whether it is let in.
    pub state: ApplicationState,
    /// Whom to call about it.
    pub contact: String,
    /// Its public keys, where they were uploaded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jwks: Option<KeySet>,
    /// Where its public keys are, otherwise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jwks_url: Option<String>,
    /// When it was registered.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// When it last did something, to the minute; absent if never.
    #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<OffsetDateTime>,
    /// From which address that was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_from: Option<String>,
    /// For `If-Match`.
    pub version: i32,
}

/// A new application.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewApplication {
    /// Its name, 1 to 100 characters.
    #[validate(length(min = 1, max = 100, message = "Enter the application's name, at most 100 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Bay EHR", min_length = 1, max_length = 100))]
    pub name: String,
    /// The organization it acts for.
    pub organization_id: Uuid,
    /// The role whose rules it is under: one that the organization has, other than its account manager's.
    pub role: Role,
    /// What it may ask for: one or more permissions of the role.
    #[validate(length(max = 40, message = "Name each scope once."))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 40))]
    pub scopes: Vec<Permission>,
    /// Whom to call about it, 1 to 200 characters.
    #[validate(length(min = 1, max = 200, message = "Say whom to call about it, in at most 200 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "support@ehr.example.org", min_length = 1, max_length = 200))]
    pub contact: String,
    /// Its public keys, a JSON Web Key Set; or `jwks_url`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jwks: Option<KeySet>,
    /// Where its public keys are: an https address; or `jwks`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 500, message = "Enter an address of at most 500 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "https://ehr.example.org/jwks.json", max_length = 500))]
    pub jwks_url: Option<String>,
}

/// What to change about an application; what is left out stays.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeApplication {
    /// Its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 100, message = "Enter the application's name, at most 100 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Bay EHR", min_length = 1, max_length = 100))]
    pub name: Option<String>,
    /// What it may ask for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 40, message = "Name each scope once."))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 40))]
    pub scopes: Option<Vec<Permission>>,
    /// `suspended` and `revoked` end what it is doing at once; what was revoked stays so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub state: Option<ApplicationState>,
    /// Whom to call about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 200, message = "Say whom to call about it, in at most 200 characters."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 200))]
    pub contact: Option<String>,
    /// Its public keys, in place of what was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub jwks: Option<KeySet>,
    /// Where its public keys are, in place of what was there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 500, message = "Enter an address of at most 500 characters."))]
    #[cfg_attr(feature = "openapi", schema(max_length = 500))]
    pub jwks_url: Option<String>,
}

/// Which applications to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct ApplicationFilter {
    /// Those that act for this organization.
    pub organization_id: Option<Uuid>,
    /// Rows a page, 1 to 200.
    pub limit: Option<u16>,
    /// Where the page begins; from `next_cursor`.
    pub cursor: Option<String>,
}
