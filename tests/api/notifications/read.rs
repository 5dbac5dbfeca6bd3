//! What an organization was told, and who has read it.

use actix_web::http::Method;
use domain::notifications::{Notification, NotificationKind};
use domain::page::Page;
use serde_json::json;
use tests::{Client, TestApp, given};

async fn told(person: &Client, query: &str) -> Page<Notification> {
    person.get(&format!("/notifications{query}")).await.expect(200).read()
}

#[actix_web::test]
async fn each_side_reads_its_own() {
    let app = TestApp::start().await;
    let request = given::approved(&app, "north").await;
    let north = told(&app.clerk("north"), "").await;
    assert!(north.items.iter().any(|one| one.kind == NotificationKind::Decided));
    assert!(north.items.iter().all(|one| one.subject.contains(&request.number.to_string())));
    assert!(!north.items.iter().any(|one| one.subject.contains(&request.client.name)));
    assert!(told(&app.clerk("south"), "").await.items.is_empty());
    let other = given::authorization(&app, "north").await;
    let why = json!({ "reason": "The family moved away." });
    app.clerk("north").post(&format!("/authorizations/{}/withdrawal", other.id), why).await.expect(200);
    let county = told(&app.reviewer(), "").await;
    assert!(county.items.iter().all(|one| one.kind == NotificationKind::Withdrawn), "not what agencies are told");
    assert_eq!(county.items.len(), 1);
    let path = format!("/notifications/{}/read", north.items[0].id);
    app.clerk("south").post(&path, json!({})).await.expect(404);
    app.reviewer().ask(Method::POST, &path).send().await.expect(404);
}

#[actix_web::test]
async fn reading_is_marked_for_the_reader_alone() {
    let app = TestApp::start().await;
    given::approved(&app, "north").await;
    let (clerk, supervisor) = (app.clerk("north"), app.person("north", domain::access::Role::AgencySupervisor));
    let unread = told(&clerk, "?unread=true").await.items;
    let path = format!("/notifications/{}/read", unread[0].id);
    for _ in 0..2 {
        clerk.ask(Method::POST, &path).send().await.expect(204);
    }
    assert_eq!(told(&clerk, "?unread=true").await.items.len(), unread.len() - 1);
    assert_eq!(told(&supervisor, "?unread=true").await.items.len(), unread.len());
    assert_eq!(told(&clerk, "").await.items.iter().filter(|one| one.read).count(), 1);
}
