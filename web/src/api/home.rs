//! What needs this person today.

use domain::home::Home;

use super::{Answer, Call};

/// The work that waits, grouped by kind.
pub(crate) fn read() -> Answer<Home> {
    Call::get("/home").json()
}
