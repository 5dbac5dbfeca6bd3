//! The people who work here: accounts, roles, and the first password somebody else hands over.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;
use validator::Validate;

use crate::access::Role;

mod rules;

/// A person's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct User {
    /// The person.
    pub id: Uuid,
    /// The name they sign in with.
    pub user_name: String,
    /// The name others see.
    pub display_name: String,
    /// Where messages reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Their one role.
    pub role: Role,
    /// Their one organization.
    pub organization_id: Uuid,
    /// Its name.
    pub organization_name: String,
    /// Inactive people cannot sign in; what they did stays in their name.
    pub active: bool,
    /// Still on the first password.
    pub must_change_password: bool,
    /// Whether they sign in with a second factor.
    pub second_factor: bool,
    /// When they last signed in; absent if never.
    #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub last_sign_in_at: Option<OffsetDateTime>,
    /// For `If-Match`.
    pub version: i32,
}

/// A new account. The system makes its first password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewUser {
    /// 3 to 60 letters, digits, dots, hyphens or underscores; upper and lower case are the same.
    #[validate(length(min = 3, max = 60, message = "Enter a user name of 3 to 60 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "a.rivera", min_length = 3, max_length = 60))]
    pub user_name: String,
    /// The name others see.
    #[validate(length(min = 1, max = 120, message = "Enter the person's name, at most 120 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Ana Rivera", min_length = 1, max_length = 120))]
    pub display_name: String,
    /// Where messages reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = rules::check_email), length(max = 200))]
    #[cfg_attr(feature = "openapi", schema(example = "a.rivera@example.org", format = "email", max_length = 200))]
    pub email: Option<String>,
    /// A role that the kind of organization has.
    pub role: Role,
    /// Their one organization; a supervisor names their own.
    pub organization_id: Uuid,
}

/// What to change about an account; what is left out stays.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeUser {
    /// The name others see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 120, message = "Enter the person's name, at most 120 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "Ana Rivera", min_length = 1, max_length = 120))]
    pub display_name: Option<String>,
    /// Where messages reach them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = rules::check_email), length(max = 200))]
    #[cfg_attr(feature = "openapi", schema(format = "email", max_length = 200))]
    pub email: Option<String>,
    /// A role that the kind of organization has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// `false` ends every session of the person at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub active: Option<bool>,
}

/// An account with its system-made first password. Shown once, never stored, good only until the person
/// chooses their own (000_c39f6cc4a03af20b.txt, "Access and Limitations").
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FirstPassword {
    /// The account.
    pub user: User,
    /// The password to hand over.
    pub first_password: String,
}

impl fmt::Debug for FirstPassword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FirstPassword").field("user", &self.user.id).finish_non_exhaustive()
    }
}
