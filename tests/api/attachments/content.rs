//! A file on its way out.

use actix_web::http::Method;
use diesel::prelude::*;
use domain::attachments::{Attachment, DocumentType};
use object_store::ObjectStoreExt as _;
use tests::{TestApp, given};
use uuid::Uuid;

#[actix_web::test]
async fn a_file_comes_back_as_it_was_and_cannot_act() {
    let app = TestApp::start().await;
    let request = given::authorization(&app, "north").await;
    let bytes = tests::form::pdf();
    let form = tests::form::Form::default()
        .text("document_type", "assessment")
        .text("authorization_id", &request.id.to_string())
        .file("a.pdf", "application/pdf", &bytes);
    let file: Attachment =
        app.clerk("north").ask(Method::POST, "/attachments").form(form).send().await.expect(201).read();
    let path = format!("/attachments/{}/content", file.id);
    for reader in [app.clerk("north"), app.reviewer()] {
        let answer = reader.get(&path).await.expect(200);
        assert_eq!(answer.bytes, bytes);
        assert_eq!(answer.header("content-type"), "application/pdf");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
        let named = format!("attachment; filename*=UTF-8''{}", file.file_name);
        assert_eq!(answer.header("content-disposition"), named);
    }
    let shown = app.reviewer().get(&format!("{path}?disposition=inline")).await.expect(200);
    assert!(shown.header("content-disposition").starts_with("inline;"));
    assert_eq!(shown.header("x-frame-options"), "SAMEORIGIN");
    app.clerk("north").get(&format!("{path}?disposition=aloud")).await.expect(400);
    app.clerk("south").get(&path).await.expect(404);
}

#[actix_web::test]
async fn text_is_sandboxed_and_says_its_letters() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    for (bytes, charset) in [("héllo <script>".as_bytes(), "utf-8"), (b"h\xe9llo".as_slice(), "windows-1252")] {
        let form = given::staged_form(client.id, DocumentType::Other).file("a.txt", "text/plain", bytes);
        let file: Attachment =
            app.clerk("north").ask(Method::POST, "/attachments").form(form).send().await.expect(201).read();
        let path = format!("/attachments/{}/content?disposition=inline", file.id);
        let answer = app.clerk("north").get(&path).await.expect(200);
        assert_eq!(answer.header("content-type"), format!("text/plain; charset={charset}"));
        assert!(answer.header("content-security-policy").ends_with("sandbox"));
        assert_eq!(answer.bytes, bytes);
        app.reviewer().get(&path).await.expect(404);
    }
}

#[actix_web::test]
async fn every_download_is_recorded() {
    use api::db::schema::access_records as records;
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let file = given::staged(&app, "north", client.id, DocumentType::Assessment).await;
    for _ in 0..2 {
        app.clerk("north").get(&format!("/attachments/{}/content", file.id)).await.expect(200);
    }
    let seen: Vec<Vec<Uuid>> = records::table
        .filter(records::operation.eq("attachments.content"))
        .select(records::client_ids)
        .load(&mut app.database.owner())
        .unwrap();
    assert_eq!(seen, [vec![client.id], vec![client.id]]);
}

#[actix_web::test]
async fn a_file_that_was_altered_in_the_store_is_not_shown() {
    use futures_util::TryStreamExt as _;
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let file = given::staged(&app, "north", client.id, DocumentType::Assessment).await;
    let store = &app.deps.files.0;
    let object = store.list(None).try_next().await.unwrap().unwrap();
    store.put(&object.location, "%PDF-1.7 altered".into()).await.unwrap();
    let answer = app.clerk("north").get(&format!("/attachments/{}/content", file.id)).await.expect(500);
    assert!(!answer.text().contains("altered"));
}
