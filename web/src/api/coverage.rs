//! A client's coverage.

use domain::coverage::{ChangeCoverage, CoverageSpan, NewCoverage};
use domain::page::Page;
use uuid::Uuid;

use super::{Answer, Call};

/// A client's coverage.
pub(crate) fn list(client: Uuid) -> Answer<Page<CoverageSpan>> {
    Call::get(format!("/clients/{client}/coverage")).query("limit", 200).json()
}

/// Adds a span.
pub(crate) fn create(client: Uuid, form: NewCoverage, key: Uuid) -> Answer<CoverageSpan> {
    Call::post(format!("/clients/{client}/coverage")).key(key).body(&form).json()
}

/// Changes a span.
pub(crate) fn change(id: Uuid, version: i32, form: ChangeCoverage) -> Answer<CoverageSpan> {
    Call::patch(format!("/coverage/{id}")).version(version).body(&form).json()
}
