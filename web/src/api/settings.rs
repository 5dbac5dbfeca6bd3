//! What the installation is set to.

use domain::holidays::{ChangeHolidays, Holidays};
use domain::settings::{ChangeAttachmentSettings, ChangePasswordRules, ChangeSecondFactorRoles, Settings};

use super::{Answer, Call};

/// The settings.
pub(crate) fn read() -> Answer<Settings> {
    Call::get("/settings").json()
}

/// Sets the limits for uploads.
pub(crate) fn change_attachments(version: i32, form: ChangeAttachmentSettings) -> Answer<Settings> {
    Call::put("/settings/attachments").version(version).body(&form).json()
}

/// Chooses the rules for new passwords.
pub(crate) fn change_password_rules(version: i32, form: ChangePasswordRules) -> Answer<Settings> {
    Call::put("/settings/password-rules").version(version).body(&form).json()
}

/// Chooses the roles that need a second factor.
pub(crate) fn change_second_factor_roles(version: i32, form: ChangeSecondFactorRoles) -> Answer<Settings> {
    Call::put("/settings/second-factor").version(version).body(&form).json()
}

/// Days the county's offices are closed, with their names.
pub(crate) fn holidays() -> Answer<Holidays> {
    Call::get("/settings/holidays").json()
}

/// Puts another list in their place.
pub(crate) fn change_holidays(version: i32, form: ChangeHolidays) -> Answer<Holidays> {
    Call::put("/settings/holidays").version(version).body(&form).json()
}
