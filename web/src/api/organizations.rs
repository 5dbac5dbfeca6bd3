//! Organizations and their programs.

use domain::organizations::Program;
use domain::page::Page;

use super::{Call, Failure};

/// The programs the reader may choose from: an agency's own, the county's all.
pub(crate) async fn programs() -> Result<Page<Program>, Failure> {
    Call::get("/programs").query("limit", 200).json().await
}
