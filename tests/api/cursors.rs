//! A cursor goes on in the list it came from, for the person it was given to, and shows nothing of what is in it.

use domain::access::Role;
use serde_json::{Value, json};
use tests::{Answer, Client, TestApp, given};

fn next(answer: &Answer) -> String {
    answer.json()["next_cursor"].as_str().expect("a further page").to_owned()
}

async fn first(client: &Client, path: &str) -> String {
    next(&client.get(&format!("{path}?limit=1")).await.expect(200))
}

#[actix_web::test]
async fn a_cursor_is_good_in_its_own_list_only() {
    let app = TestApp::start().await;
    let clerk = app.clerk("north");
    // The same kind of sort key in both: a name and an id.
    let (organizations, programs) = (first(&clerk, "/organizations").await, first(&clerk, "/programs").await);
    clerk.get(&format!("/organizations?cursor={organizations}")).await.expect(200);
    clerk.get(&format!("/programs?cursor={programs}")).await.expect(200);
    for path in [format!("/programs?cursor={organizations}"), format!("/organizations?cursor={programs}")] {
        let refused = clerk.get(&path).await.expect(400);
        assert_eq!(refused.code(), "invalid_parameter");
    }
}

#[actix_web::test]
async fn a_cursor_is_good_for_its_own_person_only() {
    let app = TestApp::start().await;
    let cursor = first(&app.clerk("north"), "/organizations").await;
    let path = format!("/organizations?cursor={cursor}");
    app.person("north", Role::AgencySupervisor).get(&path).await.expect(400);
    app.clerk("south").get(&path).await.expect(400);
    app.reviewer().get(&path).await.expect(400);
    app.clerk("north").get(&path).await.expect(200);
}

#[actix_web::test]
async fn a_cursor_of_one_search_is_not_one_of_the_other() {
    let app = TestApp::start().await;
    for _ in 0..2 {
        given::client_with(&app, "north", |new| new.last_name = "Quillfeather".into()).await;
    }
    let clerk = app.clerk("north");
    let criteria = |cursor: Value| json!({ "last_name": "Quillf", "birth_date": null, "limit": 1, "cursor": cursor });
    let cursor = next(&clerk.post("/clients/lookup", criteria(Value::Null)).await.expect(200));
    clerk.post("/clients/lookup", criteria(json!(cursor))).await.expect(200);
    clerk.post("/clients/search", criteria(json!(cursor))).await.expect(400);
}

#[actix_web::test]
async fn a_cursor_shows_no_name() {
    use base64::Engine as _;
    let app = TestApp::start().await;
    let cursor = first(&app.administrator(), "/users").await;
    let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(&cursor).expect("an opaque text");
    assert!(!String::from_utf8_lossy(&bytes).contains(" of "), "the last row's name is readable in the cursor");
    let mut changed = bytes;
    let last = changed.len() - 1;
    changed[last] ^= 1;
    let forged = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(changed);
    app.administrator().get(&format!("/users?cursor={forged}")).await.expect(400);
}
