//! What needs this person today.

use domain::home::Home;

use super::{Call, Failure};

/// The work that waits, grouped by kind.
pub(crate) async fn read() -> Result<Home, Failure> {
    Call::get("/home").json().await
}
