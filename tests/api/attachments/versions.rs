//! Replacing and taking away.

use actix_web::http::Method;
use domain::attachments::{Attachment, AttachmentState, DocumentType};
use domain::authorizations::Authorization;
use domain::page::Page;
use futures_util::future::join_all;
use tests::form::Form;
use tests::{TestApp, given};
use uuid::Uuid;

async fn replace(app: &TestApp, agency: &str, id: Uuid) -> tests::Answer {
    let path = format!("/attachments/{id}/versions");
    app.clerk(agency).ask(Method::POST, &path).form(Form::default().pdf("newer.pdf")).send().await
}

#[actix_web::test]
async fn a_newer_version_takes_the_place_and_the_former_stays_readable() {
    let app = TestApp::start().await;
    let request = given::authorization(&app, "north").await;
    let first = given::attachment(&app, "north", request.id, DocumentType::Cans3).await;
    let second: Attachment = replace(&app, "north", first.id).await.expect(201).read();
    assert_eq!((second.version_number, second.replaces), (2, Some(first.id)));
    assert_eq!(second.document_type, DocumentType::Cans3);
    let now: Authorization =
        app.clerk("north").get(&format!("/authorizations/{}", request.id)).await.expect(200).read();
    let states: Vec<_> = now.attachments.iter().map(|one| one.state).collect();
    assert_eq!(states, [AttachmentState::Replaced, AttachmentState::Attached]);
    assert_eq!(now.missing_documents, 4);
    assert_eq!(now.history.last().unwrap().why.as_deref(), Some("CANS 3 replaced"));
    app.clerk("north").get(&format!("/attachments/{}/content", first.id)).await.expect(200);
    replace(&app, "north", first.id).await.expect(409);
    replace(&app, "south", second.id).await.expect(404);
}

#[actix_web::test]
async fn of_two_replacements_at_once_one_is_told_of_the_other() {
    let app = TestApp::start().await;
    let request = given::authorization(&app, "north").await;
    let first = given::attachment(&app, "north", request.id, DocumentType::Cans3).await;
    let mut answers: Vec<u16> =
        join_all((0..4).map(|_| replace(&app, "north", first.id))).await.iter().map(|one| one.status).collect();
    answers.sort_unstable();
    assert_eq!(answers, [201, 409, 409, 409]);
}

#[actix_web::test]
async fn a_document_is_taken_away_until_the_decision() {
    let app = TestApp::start().await;
    let request = given::authorization(&app, "north").await;
    let file = given::attachment(&app, "north", request.id, DocumentType::Assessment).await;
    let path = format!("/attachments/{}", file.id);
    app.clerk("south").delete(&path).await.expect(404);
    app.reviewer().delete(&path).await.expect(403);
    app.clerk("north").delete(&path).await.expect(204);
    app.clerk("north").delete(&path).await.expect(404);
    app.clerk("north").get(&format!("{path}/content")).await.expect(404);
    let now: Authorization =
        app.clerk("north").get(&format!("/authorizations/{}", request.id)).await.expect(200).read();
    assert_eq!(now.missing_documents, 5);
    assert!(now.attachments.is_empty());
    assert_eq!(now.history.last().unwrap().why.as_deref(), Some("Assessment removed"));
}

#[actix_web::test]
async fn a_staged_file_is_bound_when_its_request_is_sent() {
    let app = TestApp::start().await;
    let client = given::ready_client(&app, "north").await;
    let file = given::staged(&app, "north", client.id, DocumentType::Assessment).await;
    let mut new = given::new_authorization(&app, "north", client.id);
    new.attachment_ids = vec![file.id];
    app.clerk("north").post("/authorizations", new).await.expect(201);
    let page: Page<Attachment> =
        app.reviewer().get(&format!("/attachments?client_id={}", client.id)).await.expect(200).read();
    assert_eq!(page.items[0].state, AttachmentState::Attached);
}
