//! A client's admissions.

use domain::enrollments::{ChangeEnrollment, Enrollment, NewEnrollment};
use domain::page::Page;
use uuid::Uuid;

use super::{Answer, Call};

/// A client's admissions.
pub(crate) fn list(client: Uuid) -> Answer<Page<Enrollment>> {
    Call::get(format!("/clients/{client}/enrollments")).query("limit", 200).json()
}

/// Admits a client to a program.
pub(crate) fn create(client: Uuid, form: NewEnrollment, key: Uuid) -> Answer<Enrollment> {
    Call::post(format!("/clients/{client}/enrollments")).key(key).body(&form).json()
}

/// Ends an admission or opens it again.
pub(crate) fn change(id: Uuid, version: i32, form: ChangeEnrollment) -> Answer<Enrollment> {
    Call::patch(format!("/enrollments/{id}")).version(version).body(&form).json()
}
