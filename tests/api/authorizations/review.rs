//! Claiming and deciding.

use domain::access::Role;
use domain::authorizations::{Action, Authorization, DenialReason, Extent, ReviewStatus, Status};
use futures_util::future::join_all;
use serde_json::{Value, json};
use tests::{Answer, TestApp, given};
use uuid::Uuid;

use super::{count, seen, told};

async fn decide(app: &TestApp, id: Uuid, decision: Value) -> Answer {
    app.reviewer().post(&format!("/authorizations/{id}/decision"), decision).await
}

#[actix_web::test]
async fn a_claim_is_one_persons_and_can_be_given_back() {
    let app = TestApp::start().await;
    let sent = given::authorization(&app, "north").await;
    let path = format!("/authorizations/{}/claim", sent.id);
    let claims = join_all((0..4).map(|_| async { app.reviewer().post(&path, json!({})).await.status })).await;
    assert_eq!(claims.iter().filter(|status| **status == 200).count(), 1, "{claims:?}");
    assert_eq!(claims.iter().filter(|status| **status == 409).count(), 3, "{claims:?}");
    let taken = seen(&app.reviewer(), sent.id).await;
    assert_eq!(taken.review_status, ReviewStatus::InReview);
    assert!(taken.reviewer.unwrap().name.starts_with("County reviewer"));
    assert!(taken.allowed.contains(&Action::Approve));
    let released: Authorization = app.reviewer().delete(&path).await.expect(200).read();
    assert_eq!(released.review_status, ReviewStatus::Submitted);
    assert!(released.reviewer.is_none());
    app.reviewer().delete(&path).await.expect(409);
    decide(&app, sent.id, json!({ "outcome": "approve" })).await.expect(409);
}

#[actix_web::test]
async fn only_the_one_who_claimed_decides() {
    let app = TestApp::start().await;
    let sent = given::claimed(&app, "north").await;
    let other = another_reviewer(&app);
    let path = format!("/authorizations/{}/decision", sent.id);
    let decision = json!({ "outcome": "approve", "missing_documents_reason": "Seen on paper." });
    let refused = other.post(&path, &decision).await.expect(409).json();
    assert_eq!(refused["detail"], "Another reviewer has this request. Claim it first.");
    assert!(!seen(&other, sent.id).await.allowed.contains(&Action::Deny));
    app.reviewer().post(&path, &decision).await.expect(200);
}

/// The administrator made a reviewer for the occasion.
fn another_reviewer(app: &TestApp) -> tests::Client {
    use diesel::connection::SimpleConnection as _;
    let id = tests::county::user("county", Role::CountyAdministrator);
    let change = format!("UPDATE users SET role = 'county_reviewer' WHERE id = '{id}'");
    app.database.owner().batch_execute(&change).unwrap();
    app.administrator()
}

#[actix_web::test]
async fn an_approval_grants_what_was_asked() {
    let app = TestApp::start().await;
    let sent = given::claimed(&app, "north").await;
    let refused = decide(&app, sent.id, json!({ "outcome": "approve" })).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/missing_documents_reason");
    let decision = json!({ "outcome": "approve", "missing_documents_reason": "Seen on paper.",
        "note_to_agency": "Send the signed plan by mail.", "internal_note": "Known agency." });
    decide(&app, sent.id, decision).await.expect(200);
    let north = app.clerk("north");
    let one = seen(&north, sent.id).await;
    assert_eq!((one.status, one.review_status), (Status::Active, ReviewStatus::Approved));
    assert_eq!(one.granted, Some(one.asked));
    assert!(one.review_at.is_some() && one.due.is_none());
    assert_eq!(one.note_to_agency.as_deref(), Some("Send the signed plan by mail."));
    assert!(!serde_json::to_string(&one).unwrap().contains("Known agency."), "an internal note stays inside");
    assert!(one.reviewer.unwrap().name.starts_with("County reviewer"));
    assert_eq!(one.allowed, [Action::RequestChange, Action::AddNote]);
    assert!(told(&north).await.contains(&format!("Authorization {} is approved.", one.number)));
    decide(&app, sent.id, json!({ "outcome": "deny", "reason_code": "level_of_care" })).await.expect(409);
    north.post(&format!("/authorizations/{}/withdrawal", sent.id), json!({ "reason": "No." })).await.expect(409);
}

#[actix_web::test]
async fn a_part_lies_within_what_was_asked() {
    let app = TestApp::start().await;
    let sent = given::claimed(&app, "north").await;
    let more = json!({ "outcome": "approve_in_part", "units": 10_000, "missing_documents_reason": "Paper." });
    decide(&app, sent.id, more).await.expect(422);
    let part = json!({ "outcome": "approve_in_part", "units": 300, "missing_documents_reason": "Paper." });
    let one: Authorization = decide(&app, sent.id, part).await.expect(200).read();
    assert_eq!(one.review_status, ReviewStatus::ApprovedInPart);
    assert_eq!(one.granted, Some(Extent { units: 300, ..one.asked }));
}

#[actix_web::test]
async fn a_denial_says_why() {
    let app = TestApp::start().await;
    let sent = given::claimed(&app, "north").await;
    let refused = decide(&app, sent.id, json!({ "outcome": "deny", "missing_documents_reason": "-" })).await;
    assert_eq!(refused.expect(422).json()["errors"][0]["pointer"], "/reason_code");
    let denial = json!({ "outcome": "deny", "reason_code": "level_of_care", "missing_documents_reason": "Paper." });
    decide(&app, sent.id, denial).await.expect(200);
    let one = seen(&app.clerk("north"), sent.id).await;
    assert_eq!((one.status, one.review_status), (Status::Denied, ReviewStatus::Denied));
    assert_eq!(one.denial_reason, Some(DenialReason::LevelOfCare));
    assert!(one.granted.is_none());
}

#[actix_web::test]
async fn what_is_granted_for_days_that_are_over_has_ended() {
    let app = TestApp::start().await;
    let sent = given::claimed(&app, "north").await;
    app.deps.clock.shift(time::Duration::days(400));
    let decision = json!({ "outcome": "approve", "missing_documents_reason": "Paper." });
    let one: Authorization = decide(&app, sent.id, decision).await.expect(200).read();
    assert_eq!((one.status, one.review_status), (Status::Ended, ReviewStatus::Approved));
}

#[actix_web::test]
async fn only_reviewers_review() {
    let app = TestApp::start().await;
    let sent = given::authorization(&app, "north").await;
    for person in [app.clerk("north"), app.clerk("south"), app.administrator()] {
        person.post(&format!("/authorizations/{}/claim", sent.id), json!({})).await.expect(403);
        person
            .post(&format!("/authorizations/{}/decision", sent.id), json!({ "outcome": "approve" }))
            .await
            .expect(403);
    }
}

#[actix_web::test]
async fn every_step_is_in_the_history() {
    let app = TestApp::start().await;
    let one = given::approved(&app, "north").await;
    let actions: Vec<Action> = one.history.iter().map(|step| step.action).collect();
    assert_eq!(actions, [Action::Submit, Action::Claim, Action::Approve]);
    assert_eq!(one.history[2].from, Some(ReviewStatus::InReview));
    let recorded = "SELECT count(*) FROM authorization_history WHERE changes -> 'granted' ->> 'units' = '9999'";
    assert_eq!(count(&app, recorded), 1);
}

#[actix_web::test]
async fn what_was_granted_ends_after_its_last_day() {
    let app = TestApp::start().await;
    let one = given::approved(&app, "north").await;
    let end_over = || api::files::end_over(&app.deps.db);
    assert_eq!(end_over().await.unwrap(), 0, "its days are not over");
    let days = (one.asked.end_date - one.asked.start_date).whole_days();
    app.deps.clock.shift(time::Duration::days(days + 2));
    assert_eq!(end_over().await.unwrap(), 1);
    assert_eq!(end_over().await.unwrap(), 0, "once");
    let ended = seen(&app.clerk("north"), one.id).await;
    assert_eq!((ended.status, ended.review_status), (Status::Ended, ReviewStatus::Approved));
    let last = ended.history.last().unwrap();
    assert_eq!((last.action, last.by.as_str()), (Action::End, "Portico"));
    assert_eq!(count(&app, "SELECT count(*) FROM audit_events WHERE action = 'authorizations.end'"), 1);
}
