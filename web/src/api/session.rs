//! Signing in and out, one's own password, the terms.

use domain::session::{AcceptTerms, ChangePassword, Me, SignIn};
use uuid::Uuid;

use super::{Call, Failure};

/// Who is signed in. Nobody is an ordinary answer here, not an ended session.
pub(crate) async fn me() -> Result<Me, Failure> {
    Call::get("/session").quietly().json().await
}

/// Whether the session still stands; if not, the sign-in comes over the page.
pub(crate) async fn check() -> Result<(), Failure> {
    Call::get("/session").done().await
}

/// Signs in; the session travels in a cookie that script cannot read.
pub(crate) async fn sign_in(form: SignIn) -> Result<Me, Failure> {
    Call::post("/session").quietly().body(&form).json().await
}

/// Ends this session.
pub(crate) async fn sign_out() -> Result<(), Failure> {
    Call::delete("/session").quietly().done().await
}

/// Ends every session of this person, this one included.
pub(crate) async fn sign_out_everywhere() -> Result<(), Failure> {
    Call::delete("/sessions").quietly().done().await
}

/// Changes one's own password.
pub(crate) async fn change_password(form: ChangePassword) -> Result<(), Failure> {
    Call::put("/session/password").body(&form).done().await
}

/// Accepts the terms that were shown.
pub(crate) async fn accept_terms(version: i32, key: Uuid) -> Result<(), Failure> {
    Call::post("/terms/acceptance").key(key).body(&AcceptTerms { version }).done().await
}
