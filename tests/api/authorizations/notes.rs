//! The conversation about a request.

use domain::authorizations::{Authorization, Visibility};
use serde_json::json;
use tests::{TestApp, given};

use super::{count, seen, told};

#[actix_web::test]
async fn internal_notes_are_the_countys() {
    let app = TestApp::start().await;
    let sent = given::authorization(&app, "north").await;
    let path = format!("/authorizations/{}/notes", sent.id);
    let note = |body: &str, visibility: &str| json!({ "body": body, "visibility": visibility });
    app.clerk("north").post(&path, note("May I?", "internal")).await.expect(422);
    app.clerk("north").post(&path, note("Is anything missing?", "agency_and_county")).await.expect(201);
    app.reviewer().post(&path, note("Third request this year.", "internal")).await.expect(201);
    let replied = note("All is here.", "agency_and_county");
    let county: Authorization = app.reviewer().post(&path, replied).await.expect(201).read();
    assert_eq!(county.notes.len(), 3);
    let agency = seen(&app.clerk("north"), sent.id).await;
    assert_eq!(agency.notes.len(), 2);
    assert!(agency.notes.iter().all(|note| note.visibility == Visibility::AgencyAndCounty));
    assert!(!serde_json::to_string(&agency).unwrap().contains("Third request"));
    assert_eq!(agency.notes[1].organization, "Mariposa Bay Behavioral Health");
    let subject = format!("A note on authorization {}.", sent.number);
    assert_eq!(told(&app.clerk("north")).await, std::slice::from_ref(&subject), "of two notes the agency hears of one");
    assert_eq!(told(&app.reviewer()).await, [subject]);
    let north = tests::county::organization("north");
    let flickers = format!("SELECT count(*) FROM outbox WHERE kind = 'authorization' AND organization_id = '{north}'");
    assert_eq!(count(&app, &flickers), 3, "the request and two notes; nothing of the internal one");
}

#[actix_web::test]
async fn who_may_write() {
    let app = TestApp::start().await;
    let sent = given::authorization(&app, "north").await;
    let path = format!("/authorizations/{}/notes", sent.id);
    let note = json!({ "body": "Hello.", "visibility": "agency_and_county" });
    app.clerk("south").post(&path, &note).await.expect(404);
    app.administrator().post(&path, &note).await.expect(403);
    app.clerk("north").post(&path, json!({ "body": "  ", "visibility": "agency_and_county" })).await.expect(422);
}
