//! Changing what is frozen.

use domain::authorizations::{Action, Authorization, ChangeState};
use serde_json::{Value, json};
use tests::{Answer, TestApp, county, given};
use uuid::Uuid;

use super::{count, seen, told};

async fn ask(app: &TestApp, id: Uuid, change: Value) -> Answer {
    app.clerk("north").post(&format!("/authorizations/{id}/change-requests"), change).await
}

async fn answer(app: &TestApp, one: &Authorization, decision: Value) -> Answer {
    let change = one.change_requests.last().unwrap().id;
    app.reviewer().post(&format!("/change-requests/{change}/decision"), decision).await
}

#[actix_web::test]
async fn an_accepted_change_alters_the_request_and_its_history() {
    let app = TestApp::start().await;
    let sent = given::authorization(&app, "north").await;
    let nothing = ask(&app, sent.id, json!({ "reason": "Just so." })).await.expect(422);
    assert_eq!(nothing.json()["errors"][0]["code"], "nothing_changed");
    let change = json!({ "units": 500, "reason": "Fewer sessions are needed." });
    let asked: Authorization = ask(&app, sent.id, change.clone()).await.expect(201).read();
    assert_eq!(asked.change_requests[0].state, ChangeState::Pending);
    assert_eq!(asked.asked.units, 9999, "nothing changes before the county answers");
    assert!(!asked.allowed.contains(&Action::RequestChange));
    ask(&app, sent.id, change).await.expect(409);
    assert!(seen(&app.reviewer(), sent.id).await.allowed.contains(&Action::AcceptChange));
    assert!(told(&app.reviewer()).await.contains(&format!("A change is asked for on authorization {}.", sent.number)));
    let done: Authorization = answer(&app, &asked, json!({ "accept": true })).await.expect(200).read();
    assert_eq!(done.asked.units, 500);
    assert_eq!(done.change_requests[0].state, ChangeState::Accepted);
    assert_eq!(done.history.last().unwrap().why.as_deref(), Some("Units 9999 to 500."));
    let recorded =
        "SELECT count(*) FROM authorization_history WHERE changes -> 'before' -> 'asked' ->> 'units' = '9999'
        AND changes -> 'after' -> 'asked' ->> 'units' = '500'";
    assert_eq!(count(&app, recorded), 1);
    answer(&app, &asked, json!({ "accept": true })).await.expect(409);
}

#[actix_web::test]
async fn a_change_of_an_approved_request_changes_the_grant() {
    let app = TestApp::start().await;
    let one = given::approved(&app, "north").await;
    let asked: Authorization = ask(&app, one.id, json!({ "end_date": one.asked.start_date, "reason": "Moved away." }))
        .await
        .expect(201)
        .read();
    let done: Authorization = answer(&app, &asked, json!({ "accept": true })).await.expect(200).read();
    assert_eq!(done.granted.unwrap().end_date, one.asked.start_date);
    assert_eq!(done.asked.end_date, one.asked.start_date);
}

#[actix_web::test]
async fn a_refusal_says_why_and_changes_nothing() {
    let app = TestApp::start().await;
    let sent = given::authorization(&app, "north").await;
    let asked: Authorization = ask(&app, sent.id, json!({ "units": 1, "reason": "Less." })).await.expect(201).read();
    answer(&app, &asked, json!({ "accept": false })).await.expect(422);
    let done: Authorization =
        answer(&app, &asked, json!({ "accept": false, "note": "Ask for half." })).await.expect(200).read();
    assert_eq!((done.asked.units, done.change_requests[0].state), (9999, ChangeState::Refused));
    ask(&app, sent.id, json!({ "units": 2, "reason": "Half." })).await.expect(201);
}

#[actix_web::test]
async fn the_rules_hold_for_what_it_would_become() {
    let app = TestApp::start().await;
    let sent = given::authorization(&app, "north").await;
    for (change, pointer) in [
        (json!({ "program_id": county::program("south", "main"), "reason": "Nearer." }), "/program_id"),
        (json!({ "start_date": given::days_ago(&app, 45), "reason": "Earlier." }), "/start_date"),
        (json!({ "end_date": "2099-01-01", "reason": "Longer." }), "/end_date"),
    ] {
        let refused = ask(&app, sent.id, change).await.expect(422).json();
        assert_eq!(refused["errors"][0]["pointer"], pointer, "{refused}");
    }
}

#[actix_web::test]
async fn a_waiting_change_falls_with_its_request() {
    let app = TestApp::start().await;
    let sent = given::authorization(&app, "north").await;
    let asked: Authorization = ask(&app, sent.id, json!({ "units": 1, "reason": "Less." })).await.expect(201).read();
    let path = format!("/authorizations/{}/withdrawal", sent.id);
    let gone: Authorization = app.clerk("north").post(&path, json!({ "reason": "Moved." })).await.expect(200).read();
    assert_eq!(gone.change_requests[0].state, ChangeState::Refused);
    answer(&app, &asked, json!({ "accept": true })).await.expect(409);
    app.clerk("north").post(&path, json!({ "reason": "Moved." })).await.expect(409);
}
