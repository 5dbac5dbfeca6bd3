//! What the installation is set to.

use domain::settings::{ChangeAttachmentSettings, Settings};

use super::{Call, Failure};

/// The settings.
pub(crate) async fn read() -> Result<Settings, Failure> {
    Call::get("/settings").json().await
}

/// Sets the limits for uploads.
pub(crate) async fn change_attachments(version: i32, form: ChangeAttachmentSettings) -> Result<Settings, Failure> {
    Call::put("/settings/attachments").version(version).body(&form).json().await
}
