//! People who cannot sign in and ask for help. Whether anybody has the name that was typed is told to nobody.

use serde::{Deserialize, Serialize};
use time::OffsetDateTime;
use uuid::Uuid;
use validator::Validate;

use crate::words::words;

words! {
    /// What was forgotten.
    RecoveryKind {
        /// The password.
        Password = "password", "Forgot the password";
        /// The user name.
        UserName = "user_name", "Forgot the user name";
    }
}

/// Somebody who forgot their password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ForgotPassword {
    /// The user name, 1 to 100 characters; upper and lower case are the same.
    #[validate(length(min = 1, max = 100, message = "Enter your user name, at most 100 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "a.rivera", min_length = 1, max_length = 100))]
    pub user_name: String,
}

/// Somebody who forgot their user name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ForgotUserName {
    /// The e-mail address or the name of the account, whole; upper and lower case are the same.
    #[validate(length(
        min = 1,
        max = 200,
        message = "Enter your e-mail address or your name, at most 200 characters."
    ))]
    #[cfg_attr(feature = "openapi", schema(example = "a.rivera@example.org", min_length = 1, max_length = 200))]
    pub who: String,
}

/// What happens next. The same for everybody, whether such a person exists or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryNext {
    /// Whether this installation sends mail. Without it, whoever manages the accounts sees the request.
    pub by_mail: bool,
    /// What happens next, in words.
    pub text: String,
}

impl RecoveryNext {
    /// What happens after a request of this kind, in an installation that sends mail or does not.
    pub fn of(kind: RecoveryKind, mail: bool) -> Self {
        let text = match (kind, mail) {
            (RecoveryKind::Password, true) => {
                "If there is such an account, a link is on its way to its e-mail address. It is good for 30 minutes. \
                 Nothing after a few minutes? Ask whoever manages accounts in your organization."
            }
            (RecoveryKind::Password, false) => {
                "This installation sends no mail. If there is such an account, whoever manages accounts in its \
                 organization sees your request and can hand you a link. Call them if it is urgent."
            }
            (RecoveryKind::UserName, _) => {
                "If there is such a person, whoever manages accounts in their organization sees your request and gets \
                 in touch. Call them if it is urgent."
            }
        };
        Self { by_mail: mail && kind == RecoveryKind::Password, text: text.to_owned() }
    }
}

/// A request for help that waits for whoever manages the accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RecoveryRequest {
    /// The request.
    pub id: Uuid,
    /// What was forgotten.
    pub kind: RecoveryKind,
    /// Whose account it is about. Anybody can ask, so make sure who is asking.
    pub user_id: Uuid,
    /// The name they sign in with.
    pub user_name: String,
    /// The name others see.
    pub display_name: String,
    /// Where they work.
    pub organization_name: String,
    /// When it was asked last.
    #[serde(with = "time::serde::rfc3339")]
    pub asked_at: OffsetDateTime,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_password_travels_by_mail_and_the_page_says_when_nothing_does() {
        assert!(RecoveryNext::of(RecoveryKind::Password, true).by_mail);
        assert!(!RecoveryNext::of(RecoveryKind::UserName, true).by_mail);
        let none = RecoveryNext::of(RecoveryKind::Password, false);
        assert!(!none.by_mail && none.text.contains("sends no mail"));
    }
}
