//! Who works in which program.

use domain::members::{ChangeProgramMember, NewProgramMember, ProgramMember};
use domain::page::Page;
use uuid::Uuid;

use super::{Answer, Call};

/// A person's programs, the latest first.
pub(crate) fn list(user: Uuid) -> Answer<Page<ProgramMember>> {
    Call::get(format!("/users/{user}/programs")).json()
}

/// Lets a person work in a program.
pub(crate) fn create(user: Uuid, form: NewProgramMember, key: Uuid) -> Answer<ProgramMember> {
    Call::post(format!("/users/{user}/programs")).key(key).body(&form).json()
}

/// Ends a membership, or opens it again.
pub(crate) fn change(id: Uuid, version: i32, form: ChangeProgramMember) -> Answer<ProgramMember> {
    Call::patch(format!("/program-members/{id}")).version(version).body(&form).json()
}
