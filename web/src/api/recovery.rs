//! Help for people who cannot sign in.

use domain::page::Page;
use domain::recovery::{ForgotPassword, ForgotUserName, RecoveryNext, RecoveryRequest};
use uuid::Uuid;

use super::{Answer, Call};

/// Asks for a link to choose another password.
pub(crate) fn password(form: ForgotPassword) -> Answer<RecoveryNext> {
    Call::post("/recovery/password").quietly().body(&form).json()
}

/// Asks for one's user name.
pub(crate) fn user_name(form: ForgotUserName) -> Answer<RecoveryNext> {
    Call::post("/recovery/user-name").quietly().body(&form).json()
}

/// Who waits for help, newest first.
pub(crate) fn list(cursor: Option<String>) -> Answer<Page<RecoveryRequest>> {
    Call::get("/recovery-requests").query_some("cursor", cursor).json()
}

/// Puts a request aside.
pub(crate) fn settle(id: Uuid, key: Uuid) -> Answer<()> {
    Call::post(format!("/recovery-requests/{id}/settlement")).key(key).done()
}
