//! Asking for information and answering; the clock in between.

use domain::attachments::DocumentType;
use domain::authorizations::{Authorization, DueState, ReviewStatus, Submitted, Urgency};
use serde_json::json;
use tests::{TestApp, given};
use time::Duration;

use super::{seen, told};

/// An expedited request with every document, claimed.
async fn complete(app: &TestApp) -> Authorization {
    let client = given::ready_client(app, "north").await;
    let mut new = given::new_authorization(app, "north", client.id);
    new.urgency = Urgency::Expedited;
    new.attachment_ids = given::five_forms(app, "north", client.id).await;
    let sent: Submitted = app.clerk("north").post("/authorizations", &new).await.expect(201).read();
    let path = format!("/authorizations/{}/claim", sent.authorizations[0].id);
    app.reviewer().post(&path, json!({})).await.expect(200).read()
}

#[actix_web::test]
async fn the_clock_stands_still_while_the_county_waits() {
    let app = TestApp::start().await;
    let one = complete(&app).await;
    let due = one.due.unwrap().due_at.unwrap();
    let (ask, answer) =
        (format!("/authorizations/{}/information-request", one.id), format!("/authorizations/{}/information", one.id));
    app.clerk("north").post(&answer, json!({ "message": "Here." })).await.expect(409);
    app.deps.clock.shift(Duration::hours(10));
    let question = json!({ "message": "The plan has no signature.", "documents": ["client_treatment_plan"] });
    let asked: Authorization = app.reviewer().post(&ask, &question).await.expect(200).read();
    assert_eq!(asked.review_status, ReviewStatus::InformationRequested);
    assert_eq!(asked.due.unwrap().state, DueState::Stopped);
    app.reviewer().post(&ask, &question).await.expect(409);
    let north = app.clerk("north");
    let sentence =
        format!("Information is requested for authorization {}. Documents: Client Treatment Plan.", one.number);
    assert!(told(&north).await.contains(&sentence));
    let waiting = seen(&north, one.id).await;
    assert_eq!(waiting.documents_requested, [DocumentType::ClientTreatmentPlan]);
    assert!(waiting.notes[0].body.contains("Client Treatment Plan"));
    app.deps.clock.shift(Duration::hours(100));
    app.clerk("south").post(&answer, json!({ "message": "Here." })).await.expect(404);
    let answered: Authorization = north.post(&answer, json!({ "message": "Signed now." })).await.expect(200).read();
    assert_eq!(answered.review_status, ReviewStatus::InReview);
    assert!(answered.documents_requested.is_empty(), "the county waits no longer");
    let moved = answered.due.unwrap().due_at.unwrap() - due;
    assert!((moved - Duration::hours(100)).abs() < Duration::minutes(1), "moved by {moved}");
    assert!(told(&app.reviewer()).await.contains(&format!("The agency answered for authorization {}.", one.number)));
    let decision = json!({ "outcome": "approve" });
    app.reviewer().post(&format!("/authorizations/{}/decision", one.id), decision).await.expect(200);
}

#[actix_web::test]
async fn only_known_documents_are_asked_for_and_each_once() {
    let app = TestApp::start().await;
    let one = given::claimed(&app, "north").await;
    let ask = format!("/authorizations/{}/information-request", one.id);
    let twice = json!({ "message": "Please.", "documents": ["client_treatment_plan", "client_treatment_plan"] });
    let refused = app.reviewer().post(&ask, twice).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/documents/1");
    let unknown = json!({ "message": "Please.", "documents": ["shopping_list"] });
    let refused = app.reviewer().post(&ask, unknown).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/documents/0");
    let still: Authorization = app.reviewer().get(&format!("/authorizations/{}", one.id)).await.expect(200).read();
    assert_eq!(still.review_status, ReviewStatus::InReview);
}

#[actix_web::test]
async fn an_answer_brings_its_documents() {
    let app = TestApp::start().await;
    let one = given::claimed(&app, "north").await;
    let ask = format!("/authorizations/{}/information-request", one.id);
    app.reviewer().post(&ask, json!({ "message": "The forms, all of them." })).await.expect(200);
    let forms = given::five_forms(&app, "north", one.client.id).await;
    let reply = json!({ "message": "All five.", "attachment_ids": forms });
    let path = format!("/authorizations/{}/information", one.id);
    let answered: Authorization = app.clerk("north").post(&path, reply).await.expect(200).read();
    assert_eq!((answered.missing_documents, answered.attachments.len()), (0, 5));
    assert_eq!(answered.due.unwrap().state, DueState::OnTime, "complete information starts the clock");
}
