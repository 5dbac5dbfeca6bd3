//! Another agency's request does not exist.

use actix_web::http::Method;
use serde_json::json;
use tests::{TestApp, given};

#[actix_web::test]
async fn no_verb_reaches_another_agencys_request() {
    let app = TestApp::start().await;
    let sent = given::authorization(&app, "north").await;
    let south = app.clerk("south");
    let path = |rest: &str| format!("/authorizations/{}{rest}", sent.id);
    south.get(&path("")).await.expect(404);
    south.get(&path("/letter")).await.expect(404);
    for (rest, body) in [
        ("/withdrawal", json!({ "reason": "Mine now." })),
        ("/information", json!({ "message": "Here." })),
        ("/notes", json!({ "body": "Hello.", "visibility": "agency_and_county" })),
        ("/change-requests", json!({ "units": 1, "reason": "Less." })),
    ] {
        south.ask(Method::POST, &path(rest)).json(body).send().await.expect(404);
    }
    let stolen = given::new_authorization(&app, "south", sent.client.id);
    south.post("/authorizations", stolen).await.expect(404);
    let listed = south.get(&format!("/authorizations?client_id={}", sent.client.id)).await.expect(200).json();
    assert_eq!(listed["items"], json!([]));
}

#[actix_web::test]
async fn even_a_client_of_both_is_seen_only_with_ones_own_requests() {
    let app = TestApp::start().await;
    let sent = given::authorization(&app, "north").await;
    let here = json!({ "program_id": tests::county::program("south", "main"), "start_date": given::today(&app) });
    app.clerk("south").post(&format!("/clients/{}/enrollments", sent.client.id), here).await.expect(201);
    let listed = app.clerk("south").get(&format!("/authorizations?client_id={}", sent.client.id)).await.expect(200);
    assert_eq!(listed.json()["items"], json!([]));
    app.clerk("south").get(&format!("/authorizations/{}", sent.id)).await.expect(404);
}
