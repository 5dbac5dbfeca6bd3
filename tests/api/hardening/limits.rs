//! The limits of API4, each at the limit and one beyond. What a page and an upload may hold is tested with the
//! operations.

use domain::access::Role;
use serde_json::json;
use tests::{Answer, TestApp};

async fn lookup(app: &TestApp, body: Vec<u8>) -> Answer {
    app.clerk("north").ask("POST".parse().unwrap(), "/clients/lookup").body("application/json", body).send().await
}

#[actix_web::test]
async fn a_body_may_be_a_mebibyte_long() {
    let app = TestApp::start().await;
    let body = |length: usize| {
        let mut text = json!({ "name": "quillf", "birth_date": "2012-05-09" }).to_string().into_bytes();
        // White space is JSON's own and means nothing.
        text.resize(length, b' ');
        text
    };
    lookup(&app, body(1_048_576)).await.expect(200);
    let refused = lookup(&app, body(1_048_577)).await.expect(413);
    assert_eq!(refused.json()["limit"], 1_048_576);
}

#[actix_web::test]
async fn a_body_may_not_be_nested_without_end() {
    let app = TestApp::start().await;
    for depth in [40, 127, 5_000, 200_000] {
        let body = format!("{{\"name\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        let refused = lookup(&app, body.into_bytes()).await;
        assert!([400, 422].contains(&refused.status), "{depth}: {}", refused.status);
    }
}

#[actix_web::test]
async fn address_and_headers_may_be_16_kib_long() {
    let app = TestApp::start().await;
    let client = app.person("north", Role::AgencyClerk);
    let with =
        |length: usize| client.ask("GET".parse().unwrap(), "/session").header("X-Long", &"x".repeat(length)).send();
    let actual = with(16 * 1024).await.expect(431).json()["actual"].as_u64().unwrap();
    let used = 2 * 16 * 1024 - usize::try_from(actual).unwrap();
    with(used).await.expect(200);
    let refused = with(used + 1).await.expect(431);
    assert_eq!((refused.code().as_str(), refused.json()["limit"].as_u64()), ("headers_too_large", Some(16_384)));
}
