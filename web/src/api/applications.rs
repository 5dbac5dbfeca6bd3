//! Other vendors' applications.

use domain::applications::{Application, ChangeApplication, NewApplication};
use domain::page::Page;
use uuid::Uuid;

use super::{Answer, Call, answered};

/// Applications, newest first, a page at a time; none for those who do not register any.
pub(crate) fn list(may: bool, cursor: Option<String>) -> Answer<Page<Application>> {
    if !may {
        return answered(Ok(Page { items: Vec::new(), next_cursor: None }));
    }
    Call::get("/applications").query_some("cursor", cursor).json()
}

/// Registers an application.
pub(crate) fn create(form: NewApplication, key: Uuid) -> Answer<Application> {
    Call::post("/applications").key(key).body(&form).json()
}

/// Changes, suspends or revokes one.
pub(crate) fn change(id: Uuid, version: i32, form: ChangeApplication) -> Answer<Application> {
    Call::patch(format!("/applications/{id}")).version(version).body(&form).json()
}
