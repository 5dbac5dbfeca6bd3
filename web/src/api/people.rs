//! People's accounts.

use domain::page::Page;
use domain::people::{ChangeUser, FirstPassword, NewUser, User};
use uuid::Uuid;

use super::{Call, Failure};

/// People by name, a page at a time: an agency's own, for the county everybody or one organization's.
pub(crate) async fn list(organization: Option<Uuid>, cursor: Option<String>) -> Result<Page<User>, Failure> {
    Call::get("/users").query_some("organization_id", organization).query_some("cursor", cursor).json().await
}

/// Adds a person; the answer holds the first password, once.
pub(crate) async fn create(form: NewUser, key: Uuid) -> Result<FirstPassword, Failure> {
    Call::post("/users").key(key).body(&form).json().await
}

/// Changes an account.
pub(crate) async fn change(id: Uuid, version: i32, form: ChangeUser) -> Result<User, Failure> {
    Call::patch(format!("/users/{id}")).version(version).body(&form).json().await
}

/// Gives a new first password and ends every session of the person.
pub(crate) async fn reset_password(id: Uuid, key: Uuid) -> Result<FirstPassword, Failure> {
    Call::post(format!("/users/{id}/password-reset")).key(key).json().await
}
