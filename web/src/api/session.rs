//! Signing in and out, one's own password, the terms.

use domain::factors::{OwnSessions, PendingSignIn, Reauthenticate, SecondStep};
use domain::session::{AcceptTerms, ChangePassword, Me, SignIn};
use uuid::Uuid;

use super::{Answer, Call, Failure, json};

/// Who is signed in. Nobody is an ordinary answer here, not an ended session.
pub(crate) fn me() -> Answer<Me> {
    Call::get("/session").quietly().json()
}

/// Whether the session still stands; if not, the sign-in comes over the page.
pub(crate) fn check() -> Answer<()> {
    Call::get("/session").done()
}

/// What a right password leads to.
pub(crate) enum FirstStep {
    /// Signed in.
    In(Box<Me>),
    /// A code is asked for.
    Pending(PendingSignIn),
}

/// Signs in; the session travels in a cookie that script cannot read.
pub(crate) fn sign_in(form: SignIn) -> Answer<FirstStep> {
    const ACCEPTED: u16 = 202;
    let answer = Call::post("/session").quietly().body(&form).tree();
    Box::pin(async move {
        let (status, tree) = answer.await?;
        let step = match status {
            ACCEPTED => json::read(&tree).map(FirstStep::Pending),
            _ => json::read(&tree).map(|me| FirstStep::In(Box::new(me))),
        };
        step.ok_or(Failure::Unreadable(status))
    })
}

/// Finishes signing in with a code.
pub(crate) fn second_step(form: SecondStep) -> Answer<Me> {
    Call::post("/session/second-step").quietly().body(&form).json()
}

/// Proves by password or code that it is still the same person.
pub(crate) fn prove(form: Reauthenticate) -> Answer<()> {
    Call::put("/session/proof").body(&form).done()
}

/// Where this person is signed in.
pub(crate) fn own_sessions() -> Answer<OwnSessions> {
    Call::get("/sessions").json()
}

/// Ends this session for somebody who is about to come back: unlike signing out it leaves what the browser keeps of
/// their wishes.
pub(crate) fn end_here() -> Answer<()> {
    Box::pin(async {
        let list = own_sessions().await?;
        match list.items.iter().find(|one| one.current) {
            Some(here) => end_session(here.id).await,
            None => Ok(()),
        }
    })
}

/// Ends one of their sessions.
pub(crate) fn end_session(id: Uuid) -> Answer<()> {
    Call::delete(format!("/sessions/{id}")).done()
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
