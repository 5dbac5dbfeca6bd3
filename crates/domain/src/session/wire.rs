//! What travels about a session.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Date, OffsetDateTime};
use uuid::Uuid;
use validator::Validate;

use super::PasswordRules;
use crate::access::{OrganizationKind, Permission, Role};
use crate::county_time::OffsetFrom;

/// User name and password, as typed on the sign-in page.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SignIn {
    /// The user name, 1 to 100 characters; upper and lower case are the same.
    #[validate(length(min = 1, max = 100, message = "Enter your user name, at most 100 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "a.rivera", min_length = 1, max_length = 100))]
    pub user_name: String,
    /// The password, 1 to 256 characters, exactly as chosen: spaces count.
    #[validate(length(min = 1, max = 256, message = "Enter your password, at most 256 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "seven plums on a blue plate", min_length = 1, max_length = 256))]
    pub password: String,
    /// `true` asks for the session as a bearer token in the answer instead of a cookie: for programs, not browsers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bearer: Option<bool>,
}

impl fmt::Debug for SignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SignIn").field("bearer", &self.bearer).finish_non_exhaustive()
    }
}

/// An organization by name, where another resource mentions it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OrganizationRef {
    /// The organization.
    pub id: Uuid,
    /// Its full name.
    pub name: String,
    /// County, agency or health plan.
    pub kind: OrganizationKind,
}

/// The text everyone accepts before they work: Terms of Security and Authorization Disclaimer
/// (000_c39f6cc4a03af20b.txt, "Log In & Main Menu").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Terms {
    /// Counts up with every change of the text; acceptance names it.
    pub version: i32,
    /// The heading.
    pub title: String,
    /// Plain text, paragraphs separated by blank lines.
    pub body: String,
    /// The day this version came into force.
    pub published_on: Date,
}

/// Who is signed in, what they may do, and what stands before their work.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Me {
    /// The person.
    pub user_id: Uuid,
    /// The name they sign in with.
    pub user_name: String,
    /// The name others see.
    pub display_name: String,
    /// Their one role.
    pub role: Role,
    /// Their one organization.
    pub organization: OrganizationRef,
    /// Everything the role allows; the browser shows only what is in here.
    pub permissions: Vec<Permission>,
    /// Still on the first password: nothing else works until it is changed.
    pub must_change_password: bool,
    /// The role needs a second factor: nothing else works until one is set up.
    pub must_enrol_factor: bool,
    /// Recovery codes not used yet; absent without a second factor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovery_codes_left: Option<i64>,
    /// When somebody else took the person's second factors away; told in the first session afterwards.
    #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub factors_removed_at: Option<OffsetDateTime>,
    /// The terms to accept before anything else; absent once accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms_to_accept: Option<Terms>,
    /// What a new password must be like.
    pub password_rules: PasswordRules,
    /// News items not read yet.
    pub unread_news: i64,
    /// The county's calendar day. The server decides it; the browser's clock is never asked.
    pub today: Date,
    /// The county's local time, ten years back and two ahead: every offset from UTC with the moment it begins, in order.
    pub utc_offsets: Vec<OffsetFrom>,
    /// The county this installation serves.
    pub county_name: String,
    /// A demonstration county with invented people: the page wears a band that says so.
    pub demo: bool,
    /// When the session ends if nothing more is done.
    #[serde(with = "time::serde::rfc3339")]
    pub idle_expires_at: OffsetDateTime,
    /// When the session ends in any case.
    #[serde(with = "time::serde::rfc3339")]
    pub absolute_expires_at: OffsetDateTime,
    /// Minutes without work after which the session ends.
    pub idle_minutes: i32,
    /// The bearer token, only in the answer to a sign-in that asked for one. Shown once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub token: Option<String>,
}

impl fmt::Debug for Me {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Me").field("user_id", &self.user_id).field("role", &self.role).finish_non_exhaustive()
    }
}

impl Me {
    /// Whether the role includes the permission.
    pub fn may(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }
}

/// Acceptance of one version of the terms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct AcceptTerms {
    /// The version that was read, as `GET /terms` gave it.
    #[validate(range(min = 1, message = "Name the version of the terms you read."))]
    #[cfg_attr(feature = "openapi", schema(example = 1, minimum = 1))]
    pub version: i32,
}

/// A person's own change of password.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePassword {
    /// The password in use now.
    #[validate(length(min = 1, max = 256, message = "Enter the password you use now."))]
    #[cfg_attr(feature = "openapi", schema(example = "seven plums on a blue plate", min_length = 1, max_length = 256))]
    pub current: String,
    /// The password to use from now on; the policy is checked on top of this length.
    #[validate(length(min = 1, max = 256, message = "Enter a new password, at most 128 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "a heron waits by the ferry", min_length = 1, max_length = 256))]
    pub new: String,
}

impl fmt::Debug for ChangePassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChangePassword").finish_non_exhaustive()
    }
}
