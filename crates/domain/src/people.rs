//! The people who work here: accounts, roles, and the invitation by which somebody chooses their password.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;
use validator::Validate;

use crate::access::Role;
use crate::words::words;

mod rights;
mod rules;

pub use rights::{PersonRights, keeps_manager, rights_header, rights_line, telling_permissions};

words! {
    /// Where an account stands. Only an active one opens.
    AccountStanding {
        /// The person chose a password and can sign in.
        Active = "active", "Active";
        /// The person has an invitation and has not used it yet.
        Invited = "invited", "Invited";
        /// The invitation was not used in time.
        InvitationRanOut = "invitation_ran_out", "Invitation ran out";
        /// There is neither a password nor an invitation.
        NoPassword = "no_password", "Needs an invitation";
        /// Somebody closed the account.
        Inactive = "inactive", "Inactive";
    }
}

impl AccountStanding {
    /// Where an account with these marks stands at a moment.
    pub fn of(active: bool, has_password: bool, invited_until: Option<OffsetDateTime>, now: OffsetDateTime) -> Self {
        match invited_until {
            _ if !active => Self::Inactive,
            _ if has_password => Self::Active,
            Some(until) if until > now => Self::Invited,
            Some(_) => Self::InvitationRanOut,
            None => Self::NoPassword,
        }
    }
}

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
    /// Where the account stands: who has not used their invitation is told apart from who is at work.
    pub standing: AccountStanding,
    /// How long their invitation is good, or was; absent once it was used or ended.
    #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub invited_until: Option<OffsetDateTime>,
    /// When they last signed in; absent if never.
    #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub last_sign_in_at: Option<OffsetDateTime>,
    /// For `If-Match`.
    pub version: i32,
}

/// A new account. The person chooses the password by the invitation in the answer.
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

/// An account with a new invitation. The link is shown once, its secret is kept as a hash only, and it opens nothing but
/// the page where the person chooses a password (000_c39f6cc4a03af20b.txt, "Access and Limitations": a system-made
/// secret that must be replaced at the first log-in).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// The account.
    pub user: User,
    /// The link to hand over. What stands behind its `#` never reaches a server's log.
    pub link: String,
    /// When it stops being good.
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
}

impl fmt::Debug for Invitation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Invitation").field("user", &self.user.id).finish_non_exhaustive()
    }
}
