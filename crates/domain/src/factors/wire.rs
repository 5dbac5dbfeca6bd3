//! What travels about second factors and one's own sessions.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;
use validator::Validate;

use crate::problem::FieldError;
use crate::words::words;

words! {
    /// What a second factor is.
    FactorKind {
        /// Codes of an authenticator app, a new one every half minute.
        Totp = "totp", "Authenticator app";
    }
}

/// Something besides the password that proves who signs in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Factor {
    /// The factor.
    pub id: Uuid,
    /// What it is.
    pub kind: FactorKind,
    /// The name its owner gave it, for example that of the telephone it is on.
    pub name: String,
    /// When it was set up.
    #[serde(with = "time::serde::rfc3339")]
    pub created_at: OffsetDateTime,
    /// When it last opened something; absent if never.
    #[serde(default, with = "time::serde::rfc3339::option", skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<OffsetDateTime>,
}

/// One's own second factors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Factors {
    /// Those that are set up, the oldest first.
    pub items: Vec<Factor>,
    /// Whether one's role must have one: the last is then not to be removed.
    pub required: bool,
    /// Recovery codes that were not used yet.
    pub recovery_codes_left: i64,
}

/// The answer to a right password where a second factor is set up: it opens the second step, and nothing else.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PendingSignIn {
    /// Send it back with the code. It is no session token.
    pub pending: String,
    /// From then on signing in begins again with the password.
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
}

impl fmt::Debug for PendingSignIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PendingSignIn").field("expires_at", &self.expires_at).finish_non_exhaustive()
    }
}

/// The second step of signing in.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SecondStep {
    /// What the first step answered.
    #[validate(length(min = 1, max = 100, message = "Send what the first step answered."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 100))]
    pub pending: String,
    /// The six digits the authenticator app shows, or a recovery code.
    #[validate(length(min = 1, max = 60, message = "Enter the six digits your authenticator app shows."))]
    #[cfg_attr(feature = "openapi", schema(example = "123456", min_length = 1, max_length = 60))]
    pub code: String,
    /// `true` asks for the session as a bearer token in the answer instead of a cookie: for programs, not browsers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bearer: Option<bool>,
}

impl fmt::Debug for SecondStep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SecondStep").field("bearer", &self.bearer).finish_non_exhaustive()
    }
}

/// A new authenticator app.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct NewTotp {
    /// A name to know it by, 1 to 60 characters.
    #[validate(length(min = 1, max = 60, message = "Enter a name, at most 60 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "My telephone", min_length = 1, max_length = 60))]
    pub name: String,
}

impl NewTotp {
    /// What `validator` cannot say: a name that can be read.
    pub fn check(&self) -> Vec<FieldError> {
        if self.name.trim().is_empty() {
            return vec![FieldError::new("/name", "required", "Enter a name to know it by.")];
        }
        crate::unicode::hidden_in_name("/name", &self.name).into_iter().collect()
    }
}

/// A key for an authenticator app, shown once. It opens nothing before it is confirmed by a code.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct TotpSetUp {
    /// The factor to confirm.
    pub factor: Factor,
    /// The key, to be typed in.
    pub secret: String,
    /// The same and the rest for a picture an app can read: an `otpauth:` address.
    pub uri: String,
}

impl fmt::Debug for TotpSetUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TotpSetUp").field("factor", &self.factor).finish_non_exhaustive()
    }
}

/// The proof that the app has the key.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ConfirmFactor {
    /// The six digits the app shows now.
    #[validate(length(min = 1, max = 60, message = "Enter the six digits your authenticator app shows."))]
    #[cfg_attr(feature = "openapi", schema(example = "123456", min_length = 1, max_length = 60))]
    pub code: String,
}

impl fmt::Debug for ConfirmFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConfirmFactor").finish_non_exhaustive()
    }
}

/// A factor that is in use from now on.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ConfirmedFactor {
    /// The factor.
    pub factor: Factor,
    /// With the first factor: recovery codes, shown once. Empty with any further one.
    pub recovery_codes: Vec<String>,
}

impl fmt::Debug for ConfirmedFactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConfirmedFactor").field("factor", &self.factor).finish_non_exhaustive()
    }
}

/// New recovery codes, shown once. Those made before are no longer good.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryCodes {
    /// Each is good once, in place of a code of the app.
    pub codes: Vec<String>,
}

impl fmt::Debug for RecoveryCodes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RecoveryCodes").finish_non_exhaustive()
    }
}

/// The proof that whoever is at the keyboard is still the one who signed in: one of the two.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct Reauthenticate {
    /// The password in use now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 256, message = "Enter the password you use now."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 256))]
    pub password: Option<String>,
    /// The six digits the authenticator app shows, or a recovery code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 60, message = "Enter the six digits your authenticator app shows."))]
    #[cfg_attr(feature = "openapi", schema(min_length = 1, max_length = 60))]
    pub code: Option<String>,
}

impl fmt::Debug for Reauthenticate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reauthenticate").finish_non_exhaustive()
    }
}

/// A session of one's own that has not ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnSession {
    /// The session.
    pub id: Uuid,
    /// What the browser or program calls itself.
    pub user_agent: String,
    /// When it began.
    #[serde(with = "time::serde::rfc3339")]
    pub began_at: OffsetDateTime,
    /// When it was last renewed by work, to half of the idle limit.
    #[serde(with = "time::serde::rfc3339")]
    pub last_used_at: OffsetDateTime,
    /// Whether it is the one that asks.
    pub current: bool,
}

/// One's own sessions, the one last used first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OwnSessions {
    /// The sessions.
    pub items: Vec<OwnSession>,
}
