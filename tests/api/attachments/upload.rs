//! A file on its way in.

use actix_web::http::Method;
use diesel::prelude::*;
use domain::attachments::{Attachment, AttachmentState, DocumentType};
use domain::authorizations::Authorization;
use domain::page::Page;
use tests::form::{Form, pdf};
use tests::{TestApp, given};
use uuid::Uuid;

#[actix_web::test]
async fn a_staged_file_is_named_by_the_convention_and_keeps_its_own_name() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let form = given::staged_form(client.id, DocumentType::IhbsTbsAssessment).file(
        "folder/Sofía’s scan.PDF",
        "application/pdf",
        &pdf(),
    );
    let sent = app.clerk("north").ask(Method::POST, "/attachments").form(form).send().await.expect(201);
    let file: Attachment = sent.read();
    assert!(file.file_name.starts_with("IHBS-TBS_Assessment_") && file.file_name.ends_with(".pdf"));
    assert_eq!(file.original_name, "Sofía’s scan.PDF");
    assert_eq!((file.state, file.version_number, file.previewable), (AttachmentState::Staged, 1, true));
    assert_eq!(file.content_type, "application/pdf");
    assert_eq!(file.sha256.len(), 64);
    assert!(file.duplicate_of.is_none());
}

#[actix_web::test]
async fn the_same_bytes_again_are_flagged_and_kept() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let bytes = pdf();
    let mut files = Vec::new();
    for kind in [DocumentType::Assessment, DocumentType::Cans3] {
        let form = given::staged_form(client.id, kind).file("one.pdf", "application/pdf", &bytes);
        files.push(app.clerk("north").ask(Method::POST, "/attachments").form(form).send().await.expect(201).read());
    }
    let [first, second]: [Attachment; 2] = files.try_into().unwrap();
    assert!(first.duplicate_of.is_none());
    assert_eq!(second.duplicate_of.unwrap().id, first.id);
    let other = given::client(&app, "north").await;
    let form = given::staged_form(other.id, DocumentType::Cans3).file("one.pdf", "application/pdf", &bytes);
    let third: Attachment =
        app.clerk("north").ask(Method::POST, "/attachments").form(form).send().await.expect(201).read();
    assert!(third.duplicate_of.is_none(), "another client's file is nobody's duplicate");
}

#[actix_web::test]
async fn documents_complete_a_request_and_start_its_clock() {
    let app = TestApp::start().await;
    let request = given::authorization(&app, "north").await;
    assert_eq!(request.missing_documents, 5);
    for kind in DocumentType::REQUIRED {
        let file = given::attachment(&app, "north", request.id, kind).await;
        assert_eq!(file.state, AttachmentState::Attached);
        assert_eq!(file.authorization_id, Some(request.id));
    }
    let now: Authorization =
        app.clerk("north").get(&format!("/authorizations/{}", request.id)).await.expect(200).read();
    assert_eq!(now.missing_documents, 0);
    assert_eq!(now.attachments.len(), 5);
    assert!(now.due.unwrap().due_at.is_some(), "with the last form the clock starts");
    assert_eq!(now.history.len(), 6);
    assert_eq!(now.history[1].why.as_deref(), Some("Assessment added"));
    assert!(now.version > request.version);
}

#[actix_web::test]
async fn a_repeat_with_the_same_key_stores_one_file() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let bytes = pdf();
    let form = || given::staged_form(client.id, DocumentType::Assessment).file("a.pdf", "application/pdf", &bytes);
    let send = |form: Form| {
        app.clerk("north").ask(Method::POST, "/attachments").header("Idempotency-Key", "upload-0001").form(form).send()
    };
    let first: Attachment = send(form()).await.expect(201).read();
    let again = send(form()).await.expect(201);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.read::<Attachment>().id, first.id);
    let other = given::staged_form(client.id, DocumentType::Assessment).pdf("a.pdf");
    send(other).await.expect(422);
    assert_eq!(stored(&app).await, 1, "what a repeat or a refusal stored is removed again");
}

pub(super) async fn stored(app: &TestApp) -> usize {
    use futures_util::StreamExt as _;
    app.deps.files.0.list(None).count().await
}

#[actix_web::test]
async fn a_list_is_of_one_authorization_or_one_client() {
    let app = TestApp::start().await;
    let request = given::authorization(&app, "north").await;
    let attached = given::attachment(&app, "north", request.id, DocumentType::Assessment).await;
    let staged = given::staged(&app, "north", request.client.id, DocumentType::Cans3).await;
    let clerk = app.clerk("north");
    let ids = |page: Page<Attachment>| page.items.iter().map(|one| one.id).collect::<Vec<_>>();
    let of_client = format!("/attachments?client_id={}", request.client.id);
    let of_request = format!("/attachments?authorization_id={}", request.id);
    assert_eq!(ids(clerk.get(&of_client).await.expect(200).read()), [staged.id, attached.id]);
    assert_eq!(ids(clerk.get(&of_request).await.expect(200).read()), [attached.id]);
    let page: Page<Attachment> = clerk.get(&format!("{of_client}&limit=1")).await.expect(200).read();
    let next = format!("{of_client}&limit=1&cursor={}", page.next_cursor.unwrap());
    assert_eq!(ids(clerk.get(&next).await.expect(200).read()), [attached.id]);
    clerk.get("/attachments").await.expect(400);
    let county: Page<Attachment> = app.reviewer().get(&of_client).await.expect(200).read();
    assert_eq!(ids(county), [attached.id], "the county sees what was sent");
    for path in [of_client, of_request] {
        app.clerk("south").get(&path).await.expect(404);
    }
}

#[actix_web::test]
async fn another_agency_attaches_nothing_and_leaves_nothing() {
    let app = TestApp::start().await;
    let request = given::authorization(&app, "north").await;
    let south = app.clerk("south");
    let to_request = Form::default()
        .text("document_type", "assessment")
        .text("authorization_id", &request.id.to_string())
        .pdf("a.pdf");
    south.ask(Method::POST, "/attachments").form(to_request).send().await.expect(404);
    let to_client = given::staged_form(request.client.id, DocumentType::Assessment).pdf("a.pdf");
    south.ask(Method::POST, "/attachments").form(to_client).send().await.expect(404);
    let stranger = given::staged_form(Uuid::new_v4(), DocumentType::Assessment).pdf("a.pdf");
    south.ask(Method::POST, "/attachments").form(stranger).send().await.expect(404);
    assert_eq!(stored(&app).await, 0);
}

#[actix_web::test]
async fn a_request_takes_documents_of_its_own_client_only() {
    let app = TestApp::start().await;
    let request = given::authorization(&app, "north").await;
    let other = given::client(&app, "north").await;
    let form = given::staged_form(other.id, DocumentType::Assessment)
        .text("authorization_id", &request.id.to_string())
        .pdf("a.pdf");
    let refused = app.clerk("north").ask(Method::POST, "/attachments").form(form).send().await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/client_id");
}

#[actix_web::test]
async fn a_decided_request_is_frozen() {
    let app = TestApp::start().await;
    let request = given::authorization(&app, "north").await;
    let file = given::attachment(&app, "north", request.id, DocumentType::Assessment).await;
    diesel::update(api::db::schema::authorizations::table)
        .set((
            api::db::schema::authorizations::status.eq("active"),
            api::db::schema::authorizations::review_status.eq("approved"),
        ))
        .execute(&mut app.database.owner())
        .unwrap();
    let clerk = app.clerk("north");
    let form =
        Form::default().text("document_type", "cans_3").text("authorization_id", &request.id.to_string()).pdf("a.pdf");
    clerk.ask(Method::POST, "/attachments").form(form).send().await.expect(409);
    let path = format!("/attachments/{}", file.id);
    clerk.ask(Method::POST, &format!("{path}/versions")).form(Form::default().pdf("a.pdf")).send().await.expect(409);
    clerk.delete(&path).await.expect(409);
    clerk.get(&format!("{path}/content")).await.expect(200);
}
