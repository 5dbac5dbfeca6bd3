//! Sending a request.

use actix_web::http::Method;
use domain::authorizations::{Action, DueState, Facts, ReviewStatus, Status, Submitted};
use futures_util::future::join_all;
use serde_json::json;
use tests::{TestApp, county, given};
use time::macros::datetime;
use time::{Date, Duration, Month, OffsetDateTime};

use super::{count, seen};

#[actix_web::test]
async fn a_request_has_its_number_at_once() {
    let app = TestApp::start().await;
    let client = given::ready_client(&app, "north").await;
    let mut new = given::new_authorization(&app, "north", client.id);
    new.note = Some("First request for this client.".to_owned());
    let sent: Submitted = app.clerk("north").post("/authorizations", &new).await.expect(201).read();
    let [one] = sent.authorizations.as_slice() else { panic!("one request") };
    assert!(one.number >= 700_001);
    assert_eq!((one.status, one.review_status), (Status::Pending, ReviewStatus::Submitted));
    assert_eq!(one.client.id, client.id);
    assert_eq!(one.missing_documents, 5);
    assert_eq!(one.due.unwrap().state, DueState::NotStarted, "the clock waits for the documents");
    assert_eq!(one.allowed, [Action::Withdraw, Action::RequestChange, Action::Attach, Action::AddNote]);
    assert_eq!(one.notes[0].body, "First request for this client.");
    let read = seen(&app.clerk("north"), one.id).await;
    assert_eq!(*one, read, "what the sender is told is what is read afterwards");
    let county = seen(&app.reviewer(), one.id).await;
    assert_eq!(county.allowed, [Action::Claim, Action::AddNote]);
}

#[actix_web::test]
async fn the_form_gets_the_facts_of_its_own_agency_only() {
    let app = TestApp::start().await;
    let client = given::ready_client(&app, "north").await;
    given::p_auth(&app, "south", 102, "1.00").await;
    let path = format!("/clients/{}/authorization-facts", client.id);
    app.clerk("south").get(&path).await.expect(404);
    app.reviewer().get(&path).await.expect(403);
    let here = json!({ "program_id": county::program("south", "main"), "start_date": given::today(&app) });
    app.clerk("south").post(&format!("/clients/{}/enrollments", client.id), here).await.expect(201);
    given::authorization(&app, "north").await;
    let new = given::new_authorization(&app, "north", client.id);
    app.clerk("north").post("/authorizations", new).await.expect(201);
    let north: Facts = app.clerk("north").get(&path).await.expect(200).read();
    let south: Facts = app.clerk("south").get(&path).await.expect(200).read();
    assert_eq!((north.existing.len(), south.existing.len()), (1, 0));
    assert_eq!((north.enrollments.len(), south.enrollments.len()), (1, 1));
    assert!(south.provider_authorizations.iter().all(|one| one.organization_id == county::organization("south")));
    assert!(south.programs.iter().all(|one| one.name.starts_with("south")));
    assert_eq!(north.coverage.len(), 1);
}

/// A clock far enough ahead of a 30 June that the period can cross it.
fn in_june(app: &TestApp) {
    let now = app.deps.clock.now();
    let year = if now.month() < Month::June { now.year() } else { now.year() + 1 };
    let then = Date::from_calendar_date(year, Month::June, 10).unwrap().with_hms(18, 0, 0).unwrap().assume_utc();
    app.deps.clock.shift(then - now);
}

#[actix_web::test]
async fn a_period_across_30_june_makes_two_requests() {
    let app = TestApp::start().await;
    in_june(&app);
    let client = given::ready_client(&app, "north").await;
    let mut new = given::new_authorization(&app, "north", client.id);
    new.end_date = new.start_date + Duration::days(60);
    let north = app.clerk("north");
    let refused = north.post("/authorizations", &new).await.expect(422).json();
    assert_eq!(refused["errors"][0]["code"], "fiscal_year");
    new.split = true;
    let refused = north.post("/authorizations", &new).await.expect(422).json();
    assert_eq!(refused["errors"][0]["code"], "provider_authorization", "the second year has no money");
    let next = json!({ "organization_id": county::organization("north"), "funding_source_id": 102,
        "fiscal_year": new.start_date.year(), "amount": "10.00" });
    app.administrator().post("/provider-authorizations", next).await.expect(201);
    let sent: Submitted = north.post("/authorizations", &new).await.expect(201).read();
    let [first, second] = sent.authorizations.as_slice() else { panic!("two requests") };
    assert_eq!(first.asked.end_date.month(), Month::June);
    assert_eq!(second.asked.start_date, first.asked.end_date.next_day().unwrap());
    assert_eq!(second.asked.end_date, new.end_date);
    assert_ne!(first.number, second.number);
}

#[actix_web::test]
async fn of_two_overlapping_requests_at_once_one_is_refused() {
    let app = TestApp::start().await;
    let client = given::ready_client(&app, "north").await;
    let new = given::new_authorization(&app, "north", client.id);
    let sent = join_all((0..4).map(|_| async { app.clerk("north").post("/authorizations", &new).await.status })).await;
    assert_eq!(sent.iter().filter(|status| **status == 201).count(), 1, "{sent:?}");
    assert_eq!(sent.iter().filter(|status| **status == 422).count(), 3, "{sent:?}");
    let mut reasoned = new.clone();
    reasoned.overlap_reason = Some("A second clinician.".to_owned());
    app.clerk("north").post("/authorizations", reasoned).await.expect(201);
}

#[actix_web::test]
async fn a_request_that_is_sent_twice_is_made_once() {
    let app = TestApp::start().await;
    let client = given::ready_client(&app, "north").await;
    let new = given::new_authorization(&app, "north", client.id);
    let mut numbers = Vec::new();
    for _ in 0..2 {
        let asked = app.clerk("north").ask(Method::POST, "/authorizations").header("Idempotency-Key", "one-request");
        let sent: Submitted = asked.json(&new).send().await.expect(201).read();
        numbers.push(sent.authorizations[0].number);
    }
    assert_eq!(numbers[0], numbers[1]);
    assert_eq!(count(&app, "SELECT count(*) FROM authorizations"), 1);
}

#[actix_web::test]
async fn the_draft_of_a_sent_request_is_gone() {
    let app = TestApp::start().await;
    let client = given::ready_client(&app, "north").await;
    let draft = uuid::Uuid::new_v4();
    let typed = json!({ "kind": "authorization", "client_id": client.id, "title": "IHBS", "body": {} });
    let asked = app.clerk("north").ask(Method::PUT, &format!("/drafts/{draft}")).json(typed);
    let saved = asked.send().await.status;
    assert!(saved == 200 || saved == 201, "{saved}");
    let mut new = given::new_authorization(&app, "north", client.id);
    new.draft_id = Some(draft);
    app.clerk("north").post("/authorizations", &new).await.expect(201);
    assert_eq!(count(&app, "SELECT count(*) FROM drafts"), 0);
}

#[actix_web::test]
async fn an_expedited_request_with_every_document_is_due_in_72_hours() {
    let app = TestApp::start().await;
    let client = given::ready_client(&app, "north").await;
    let mut new = given::new_authorization(&app, "north", client.id);
    new.urgency = domain::authorizations::Urgency::Expedited;
    new.attachment_ids = given::five_forms(&app, "north", client.id).await;
    let sent: Submitted = app.clerk("north").post("/authorizations", &new).await.expect(201).read();
    let one = &sent.authorizations[0];
    assert_eq!(one.missing_documents, 0);
    assert_eq!(one.attachments.len(), 5);
    assert!(one.documents.iter().all(|check| check.present));
    let due = one.due.unwrap();
    assert_eq!(due.state, DueState::OnTime);
    assert_eq!(due.due_at.unwrap() - one.submitted_at, Duration::hours(72));
    let again = app
        .clerk("north")
        .post(
            "/authorizations",
            json!({ "client_id": client.id, "program_id": new.program_id,
        "plan_id": 212, "procedure": "H2015:HK", "start_date": new.start_date, "end_date": new.end_date, "units": 1,
        "urgency": "standard", "overlap_reason": "Again.", "attachment_ids": new.attachment_ids }),
        )
        .await;
    let refused = again.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/attachment_ids/0", "a document is sent once");
}

#[actix_web::test]
async fn a_split_gives_both_requests_the_documents() {
    let app = TestApp::start().await;
    in_june(&app);
    let client = given::ready_client(&app, "north").await;
    let mut new = given::new_authorization(&app, "north", client.id);
    (new.end_date, new.split) = (new.start_date + Duration::days(60), true);
    let next = json!({ "organization_id": county::organization("north"), "funding_source_id": 102,
        "fiscal_year": new.start_date.year(), "amount": "10.00" });
    app.administrator().post("/provider-authorizations", next).await.expect(201);
    new.attachment_ids = given::five_forms(&app, "north", client.id).await;
    let sent: Submitted = app.clerk("north").post("/authorizations", &new).await.expect(201).read();
    for one in &sent.authorizations {
        assert_eq!((one.missing_documents, one.attachments.len()), (0, 5));
        let content = format!("/attachments/{}/content", one.attachments[0].id);
        app.clerk("north").get(&content).await.expect(200);
    }
    assert_eq!(count(&app, "SELECT count(DISTINCT storage_key) FROM attachments"), 5);
}

#[actix_web::test]
async fn a_documents_arrival_starts_the_clock() {
    let app = TestApp::start().await;
    let sent = given::authorization(&app, "north").await;
    app.deps.clock.shift(Duration::hours(5));
    given::five_forms_of(&app, "north", &sent).await;
    let one = seen(&app.clerk("north"), sent.id).await;
    assert_eq!(one.missing_documents, 0);
    assert_ne!(one.due.unwrap().state, DueState::NotStarted);
    assert!(one.due.unwrap().due_at.unwrap() > datetime!(2026-11-01 0:00 UTC) as OffsetDateTime);
}
