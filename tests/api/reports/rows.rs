//! Authorization Request Status on the screen.

use domain::authorizations::AuthorizationRow;
use domain::page::Page;
use serde_json::{Value, json};
use tests::{Client, TestApp, county, given};
use time::Duration;

async fn numbers(person: &Client, criteria: Value) -> Vec<i64> {
    let page: Page<AuthorizationRow> = person.post("/reports/authorization-status", criteria).await.expect(200).read();
    page.items.iter().map(|row| row.number).collect()
}

#[actix_web::test]
async fn an_agency_reports_its_own_and_the_county_all() {
    let app = TestApp::start().await;
    let north = given::authorization(&app, "north").await;
    let south = given::approved(&app, "south").await;
    let county = app.reviewer();
    assert_eq!(numbers(&county, json!({})).await, [south.number, north.number]);
    let of_north = json!({ "organization_id": county::organization("north") });
    assert_eq!(numbers(&county, of_north.clone()).await, [north.number]);
    assert_eq!(numbers(&app.clerk("north"), json!({})).await, [north.number]);
    assert_eq!(numbers(&app.clerk("south"), of_north).await, [south.number], "an agency always gets its own");
    assert_eq!(numbers(&county, json!({ "status": "active" })).await, [south.number]);
    assert_eq!(numbers(&county, json!({ "review_status": "submitted" })).await, [north.number]);
}

#[actix_web::test]
async fn every_criterion_narrows() {
    let app = TestApp::start().await;
    let clerk = app.clerk("north");
    let one = given::authorization(&app, "north").await;
    let two = given::authorization(&app, "north").await;
    let (last, first) = two.client.name.split_once(", ").unwrap();
    let today = given::today(&app);
    let tomorrow = (today + Duration::days(2)).to_string();
    let main = county::program("north", "main");
    for (criteria, expected) in [
        (json!({ "client_number": one.client.client_number }), vec![one.number]),
        (json!({ "client_name": two.client.name }), vec![two.number]),
        (json!({ "client_name": format!("{first} {last}") }), vec![two.number]),
        (json!({ "client_name": "?!" }), vec![]),
        (json!({ "text": one.number.to_string() }), vec![one.number]),
        (json!({ "text": last.to_uppercase() }), vec![two.number]),
        (json!({ "text": "h2015" }), vec![two.number, one.number]),
        (json!({ "text": "100%" }), vec![]),
        (json!({ "text": "_" }), vec![]),
        (json!({ "program_id": main, "funding_source_id": 102 }), vec![two.number, one.number]),
        (json!({ "funding_source_id": 103 }), vec![]),
        (json!({ "from": tomorrow }), vec![]),
        (json!({ "to": (today - Duration::days(2)).to_string() }), vec![]),
        (json!({ "from": (today - Duration::days(2)).to_string(), "to": tomorrow }), vec![two.number, one.number]),
    ] {
        assert_eq!(numbers(&clerk, criteria.clone()).await, expected, "{criteria}");
    }
    clerk.post("/reports/authorization-status", json!({ "limit": 201 })).await.expect(400);
    clerk.post("/reports/authorization-status", json!({ "colour": "red" })).await.expect(422);
}

#[actix_web::test]
async fn pages_follow_each_other_without_a_gap() {
    let app = TestApp::start().await;
    let mut sent = Vec::new();
    for _ in 0..3 {
        sent.insert(0, given::authorization(&app, "north").await.number);
    }
    let mut criteria = json!({ "limit": 2 });
    let mut found = Vec::new();
    loop {
        let page: Page<AuthorizationRow> =
            app.clerk("north").post("/reports/authorization-status", &criteria).await.expect(200).read();
        found.extend(page.items.iter().map(|row| row.number));
        let Some(cursor) = page.next_cursor else { break };
        criteria["cursor"] = cursor.into();
    }
    assert_eq!(found, sent);
}
