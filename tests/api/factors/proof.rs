//! Proving again who one is, before what is dangerous.

use domain::access::Role;
use serde_json::json;
use tests::TestApp;
use tests::factors::{PASSWORD, enrol, password};
use time::Duration;

#[actix_web::test]
async fn dangerous_acts_want_a_proof_of_the_last_five_minutes() {
    let app = TestApp::start().await;
    password(&app, "north", Role::AgencyClerk).await;
    let clerk = app.clerk("north");
    let new = json!({ "name": "Telephone" });
    let refused = clerk.post("/factors", &new).await.expect(403);
    assert_eq!(refused.code(), "reauthentication_required");
    clerk.put("/session/proof", 1, json!({ "password": PASSWORD })).await.expect(204);
    clerk.post("/factors", &new).await.expect(201);
    app.deps.clock.shift(Duration::seconds(299));
    clerk.post("/factors", &new).await.expect(201);
    app.deps.clock.shift(Duration::seconds(1));
    clerk.post("/factors", &new).await.expect(403);
    let phone = enrol(&app, &clerk).await;
    app.deps.clock.shift(Duration::minutes(6));
    let remove = format!("/factors/{}", phone.id);
    clerk.delete(&remove).await.expect(403);
    // The proof of one session is none of another's.
    let (other, code) = (app.clerk("south"), phone.code(&app));
    other.put("/session/proof", 1, json!({ "code": code })).await.expect(422);
    clerk.put("/session/proof", 1, json!({ "code": code })).await.expect(204);
    clerk.put("/session/proof", 1, json!({ "code": code })).await.expect(422);
    clerk.delete(&remove).await.expect(200);
}

#[actix_web::test]
async fn guessing_is_slowed_down_here_as_well() {
    let app = TestApp::start().await;
    password(&app, "north", Role::AgencyClerk).await;
    let clerk = app.clerk("north");
    let wrong = json!({ "password": "not this one at all" });
    let refused = clerk.put("/session/proof", 1, &wrong).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/password");
    for both in [json!({}), json!({ "password": PASSWORD, "code": "123456" })] {
        clerk.put("/session/proof", 1, both).await.expect(422);
    }
    let mut last = 0;
    for _ in 0..6 {
        last = clerk.put("/session/proof", 1, &wrong).await.status;
    }
    assert_eq!(last, 429);
    let right = json!({ "password": PASSWORD });
    let waits = clerk.put("/session/proof", 1, &right).await.expect(429);
    app.deps.clock.shift(Duration::seconds(waits.header("retry-after").parse().unwrap()));
    clerk.put("/session/proof", 1, &right).await.expect(204);
}
