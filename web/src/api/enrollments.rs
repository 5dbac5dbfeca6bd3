//! A client's admissions.

use domain::enrollments::{ChangeEnrollment, Enrollment, NewEnrollment};
use domain::page::Page;
use uuid::Uuid;

use super::{Call, Failure};

/// A client's admissions.
pub(crate) async fn list(client: Uuid) -> Result<Page<Enrollment>, Failure> {
    Call::get(format!("/clients/{client}/enrollments")).query("limit", 200).json().await
}

/// Admits a client to a program.
pub(crate) async fn create(client: Uuid, form: NewEnrollment, key: Uuid) -> Result<Enrollment, Failure> {
    Call::post(format!("/clients/{client}/enrollments")).key(key).body(&form).json().await
}

/// Ends an admission or opens it again.
pub(crate) async fn change(id: Uuid, version: i32, form: ChangeEnrollment) -> Result<Enrollment, Failure> {
    Call::patch(format!("/enrollments/{id}")).version(version).body(&form).json().await
}
