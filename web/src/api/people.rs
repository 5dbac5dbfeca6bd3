//! People's accounts.

use domain::page::Page;
use domain::people::{ChangeUser, FirstPassword, NewUser, User};
use uuid::Uuid;

use super::{Answer, Call};

/// People by name, a page at a time: an agency's own, for the county everybody or one organization's.
pub(crate) fn list(organization: Option<Uuid>, cursor: Option<String>) -> Answer<Page<User>> {
    Call::get("/users").query_some("organization_id", organization).query_some("cursor", cursor).json()
}

/// Adds a person; the answer holds the first password, once.
pub(crate) fn create(form: NewUser, key: Uuid) -> Answer<FirstPassword> {
    Call::post("/users").key(key).body(&form).json()
}

/// Changes an account.
pub(crate) fn change(id: Uuid, version: i32, form: ChangeUser) -> Answer<User> {
    Call::patch(format!("/users/{id}")).version(version).body(&form).json()
}

/// Gives a new first password and ends every session of the person.
pub(crate) fn reset_password(id: Uuid, key: Uuid) -> Answer<FirstPassword> {
    Call::post(format!("/users/{id}/password-reset")).key(key).json()
}

/// Takes away the second factors of a person who lost them.
pub(crate) fn remove_factors(id: Uuid) -> Answer<User> {
    Call::delete(format!("/users/{id}/factors")).json()
}
