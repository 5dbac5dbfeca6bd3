//! What lies in the store tells nobody anything, and what was touched there is not handed out.

use actix_web::http::Method;
use api::db::schema::{attachments, stored_files};
use diesel::prelude::*;
use domain::attachments::{Attachment, DocumentType};
use futures_util::TryStreamExt as _;
use object_store::ObjectStoreExt as _;
use object_store::path::Path;
use tests::form::pdf;
use tests::{TestApp, given};
use uuid::Uuid;

async fn send(app: &TestApp, client: Uuid, bytes: &[u8]) -> Attachment {
    let form = given::staged_form(client, DocumentType::Assessment).file("a.pdf", "application/pdf", bytes);
    app.clerk("north").ask(Method::POST, "/attachments").form(form).send().await.expect(201).read()
}

fn stored(app: &TestApp, file: &Attachment) -> (String, Option<Vec<u8>>) {
    attachments::table
        .inner_join(stored_files::table.on(stored_files::storage_key.eq(attachments::storage_key)))
        .filter(attachments::id.eq(file.id))
        .select((attachments::storage_key, stored_files::wrapped_key))
        .first(&mut app.database.owner())
        .unwrap()
}

/// A PDF of this many bytes, the marker all through it.
fn long(bytes: usize) -> Vec<u8> {
    let mut content = pdf();
    while content.len() < bytes {
        content.extend_from_slice(format!("CANARY {} ", content.len()).as_bytes());
    }
    content
}

#[actix_web::test]
async fn the_store_holds_no_byte_of_what_came_and_every_length_comes_back() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    for bytes in [100, 65_536, 65_537, 400_000, 1_500_000, 3_000_000] {
        let content = long(bytes);
        let file = send(&app, client.id, &content).await;
        let (key, wrapped_key) = stored(&app, &file);
        assert_eq!(api::secrets::Secrets::key_of(&wrapped_key.unwrap()), 1);
        let lying = app.deps.files.0.get(&Path::from(key)).await.unwrap().bytes().await.unwrap();
        assert!(lying.len() > content.len());
        assert!(!lying.windows(6).any(|window| window == b"CANARY" || window == b"%PDF-1"), "{bytes}");
        let answer = app.clerk("north").get(&format!("/attachments/{}/content", file.id)).await.expect(200);
        assert!(answer.bytes == content, "{bytes}");
        assert_eq!(answer.header("content-type"), "application/pdf");
    }
}

#[actix_web::test]
async fn a_flipped_byte_anywhere_is_a_problem_a_figure_and_never_the_file() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let file = send(&app, client.id, &long(1_500_000)).await;
    let path = Path::from(stored(&app, &file).0);
    let whole = app.deps.files.0.get(&path).await.unwrap().bytes().await.unwrap();
    let figure = async || {
        let near = "127.0.0.1:4000".parse().unwrap();
        let text = app.anonymous().ask(Method::GET, "/metrics").from(near).send().await.expect(200).text();
        let line = text.lines().find(|line| line.starts_with("portico_damaged_files_total")).unwrap().to_owned();
        line.split(' ').next_back().unwrap().parse::<u64>().unwrap()
    };
    for at in [0, 20, 700_000, whole.len() - 1] {
        let before = figure().await;
        let mut flipped = whole.to_vec();
        flipped[at] ^= 1;
        app.deps.files.0.put(&path, flipped.into()).await.unwrap();
        let answer = app.clerk("north").get(&format!("/attachments/{}/content", file.id)).await.expect(500);
        assert!(!answer.text().contains("CANARY") && answer.text().contains("damaged"), "{}", answer.text());
        assert!(figure().await > before, "nobody would be woken");
    }
    app.deps.files.0.put(&path, whole[..whole.len() - 100_000].to_vec().into()).await.unwrap();
    app.clerk("north").get(&format!("/attachments/{}/content", file.id)).await.expect(500);
}

#[actix_web::test]
async fn files_cannot_take_each_others_places() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let (one, other) = (send(&app, client.id, &long(500)).await, send(&app, client.id, &long(600)).await);
    let ((here, key), (there, _)) = (stored(&app, &one), stored(&app, &other));
    // Somebody with the database and the store moves one file, its key and its digest into the row of the other.
    let bytes = app.deps.files.0.get(&Path::from(here)).await.unwrap().bytes().await.unwrap();
    app.deps.files.0.put(&Path::from(there.as_str()), bytes.into()).await.unwrap();
    let mut owner = app.database.owner();
    diesel::update(stored_files::table.find(&there))
        .set(stored_files::wrapped_key.eq(key))
        .execute(&mut owner)
        .unwrap();
    let sha256: Vec<u8> =
        attachments::table.filter(attachments::id.eq(one.id)).select(attachments::sha256).first(&mut owner).unwrap();
    diesel::update(attachments::table.filter(attachments::id.eq(other.id)))
        .set(attachments::sha256.eq(sha256))
        .execute(&mut owner)
        .unwrap();
    app.clerk("north").get(&format!("/attachments/{}/content", other.id)).await.expect(500);
    app.clerk("north").get(&format!("/attachments/{}/content", one.id)).await.expect(200);
}

#[actix_web::test]
async fn a_file_from_before_files_were_sealed_still_opens() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let content = long(700_000);
    let file = send(&app, client.id, &content).await;
    let (key, _) = stored(&app, &file);
    app.deps.files.0.put(&Path::from(key.as_str()), content.clone().into()).await.unwrap();
    diesel::update(stored_files::table.find(&key))
        .set(stored_files::wrapped_key.eq(None::<Vec<u8>>))
        .execute(&mut app.database.owner())
        .unwrap();
    let answer = app.clerk("north").get(&format!("/attachments/{}/content", file.id)).await.expect(200);
    assert!(answer.bytes == content);
    let object = app.deps.files.0.list(None).try_next().await.unwrap().unwrap();
    let mut altered = content;
    altered[600_000] ^= 1;
    app.deps.files.0.put(&object.location, altered.into()).await.unwrap();
    app.clerk("north").get(&format!("/attachments/{}/content", file.id)).await.expect(500);
}
