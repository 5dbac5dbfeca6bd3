//! Organizations and their programs.

use domain::organizations::{ChangeOrganization, ChangeProgram, NewOrganization, NewProgram, Organization, Program};
use domain::page::Page;
use uuid::Uuid;

use super::{Answer, Call};

/// The most pages one choice is read in; a county has a few hundred programs.
const MOST_PAGES: usize = 20;

/// The programs the reader may choose from: an agency's own, the county's all.
pub(crate) fn programs() -> Answer<Page<Program>> {
    whole(|cursor| Call::get("/programs").query("limit", 200).query_some("cursor", cursor).json())
}

/// Every organization, by name.
pub(crate) fn list() -> Answer<Page<Organization>> {
    whole(|cursor| Call::get("/organizations").query("limit", 200).query_some("cursor", cursor).json())
}

/// Adds an organization.
pub(crate) fn create(form: NewOrganization, key: Uuid) -> Answer<Organization> {
    Call::post("/organizations").key(key).body(&form).json()
}

/// Changes an organization.
pub(crate) fn change(id: Uuid, version: i32, form: ChangeOrganization) -> Answer<Organization> {
    Call::patch(format!("/organizations/{id}")).version(version).body(&form).json()
}

/// Adds a program.
pub(crate) fn create_program(form: NewProgram, key: Uuid) -> Answer<Program> {
    Call::post("/programs").key(key).body(&form).json()
}

/// Changes a program.
pub(crate) fn change_program(id: Uuid, version: i32, form: ChangeProgram) -> Answer<Program> {
    Call::patch(format!("/programs/{id}")).version(version).body(&form).json()
}

/// A list read to its end, for choices.
fn whole<T: 'static>(read: fn(Option<String>) -> Answer<Page<T>>) -> Answer<Page<T>> {
    Box::pin(async move {
        let mut all = Vec::new();
        let mut cursor = None;
        for _ in 0..MOST_PAGES {
            let page = read(cursor).await?;
            all.extend(page.items);
            match page.next_cursor {
                Some(next) => cursor = Some(next),
                None => break,
            }
        }
        Ok(Page::whole(all))
    })
}
