//! What the installation is set to.

use domain::settings::{ChangeAttachmentSettings, Settings};

use super::{Answer, Call};

/// The settings.
pub(crate) fn read() -> Answer<Settings> {
    Call::get("/settings").json()
}

/// Sets the limits for uploads.
pub(crate) fn change_attachments(version: i32, form: ChangeAttachmentSettings) -> Answer<Settings> {
    Call::put("/settings/attachments").version(version).body(&form).json()
}
