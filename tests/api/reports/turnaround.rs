//! Aging and turnaround.

use domain::reports::{AgeBucket, Turnaround};
use tests::{Client, TestApp, given};
use time::Duration;

async fn figures(person: &Client, query: &str) -> Turnaround {
    person.get(&format!("/reports/authorization-turnaround{query}")).await.expect(200).read()
}

#[actix_web::test]
async fn open_requests_age_and_decisions_are_counted() {
    let app = TestApp::start().await;
    given::approved(&app, "north").await;
    given::authorization(&app, "north").await;
    given::authorization(&app, "south").await;
    app.deps.clock.shift(Duration::days(5));
    let county = figures(&app.reviewer(), "").await;
    let count =
        |turnaround: &Turnaround, bucket| turnaround.aging.iter().find(|age| age.bucket == bucket).map(|age| age.count);
    assert_eq!(county.aging.len(), AgeBucket::ALL.len());
    assert_eq!(count(&county, AgeBucket::FourToSeven), Some(2));
    assert_eq!(county.months.iter().map(|month| month.approved).sum::<i64>(), 1);
    assert_eq!(county.months.len(), 13);
    assert_eq!(county.standard.count, 1);
    assert!(county.standard.mean.is_some_and(|hours| hours < 1.0));
    assert_eq!(county.expedited.count, 0);
    let south = figures(&app.clerk("south"), "").await;
    assert_eq!(count(&south, AgeBucket::FourToSeven), Some(1));
    assert_eq!(south.standard.count, 0);
    let path = format!("?organization_id={}", tests::county::organization("north"));
    assert_eq!(figures(&app.reviewer(), &path).await.standard.count, 1);
    assert_eq!(figures(&app.clerk("south"), &path).await.standard.count, 0, "an agency always gets its own");
}

#[actix_web::test]
async fn a_span_has_an_order_and_an_end() {
    let app = TestApp::start().await;
    let clerk = app.clerk("north");
    for query in ["?from=2026-02-01&to=2026-01-01", "?from=1990-01-01&to=2026-01-01", "?from=soon"] {
        clerk.get(&format!("/reports/authorization-turnaround{query}")).await.expect(400);
    }
    assert_eq!(figures(&clerk, "?from=2026-01-15&to=2026-03-01").await.months.len(), 3);
}

#[actix_web::test]
async fn withdrawals_are_counted_in_their_month() {
    let app = TestApp::start().await;
    let request = given::authorization(&app, "north").await;
    let why = serde_json::json!({ "reason": "The family moved away." });
    app.clerk("north").post(&format!("/authorizations/{}/withdrawal", request.id), why).await.expect(200);
    let counted = figures(&app.reviewer(), "").await;
    assert_eq!(counted.months.iter().map(|month| month.withdrawn).sum::<i64>(), 1);
    assert!(counted.aging.iter().all(|age| age.count == 0));
}
