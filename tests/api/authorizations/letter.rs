//! The decision letter.

use domain::authorizations::{Letter, ReviewStatus};
use tests::{TestApp, given};

#[actix_web::test]
async fn a_decided_request_has_a_letter() {
    let app = TestApp::start().await;
    let sent = given::claimed(&app, "north").await;
    let path = format!("/authorizations/{}/letter", sent.id);
    app.clerk("north").get(&path).await.expect(409);
    let decision = serde_json::json!({ "outcome": "approve_in_part", "units": 20, "reason_code": "exceeds_maximum",
        "missing_documents_reason": "Paper.", "note_to_agency": "Twenty for a start." });
    app.reviewer().post(&format!("/authorizations/{}/decision", sent.id), decision).await.expect(200);
    let letter: Letter = app.clerk("north").get(&path).await.expect(200).read();
    assert_eq!((letter.number, letter.review_status), (sent.number, ReviewStatus::ApprovedInPart));
    assert_eq!(letter.county_name, "Mariposa Bay County");
    assert_eq!(letter.granted.unwrap().units, 20);
    assert!(letter.reviewer_name.starts_with("County reviewer"));
    assert!(letter.plan_name.starts_with("212 "));
    assert!(letter.paragraphs.iter().any(|text| text.contains("Twenty for a start.")));
    app.clerk("south").get(&path).await.expect(404);
}
