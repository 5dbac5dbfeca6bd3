//! What of a client's record went outside: entered once, never changed, given to the client as a file.

use actix_web::http::Method;
use domain::access::Role;
use domain::page::Page;
use domain::record::Disclosure;
use serde_json::json;
use tests::{TestApp, given};

#[actix_web::test]
async fn a_disclosure_made_outside_is_entered_and_listed() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let path = format!("/clients/{}/disclosures", client.id);
    let new = |day, recipient: &str| {
        json!({ "disclosed_on": day, "recipient": recipient, "recipient_address": "1 Court Plaza",
            "what": "Dates of service", "purpose": "Answer to a subpoena", "basis": "subpoena" })
    };
    let officer = app.privacy_officer();
    let made: Disclosure =
        officer.post(&path, new(given::days_ago(&app, 1), " =Superior Court ")).await.expect(201).read();
    assert_eq!((made.recipient.as_str(), made.by_hand), ("=Superior Court", true));
    officer.post(&path, new(given::days_ago(&app, 400), "County Coroner")).await.expect(201);
    officer.post(&path, new(given::days_ago(&app, 7 * 366), "Too long ago")).await.expect(201);
    let listed = officer.get(&path).await.expect(200).read::<Page<Disclosure>>().items;
    let recipients: Vec<_> = listed.iter().map(|one| one.recipient.as_str()).collect();
    assert_eq!(recipients, ["=Superior Court", "County Coroner"], "six years, the latest first");
    assert_eq!(listed[0].entered_by_name.as_deref(), Some("Privacy officer of county"));

    let file = officer.ask(Method::GET, &path).header("Accept", "text/csv").send().await.expect(200);
    assert_eq!(file.header("x-row-count"), "2");
    assert!(file.text().contains("'=Superior Court") && file.text().contains("Subpoena"), "{}", file.text());

    // The agency did not disclose these; the county's list is not its own.
    let agency = app.person("north", Role::AgencySupervisor);
    assert!(agency.get(&path).await.expect(200).read::<Page<Disclosure>>().items.is_empty());
    agency.post(&path, new(given::days_ago(&app, 1), "Somebody")).await.expect(403);
}

#[actix_web::test]
async fn what_is_missing_is_said_field_by_field() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let path = format!("/clients/{}/disclosures", client.id);
    let new = json!({ "disclosed_on": given::today(&app) + time::Duration::days(2), "recipient": " ", "what": "x",
        "purpose": " ", "basis": "subpoena" });
    let refused = app.privacy_officer().post(&path, new).await.expect(422).json();
    let pointers: Vec<_> = refused["errors"].as_array().unwrap().iter().map(|one| one["pointer"].clone()).collect();
    assert_eq!(pointers, ["/recipient", "/purpose", "/disclosed_on"]);
    app.privacy_officer()
        .post(
            "/clients/01890000-0000-7000-8000-000000000000/disclosures",
            json!({
        "disclosed_on": given::days_ago(&app, 1), "recipient": "Court", "what": "x", "purpose": "y", "basis": "subpoena" }),
        )
        .await
        .expect(404);
}
