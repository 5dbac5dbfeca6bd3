//! A client's coverage.

use domain::coverage::{ChangeCoverage, CoverageSpan, NewCoverage};
use domain::page::Page;
use uuid::Uuid;

use super::{Call, Failure};

/// A client's coverage.
pub(crate) async fn list(client: Uuid) -> Result<Page<CoverageSpan>, Failure> {
    Call::get(format!("/clients/{client}/coverage")).query("limit", 200).json().await
}

/// Adds a span.
pub(crate) async fn create(client: Uuid, form: NewCoverage, key: Uuid) -> Result<CoverageSpan, Failure> {
    Call::post(format!("/clients/{client}/coverage")).key(key).body(&form).json().await
}

/// Changes a span.
pub(crate) async fn change(id: Uuid, version: i32, form: ChangeCoverage) -> Result<CoverageSpan, Failure> {
    Call::patch(format!("/coverage/{id}")).version(version).body(&form).json().await
}
