//! Files that may not come in: a clear refusal for each, and the others unharmed.

use actix_web::http::Method;
use domain::attachments::DocumentType;
use serde_json::Value;
use tests::form::{Form, pdf};
use tests::{TestApp, given};
use uuid::Uuid;

use super::upload::stored;

async fn refused(app: &TestApp, client: Uuid, name: &str, kind: &str, bytes: &[u8], status: u16) -> Value {
    let form = given::staged_form(client, DocumentType::Assessment).file(name, kind, bytes);
    app.clerk("north").ask(Method::POST, "/attachments").form(form).send().await.expect(status).json()
}

#[actix_web::test]
async fn every_kind_of_bad_file_is_refused_with_its_reason() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await.id;
    let pdf = pdf();
    for (name, kind, bytes, status, code) in [
        ("empty.pdf", "application/pdf", b"".as_slice(), 422, "empty_file"),
        ("scan.exe", "application/octet-stream", &pdf, 415, "wrong_type"),
        ("scan", "application/pdf", &pdf, 415, "no_extension"),
        ("scan.pdf.exe", "application/pdf", &pdf, 415, "double_extension"),
        ("scan.exe.pdf", "application/pdf", &pdf, 415, "double_extension"),
        ("scan.png", "image/png", &pdf, 415, "type_mismatch"),
        ("scan.pdf", "text/html", &pdf, 415, "type_mismatch"),
        ("scan.pdf", "application/pdf", b"MZ\x90\x00\x03\x00\x00\x00", 415, "wrong_type"),
        ("picture.png", "image/png", b"<svg onload=\"alert(1)\"/>", 415, "type_mismatch"),
        ("con.pdf", "application/pdf", &pdf, 422, "bad_name"),
        ("fdp.exe\u{202e}scan.pdf", "application/pdf", &pdf, 422, "bad_name"),
        ("notes.docx", "application/octet-stream", b"PK\x03\x04 not a zip", 422, "damaged"),
    ] {
        let problem = refused(&app, client, name, kind, bytes, status).await;
        assert_eq!(problem["errors"][0]["code"], code, "{name}: {problem}");
        assert_eq!(problem["errors"][0]["pointer"], "/file");
        assert!(!problem.to_string().contains("scan."), "the name is not repeated: {problem}");
    }
    assert_eq!(stored(&app).await, 0);
    given::staged(&app, "north", client, DocumentType::Assessment).await;
}

#[actix_web::test]
async fn the_limit_is_the_countys_and_counted_in_bytes() {
    use diesel::connection::SimpleConnection as _;
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await.id;
    app.database.owner().batch_execute("UPDATE settings SET attachment_max_bytes = 2048").unwrap();
    let mut bytes = pdf();
    bytes.resize(2048, b' ');
    let form = given::staged_form(client, DocumentType::Assessment).file("a.pdf", "application/pdf", &bytes);
    app.clerk("north").ask(Method::POST, "/attachments").form(form).send().await.expect(201);
    bytes.push(b' ');
    let problem = refused(&app, client, "a.pdf", "application/pdf", &bytes, 413).await;
    assert_eq!((&problem["limit"], &problem["actual"]), (&2048.into(), &2049.into()));
    app.database.owner().batch_execute("UPDATE settings SET attachment_extensions = '{png}'").unwrap();
    let problem = refused(&app, client, "a.pdf", "application/pdf", &pdf(), 415).await;
    assert_eq!(problem["accepted"], serde_json::json!(["png"]));
}

#[actix_web::test]
async fn the_default_limit_holds_at_its_last_byte() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await.id;
    let mut bytes = pdf();
    bytes.resize(5_242_880, b' ');
    let form = given::staged_form(client, DocumentType::Assessment).file("a.pdf", "application/pdf", &bytes);
    app.clerk("north").ask(Method::POST, "/attachments").form(form).send().await.expect(201);
    bytes.push(b' ');
    refused(&app, client, "a.pdf", "application/pdf", &bytes, 413).await;
}

#[actix_web::test]
async fn a_form_that_cannot_be_read_is_refused_whole() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await.id;
    let clerk = app.clerk("north");
    let send = |form: Form| clerk.ask(Method::POST, "/attachments").form(form).send();
    let nothing = send(given::staged_form(client, DocumentType::Assessment)).await.expect(422).json();
    assert_eq!(nothing["errors"][0]["pointer"], "/file");
    let untyped = send(Form::default().text("client_id", &client.to_string()).pdf("a.pdf")).await.expect(422).json();
    assert_eq!(untyped["errors"][0]["pointer"], "/document_type");
    let both = Form::default().text("document_type", "poem").text("client_id", "me").pdf("a.pdf");
    assert_eq!(send(both).await.expect(422).json()["errors"].as_array().unwrap().len(), 3);
    send(given::staged_form(client, DocumentType::Assessment).pdf("a.pdf").pdf("b.pdf")).await.expect(422);
    send(given::staged_form(client, DocumentType::Assessment).text("state", "attached").pdf("a.pdf")).await.expect(422);
    send(Form::default().text("document_type", "assessment").pdf("a.pdf")).await.expect(422);
    send((0..9).fold(Form::default(), |form, _| form.text("client_id", ""))).await.expect(400);
    send(Form::default().text("client_id", &"7".repeat(300))).await.expect(400);
    let cut = given::staged_form(client, DocumentType::Assessment).pdf("a.pdf").bytes();
    let cut = clerk.ask(Method::POST, "/attachments").body(&Form::kind(), cut[..cut.len() - 60].to_vec());
    cut.send().await.expect(400);
    clerk.post("/attachments", serde_json::json!({})).await.expect(415);
    assert_eq!(stored(&app).await, 0);
}
