//! How tokens travel.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;
use validator::Validate;

use crate::access::Permission;

/// An API token as its organization sees it. Its text is shown once, when it is made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ApiToken {
    /// The token.
    pub id: Uuid,
    /// What it is for.
    pub name: String,
    /// The last four characters of its text, to tell it from others.
    pub hint: String,
    /// The person in whose name it acts.
    pub owner_id: Uuid,
    /// Their name.
    pub owner_name: String,
    /// Their organization.
    pub organization_id: Uuid,
    /// Its name.
    pub organization_name: String,
    /// What it may do, as far as its owner's role still includes it.
    pub scopes: Vec<Permission>,
    /// The addresses it is good from; empty: from anywhere.
    pub addresses: Vec<String>,
    /// When it was made.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// When it ends.
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
    /// When it was revoked; absent while it is not.
    #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<OffsetDateTime>,
    /// Its successor, once it was rotated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<Uuid>,
    /// When it was last used, to the minute; absent if never.
    #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<OffsetDateTime>,
    /// From which address that was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_used_from: Option<String>,
}

impl ApiToken {
    /// Whether it still lets anybody in.
    pub fn is_good(&self, now: OffsetDateTime) -> bool {
        self.revoked_at.is_none() && self.expires_at > now
    }
}

/// A new token of one's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewToken {
    /// What it is for, 1 to 100 characters.
    #[validate(length(min = 1, max = 100, message = "Say what the token is for, in at most 100 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Nightly report", min_length = 1, max_length = 100))]
    pub name: String,
    /// What it may do: one or more permissions of one's own role.
    #[validate(length(max = 40, message = "Name each scope once."))]
    #[cfg_attr(feature = "openapi", schema(min_items = 1, max_items = 40))]
    pub scopes: Vec<Permission>,
    /// The day it ends, by the county's calendar: tomorrow to one year from today.
    pub expires_on: Date,
    /// Addresses and ranges it is good from, for example `198.51.100.0/24`; left out or empty: from anywhere.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(max_items = 20))]
    pub addresses: Vec<String>,
}

/// How a token is replaced.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct RotateToken {
    /// How long the former text stays good, in hours: 0 to 168.
    #[cfg_attr(feature = "openapi", schema(example = 24, minimum = 0, maximum = 168))]
    pub overlap_hours: i32,
    /// The day the successor ends, by the county's calendar: tomorrow to one year from today.
    pub expires_on: Date,
}

/// A token with its text. Shown once, never stored.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TokenMade {
    /// The token.
    pub token: ApiToken,
    /// Its text, to be sent as `Authorization: Bearer …`.
    pub secret: String,
}

impl fmt::Debug for TokenMade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenMade").field("token", &self.token.id).finish_non_exhaustive()
    }
}

/// Which tokens to list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::IntoParams))]
#[cfg_attr(feature = "openapi", into_params(parameter_in = Query))]
#[serde(default, deny_unknown_fields)]
pub struct TokenFilter {
    /// Those of this organization; an agency sees its own only.
    pub organization_id: Option<Uuid>,
    /// Also those that are revoked or over.
    pub all: Option<bool>,
    /// Rows a page, 1 to 200.
    pub limit: Option<u16>,
    /// Where the page begins; from `next_cursor`.
    pub cursor: Option<String>,
}

/// An operation a scope opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScopeOperation {
    /// The operation's id in the document.
    pub operation: String,
    /// Its method.
    pub method: String,
    /// Its address, with `{…}` where an id goes.
    pub path: String,
    /// What it does.
    pub summary: String,
}

/// A scope and what it opens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ScopeEntry {
    /// The scope's word.
    pub scope: Permission,
    /// What it means.
    pub label: String,
    /// Whether an API token can carry it.
    pub for_tokens: bool,
    /// Whether an application can be registered for it.
    pub for_applications: bool,
    /// Every operation it opens.
    pub operations: Vec<ScopeOperation>,
}
