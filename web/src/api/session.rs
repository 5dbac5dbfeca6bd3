//! Signing in and out, one's own password, the terms.

use domain::session::{AcceptTerms, ChangePassword, Me, SignIn};
use uuid::Uuid;

use super::{Answer, Call};

/// Who is signed in. Nobody is an ordinary answer here, not an ended session.
pub(crate) fn me() -> Answer<Me> {
    Call::get("/session").quietly().json()
}

/// Whether the session still stands; if not, the sign-in comes over the page.
pub(crate) fn check() -> Answer<()> {
    Call::get("/session").done()
}

/// Signs in; the session travels in a cookie that script cannot read.
pub(crate) fn sign_in(form: SignIn) -> Answer<Me> {
    Call::post("/session").quietly().body(&form).json()
}

/// Ends this session.
pub(crate) fn sign_out() -> Answer<()> {
    Call::delete("/session").quietly().done()
}

/// Ends every session of this person, this one included.
pub(crate) fn sign_out_everywhere() -> Answer<()> {
    Call::delete("/sessions").quietly().done()
}

/// Changes one's own password.
pub(crate) fn change_password(form: ChangePassword) -> Answer<()> {
    Call::put("/session/password").body(&form).done()
}

/// Accepts the terms that were shown.
pub(crate) fn accept_terms(version: i32, key: Uuid) -> Answer<()> {
    Call::post("/terms/acceptance").key(key).body(&AcceptTerms { version }).done()
}
