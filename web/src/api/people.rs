//! People's accounts.

use domain::page::Page;
use domain::people::{ChangeUser, Invitation, NewUser, PersonRights, User};
use uuid::Uuid;

use super::{Answer, Call};

/// People by name, a page at a time: an agency's own, for the county everybody or one organization's.
pub(crate) fn list(organization: Option<Uuid>, cursor: Option<String>) -> Answer<Page<User>> {
    Call::get("/users").query_some("organization_id", organization).query_some("cursor", cursor).json()
}

/// Adds a person; the answer holds their invitation, once.
pub(crate) fn create(form: NewUser, key: Uuid) -> Answer<Invitation> {
    Call::post("/users").key(key).body(&form).json()
}

/// Changes an account.
pub(crate) fn change(id: Uuid, version: i32, form: ChangeUser) -> Answer<User> {
    Call::patch(format!("/users/{id}")).version(version).body(&form).json()
}

/// Makes a new invitation; the password and every session of the person are over.
pub(crate) fn invite(id: Uuid, key: Uuid) -> Answer<Invitation> {
    Call::post(format!("/users/{id}/invitation")).key(key).json()
}

/// Who can do what in an organization, a page at a time.
pub(crate) fn rights(organization: Uuid, cursor: Option<String>) -> Answer<Page<PersonRights>> {
    Call::get(format!("/organizations/{organization}/rights")).query_some("cursor", cursor).json()
}

/// The same as a CSV file.
pub(crate) fn rights_csv(organization: Uuid) -> Answer<Vec<u8>> {
    Call::get(format!("/organizations/{organization}/rights")).accept("text/csv").bytes()
}
