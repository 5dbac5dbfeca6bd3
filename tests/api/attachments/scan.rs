//! The virus scanner, played by a socket that answers as clamd does.

use std::path::PathBuf;

use api::files::Scanner;
use domain::attachments::{Attachment, AttachmentState, DocumentType};
use domain::authorizations::Authorization;
use domain::notifications::{Notification, NotificationKind};
use domain::page::Page;
use tests::{TestApp, given};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{UnixListener, UnixStream};
use uuid::Uuid;

async fn with_scanner(socket: PathBuf) -> TestApp {
    TestApp::with(|deps| deps.scanner = Scanner::new(Some(socket))).await
}

fn socket() -> PathBuf {
    std::env::temp_dir().join(format!("clamd-{}", Uuid::new_v4().simple()))
}

/// Reads what is streamed and finds every PDF infected that does not hold the word.
async fn answer(mut stream: UnixStream, clean: &str) {
    let mut command = [0; 10];
    stream.read_exact(&mut command).await.unwrap();
    assert_eq!(&command, b"zINSTREAM\0");
    let mut file = Vec::new();
    loop {
        let length = stream.read_u32().await.unwrap();
        if length == 0 {
            break;
        }
        let mut piece = vec![0; usize::try_from(length).unwrap()];
        stream.read_exact(&mut piece).await.unwrap();
        file.extend(piece);
    }
    assert!(file.starts_with(b"%PDF-"));
    let verdict = if String::from_utf8_lossy(&file).contains(clean) { "OK" } else { "Test-Signature FOUND" };
    stream.write_all(format!("stream: {verdict}\0").as_bytes()).await.unwrap();
}

fn play(socket: &PathBuf, clean: &'static str) {
    let listener = UnixListener::bind(socket).unwrap();
    actix_web::rt::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            answer(stream, clean).await;
        }
    });
}

#[actix_web::test]
async fn a_clean_file_comes_in() {
    let socket = socket();
    play(&socket, "%PDF");
    let app = with_scanner(socket).await;
    let client = given::client(&app, "north").await;
    let file = given::staged(&app, "north", client.id, DocumentType::Assessment).await;
    assert_eq!(file.state, AttachmentState::Staged);
}

#[actix_web::test]
async fn an_infected_file_is_held_and_does_not_count() {
    let socket = socket();
    play(&socket, "nothing is clean");
    let app = with_scanner(socket).await;
    let request = given::authorization(&app, "north").await;
    let file = given::attachment(&app, "north", request.id, DocumentType::Assessment).await;
    assert_eq!((file.state, file.previewable), (AttachmentState::Quarantined, false));
    let path = format!("/attachments/{}/content", file.id);
    app.clerk("north").get(&path).await.expect(409);
    app.reviewer().get(&path).await.expect(409);
    let now: Authorization =
        app.clerk("north").get(&format!("/authorizations/{}", request.id)).await.expect(200).read();
    assert_eq!((now.missing_documents, now.attachments.len()), (5, 1));
    let told: Page<Notification> = app.clerk("north").get("/notifications").await.expect(200).read();
    assert_eq!(told.items[0].kind, NotificationKind::DocumentQuarantined);
    app.clerk("north").delete(&format!("/attachments/{}", file.id)).await.expect(204);
}

#[actix_web::test]
async fn without_its_scanner_nothing_is_let_through() {
    let app = with_scanner(socket()).await;
    let client = given::client(&app, "north").await;
    let file: Attachment = given::staged(&app, "north", client.id, DocumentType::Assessment).await;
    assert_eq!(file.state, AttachmentState::Quarantined);
    app.clerk("north").get(&format!("/attachments/{}/content", file.id)).await.expect(409);
}
