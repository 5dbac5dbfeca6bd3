//! The headers of every kind of answer, as one reviewed snapshot each.

use actix_web::http::Method;
use api::http::client_app::ClientApp;
use domain::attachments::DocumentType;
use tests::folder::Folder;
use tests::stumble::Stumble;
use tests::{Answer, TestApp, given};

/// Headers as lines, without what differs each time.
fn lines(answer: &Answer) -> String {
    let mut lines: Vec<String> = answer
        .headers
        .iter()
        .map(|(name, value)| {
            let text = value.to_str().unwrap_or("?");
            match name.as_str() {
                "x-request-id" => format!("{name}: ID"),
                // The county's file names end in a day.
                "content-disposition" => format!("{name}: {}", text.replace(|c: char| c.is_ascii_digit(), "#")),
                _ => format!("{name}: {text}"),
            }
        })
        .collect();
    lines.sort();
    format!("{}\n{}", answer.status, lines.join("\n"))
}

/// A browser client of three files, as small as it can be.
fn a_client() -> ClientApp {
    let folder = Folder::new();
    std::fs::write(folder.join("index.html"), "<!doctype html><title>{{county}}</title>").unwrap();
    std::fs::write(folder.join("start-1.js"), "export {};").unwrap();
    ClientApp::load(&folder, "Mariposa", "live").unwrap()
}

#[actix_web::test]
async fn every_kind_of_answer_carries_its_headers() {
    let app = TestApp::with(|deps| deps.client = Some(a_client())).await;
    let outside = |path: &'static str| app.anonymous().ask(Method::GET, path);
    let raw = |path: &'static str| app.anonymous().raw(Method::GET, path);
    insta::assert_snapshot!("page", lines(&raw("/").send().await.expect(200)));
    insta::assert_snapshot!("file", lines(&raw("/start-1.js").send().await.expect(200)));
    insta::assert_snapshot!("api", lines(&app.clerk("north").get("/session").await.expect(200)));
    insta::assert_snapshot!("not_found", lines(&outside("/api/v1/nothing").send().await.expect(404)));
    insta::assert_snapshot!("docs", lines(&outside("/docs/").send().await.expect(200)));
    let request = given::authorization(&app, "north").await;
    let file = given::attachment(&app, "north", request.id, DocumentType::Assessment).await;
    let content = app.clerk("north").get(&format!("/attachments/{}/content", file.id)).await.expect(200);
    insta::assert_snapshot!("attachment", lines(&content));
    let armed = app.database.stumble(Stumble::Dies, 2);
    let broken = app.clerk("north").get("/session").await.expect(500);
    drop(armed);
    insta::assert_snapshot!("fault", lines(&broken));
}

#[actix_web::test]
async fn no_other_origin_is_allowed_to_read_anything() {
    let app = TestApp::start().await;
    for origin in ["https://elsewhere.example", "null", "http://localhost:8080", "http://localhost:8080.example"] {
        for method in [Method::GET, Method::OPTIONS] {
            let asking = app.clerk("north").ask(method, "/session").header("Origin", origin);
            let answer = asking.header("Access-Control-Request-Method", "PUT").send().await;
            let told: Vec<_> =
                answer.headers.keys().filter(|name| name.as_str().starts_with("access-control")).collect();
            assert!(told.is_empty(), "{origin} is told {told:?}");
        }
    }
}
