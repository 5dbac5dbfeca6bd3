//! One-time links by which a person chooses their own password: the invitation somebody hands over, and the reset that
//! goes out by mail. Nobody ever gives a password to anybody.

use std::fmt;

use serde::{Deserialize, Serialize};
use time::{Duration, OffsetDateTime};
use validator::Validate;

use crate::problem::{Code, Problem};
use crate::session::PasswordRules;
use crate::words::words;

words! {
    /// Why a link was made.
    LinkPurpose {
        /// Handed over by whoever manages the account.
        Activation = "activation", "Invitation";
        /// Mailed to a person who forgot their password.
        Reset = "reset", "Password reset";
    }
}

impl LinkPurpose {
    /// How long such a link is good: an invitation has to reach somebody, a mail is read at once.
    pub const fn lasts(self) -> Duration {
        match self {
            Self::Activation => Duration::hours(72),
            Self::Reset => Duration::minutes(30),
        }
    }
}

/// Where a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LinkFacts {
    /// Why it was made.
    pub purpose: LinkPurpose,
    /// When it stops being good.
    pub expires_at: OffsetDateTime,
    /// It has done its work.
    pub used: bool,
    /// A newer link or the end of the account came first.
    pub ended: bool,
}

impl LinkFacts {
    /// Nothing, while the link is good; otherwise why not and what to do, in words.
    pub fn check(&self, now: OffsetDateTime) -> Result<(), Problem> {
        let next = match self.purpose {
            LinkPurpose::Activation => "Ask whoever manages accounts in your organization for a new one.",
            LinkPurpose::Reset => "Choose Forgot password on the sign-in page for a new one.",
        };
        if self.used {
            const USED: &str = "A link works once. If it was you, sign in with the password you chose. If not,";
            return Err(Problem::new(Code::LinkUsed, format!("{USED} tell whoever manages your account at once.")));
        }
        if self.ended {
            const ENDED: &str = "A newer link took its place, or the account was closed.";
            return Err(Problem::new(Code::LinkEnded, format!("{ENDED} {next}")));
        }
        if self.expires_at <= now {
            let long = match self.purpose {
                LinkPurpose::Activation => "three days",
                LinkPurpose::Reset => "30 minutes",
            };
            return Err(Problem::new(Code::LinkExpired, format!("The link was good for {long}. {next}")));
        }
        Ok(())
    }
}

/// The secret at the end of a link, to learn whose it is.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct LookAtLink {
    /// What stands behind the `#` of the link.
    #[validate(length(min = 1, max = 100, message = "Copy the whole link, to its very end."))]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "u0jC2pGkq0m9m3sYb5S4Vw0cX8Qe2rTn6yHk1LzDf7A", min_length = 1, max_length = 100)
    )]
    pub secret: String,
}

impl fmt::Debug for LookAtLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LookAtLink").finish_non_exhaustive()
    }
}

/// A good link: whose it is, and what the password must be like.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct PasswordLink {
    /// Why it was made.
    pub purpose: LinkPurpose,
    /// The name the person signs in with.
    pub user_name: String,
    /// The name others see.
    pub display_name: String,
    /// Where they work.
    pub organization_name: String,
    /// The county this installation serves.
    pub county_name: String,
    /// When the link stops being good.
    #[serde(with = "time::serde::rfc3339")]
    pub expires_at: OffsetDateTime,
    /// What the new password must be like.
    pub password_rules: PasswordRules,
}

/// A link's secret with the password chosen by it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChooseByLink {
    /// What stands behind the `#` of the link.
    #[validate(length(min = 1, max = 100, message = "Copy the whole link, to its very end."))]
    #[cfg_attr(
        feature = "openapi",
        schema(example = "u0jC2pGkq0m9m3sYb5S4Vw0cX8Qe2rTn6yHk1LzDf7A", min_length = 1, max_length = 100)
    )]
    pub secret: String,
    /// The password, by the rules of `GET /session` or of the link.
    #[validate(length(min = 1, max = 256, message = "Enter the new password, at most 256 characters."))]
    #[cfg_attr(feature = "openapi", schema(example = "a heron waits by the ferry", min_length = 1, max_length = 256))]
    pub new: String,
}

impl fmt::Debug for ChooseByLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChooseByLink").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::datetime;

    const NOW: OffsetDateTime = datetime!(2026-11-26 12:00 UTC);

    fn link(purpose: LinkPurpose) -> LinkFacts {
        LinkFacts { purpose, expires_at: NOW + purpose.lasts(), used: false, ended: false }
    }

    fn code(facts: LinkFacts, now: OffsetDateTime) -> Option<Code> {
        facts.check(now).err().map(|problem| problem.code)
    }

    #[test]
    fn a_link_is_good_for_its_time_and_not_a_second_longer() {
        for (purpose, lasts) in
            [(LinkPurpose::Activation, Duration::hours(72)), (LinkPurpose::Reset, Duration::minutes(30))]
        {
            assert_eq!(code(link(purpose), NOW + lasts - Duration::seconds(1)), None);
            assert_eq!(code(link(purpose), NOW + lasts), Some(Code::LinkExpired));
        }
    }

    #[test]
    fn why_it_is_not_good_is_told_most_telling_first() {
        for purpose in LinkPurpose::ALL {
            let used = LinkFacts { used: true, ended: true, ..link(*purpose) };
            assert_eq!(code(used, NOW + Duration::days(9)), Some(Code::LinkUsed));
            let ended = LinkFacts { ended: true, ..link(*purpose) };
            assert_eq!(code(ended, NOW + Duration::days(9)), Some(Code::LinkEnded));
        }
        assert!([Code::LinkUsed, Code::LinkEnded, Code::LinkExpired].iter().all(|code| code.status() == 410));
    }

    #[test]
    fn nothing_prints_a_secret() {
        let form = ChooseByLink { secret: "sesame".into(), new: "open".into() };
        let shown = format!("{form:?} {:?}", LookAtLink { secret: "sesame".into() });
        assert!(!shown.contains("sesame") && !shown.contains("open"));
    }
}
