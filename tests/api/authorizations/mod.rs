//! Authorizations: requested, reviewed, changed, listed.

mod changes;
mod information;
mod letter;
mod lists;
mod notes;
mod plans;
mod request;
mod review;
mod rules;
mod walls;

use domain::authorizations::Authorization;
use domain::page::Page;
use serde_json::Value;
use tests::{Client, TestApp};
use uuid::Uuid;

/// One authorization as this person sees it.
async fn seen(person: &Client, id: Uuid) -> Authorization {
    person.get(&format!("/authorizations/{id}")).await.expect(200).read()
}

/// What an organization was told, newest first.
async fn told(person: &Client) -> Vec<String> {
    let page: Page<Value> = person.get("/notifications").await.expect(200).read();
    page.items.into_iter().map(|one| one["subject"].as_str().unwrap_or_default().to_owned()).collect()
}

/// A number out of the test's database, past every wall.
fn count(app: &TestApp, sql: &str) -> i64 {
    tests::database::count(&mut app.database.owner(), sql)
}
