//! What an installation is set to, as far as every signed-in person may know it.

use serde::{Deserialize, Serialize};
use time::Date;
use validator::Validate;

use crate::access::Role;
use crate::problem::FieldError;
use crate::session::{PasswordProfile, PasswordRules};

/// The eleven file types the sources name (000_c39f6cc4a03af20b.txt, "Add Attachments").
pub const DEFAULT_EXTENSIONS: [&str; 11] =
    ["doc", "docx", "odt", "pdf", "txt", "wpd", "bmp", "gif", "jpeg", "jpg", "png"];
/// The largest upload when nothing else is set, in bytes.
pub const DEFAULT_MAX_BYTES: i64 = 5_242_880;
/// Above this an upload is accepted with a warning when nothing else is set, in bytes.
pub const DEFAULT_WARN_BYTES: i64 = 2_097_152;

/// Everything a client of the API may need to know before it asks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Settings {
    /// The county this installation serves.
    pub county_name: String,
    /// IANA name of the county's time zone, for example `America/Los_Angeles`.
    pub time_zone: String,
    /// Limits for uploads.
    pub attachments: AttachmentSettings,
    /// The most rows one page of a list holds.
    pub max_page: u16,
    /// The version of the terms now in force.
    pub terms_version: i32,
    /// How long sessions last.
    pub session: SessionSettings,
    /// What a new password must be like.
    pub password_rules: PasswordRules,
    /// Roles whose people need a second factor before anything else.
    pub second_factor_roles: Vec<Role>,
    /// Days the county's offices are closed besides Saturday and Sunday, in order.
    pub holidays: Vec<Date>,
    /// How long the county has for a decision.
    pub decision_clock: DecisionClockSettings,
    /// For `If-Match`.
    pub version: i32,
}

/// Limits for uploads. The browser shows them before a file is picked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AttachmentSettings {
    /// A file of more bytes than this is refused.
    pub max_bytes: i64,
    /// A file of more bytes than this is accepted with a warning.
    pub warn_bytes: i64,
    /// Accepted file name extensions, lower case, without the dot.
    pub extensions: Vec<String>,
}

impl Default for AttachmentSettings {
    fn default() -> Self {
        Self {
            max_bytes: DEFAULT_MAX_BYTES,
            warn_bytes: DEFAULT_WARN_BYTES,
            extensions: DEFAULT_EXTENSIONS.iter().map(|e| (*e).to_owned()).collect(),
        }
    }
}

/// How long sessions last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SessionSettings {
    /// Minutes without work after which a session ends.
    pub idle_minutes: i32,
    /// Hours after which a session ends in any case.
    pub absolute_hours: i32,
}

/// How long the county has for a decision (CMS-0057-F: 72 hours and 7 calendar days; BHIN 22-016: 5 business days).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct DecisionClockSettings {
    /// Hours for an expedited request.
    pub expedited_hours: i32,
    /// Calendar days for a standard request.
    pub standard_calendar_days: i32,
    /// Business days for a standard request; the earlier of the two counts.
    pub standard_business_days: i32,
}

impl Default for DecisionClockSettings {
    fn default() -> Self {
        Self { expedited_hours: 72, standard_calendar_days: 7, standard_business_days: 5 }
    }
}

/// Other rules for new passwords. Passwords in use stay good.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePasswordRules {
    /// Which rules. `composition` is below what NIST SP 800-63B-4 asks of a password without a second factor.
    pub profile: PasswordProfile,
}

/// Other roles that need a second factor. Whoever has none sets one up at the next request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeSecondFactorRoles {
    /// The roles, each once; empty leaves the choice to everybody.
    #[validate(length(max = 5, message = "Name each role once."))]
    #[cfg_attr(feature = "openapi", schema(example = json!(["county_reviewer", "county_administrator"]), max_items = 5))]
    pub roles: Vec<Role>,
}

impl ChangeSecondFactorRoles {
    /// What `validator` cannot say: each role once.
    pub fn check(&self) -> Vec<FieldError> {
        let repeated = |(index, role): (usize, &Role)| {
            let known = self.roles.iter().take(index).any(|earlier| earlier == role);
            known.then(|| FieldError::new(format!("/roles/{index}"), "repeated", "Name each role once."))
        };
        self.roles.iter().enumerate().filter_map(repeated).collect()
    }
}

/// New limits for uploads, as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Validate)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeAttachmentSettings {
    /// Refuse above this many bytes: 1,024 to 104,857,600.
    #[validate(range(min = 1_024, max = 104_857_600, message = "Enter 1,024 to 104,857,600 bytes."))]
    #[cfg_attr(feature = "openapi", schema(example = 5_242_880, minimum = 1_024, maximum = 104_857_600))]
    pub max_bytes: i64,
    /// Warn above this many bytes; at most `max_bytes`.
    #[validate(range(min = 1_024, max = 104_857_600, message = "Enter 1,024 to 104,857,600 bytes."))]
    #[cfg_attr(feature = "openapi", schema(example = 2_097_152, minimum = 1_024, maximum = 104_857_600))]
    pub warn_bytes: i64,
    /// Accepted extensions, out of the eleven whose content can be checked.
    #[validate(length(min = 1, max = 11, message = "Choose 1 to 11 file types."))]
    #[cfg_attr(feature = "openapi", schema(example = json!(["pdf", "jpg", "png"]), min_items = 1, max_items = 11))]
    pub extensions: Vec<String>,
}

impl ChangeAttachmentSettings {
    /// What `validator` cannot say: the two limits in order, and only types whose content can be checked.
    pub fn check(&self) -> Vec<FieldError> {
        let mut errors = Vec::new();
        if self.warn_bytes > self.max_bytes {
            let detail = "The warning must not be above the limit. Lower it or raise the limit.";
            errors.push(FieldError::new("/warn_bytes", "above_limit", detail));
        }
        for (index, extension) in self.extensions.iter().enumerate() {
            let pointer = format!("/extensions/{index}");
            if !DEFAULT_EXTENSIONS.contains(&extension.as_str()) {
                let detail = format!("Choose from {}.", DEFAULT_EXTENSIONS.join(", "));
                errors.push(FieldError::new(pointer, "unknown_extension", detail));
            } else if self.extensions.iter().take(index).any(|earlier| earlier == extension) {
                errors.push(FieldError::new(pointer, "repeated", "Name each file type once."));
            }
        }
        errors
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_named_once() {
        let of = |roles: &[Role]| ChangeSecondFactorRoles { roles: roles.to_vec() }.check().len();
        assert_eq!(of(&[]), 0);
        assert_eq!(of(Role::ALL), 0);
        assert_eq!(of(&[Role::AgencyClerk, Role::CountyReviewer, Role::AgencyClerk]), 1);
    }

    #[test]
    fn limits_are_in_order_and_types_are_known() {
        let change = |warn_bytes, extensions: &[&str]| ChangeAttachmentSettings {
            max_bytes: DEFAULT_MAX_BYTES,
            warn_bytes,
            extensions: extensions.iter().map(|e| (*e).to_owned()).collect(),
        };
        let codes = |c: ChangeAttachmentSettings| c.check().into_iter().map(|e| e.code).collect::<Vec<_>>();
        assert_eq!(codes(change(DEFAULT_WARN_BYTES, &DEFAULT_EXTENSIONS)), Vec::<String>::new());
        assert_eq!(codes(change(DEFAULT_MAX_BYTES + 1, &["pdf"])), ["above_limit"]);
        assert_eq!(codes(change(DEFAULT_WARN_BYTES, &["pdf", "exe", "pdf"])), ["unknown_extension", "repeated"]);
    }
}
