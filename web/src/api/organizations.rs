//! Organizations and their programs.

use std::future::Future;

use domain::organizations::{ChangeOrganization, ChangeProgram, NewOrganization, NewProgram, Organization, Program};
use domain::page::Page;
use uuid::Uuid;

use super::{Call, Failure};

/// The most pages one choice is read in; a county has a few hundred programs.
const MOST_PAGES: usize = 20;

/// The programs the reader may choose from: an agency's own, the county's all.
pub(crate) async fn programs() -> Result<Page<Program>, Failure> {
    whole(|cursor| Call::get("/programs").query("limit", 200).query_some("cursor", cursor).json()).await
}

/// Every organization, by name.
pub(crate) async fn list() -> Result<Page<Organization>, Failure> {
    whole(|cursor| Call::get("/organizations").query("limit", 200).query_some("cursor", cursor).json()).await
}

/// Adds an organization.
pub(crate) async fn create(form: NewOrganization, key: Uuid) -> Result<Organization, Failure> {
    Call::post("/organizations").key(key).body(&form).json().await
}

/// Changes an organization.
pub(crate) async fn change(id: Uuid, version: i32, form: ChangeOrganization) -> Result<Organization, Failure> {
    Call::patch(format!("/organizations/{id}")).version(version).body(&form).json().await
}

/// Adds a program.
pub(crate) async fn create_program(form: NewProgram, key: Uuid) -> Result<Program, Failure> {
    Call::post("/programs").key(key).body(&form).json().await
}

/// Changes a program.
pub(crate) async fn change_program(id: Uuid, version: i32, form: ChangeProgram) -> Result<Program, Failure> {
    Call::patch(format!("/programs/{id}")).version(version).body(&form).json().await
}

/// A list read to its end, for choices.
async fn whole<T, F, Fut>(read: F) -> Result<Page<T>, Failure>
where
    F: Fn(Option<String>) -> Fut,
    Fut: Future<Output = Result<Page<T>, Failure>>,
{
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
}
