//! Setting up an agency's dollars, and who sees them.

use domain::funding::{FundingSource, ProviderAuthorization, ProviderAuthorizationDetail};
use domain::page::Page;
use serde_json::json;
use tests::{TestApp, county, given};

#[actix_web::test]
async fn every_source_comes_with_its_plans_and_procedures() {
    let app = TestApp::start().await;
    let sources: Vec<FundingSource> = app.clerk("north").get("/funding-sources").await.expect(200).read();
    assert_eq!(sources.len(), 15);
    let plan = sources.iter().flat_map(|source| &source.plans).find(|plan| plan.id == 212).unwrap();
    assert_eq!(plan.procedures[0].text, "H2015:HK");
}

#[actix_web::test]
async fn one_provider_authorization_for_agency_source_and_year() {
    let app = TestApp::start().await;
    let first = given::p_auth(&app, "north", 102, "1000.00").await;
    assert_eq!(first.remaining.to_string(), "1000.00");
    let again = json!({ "organization_id": county::organization("north"), "funding_source_id": 102,
        "fiscal_year": first.fiscal_year, "amount": "5.00" });
    let refused = app.administrator().post("/provider-authorizations", &again).await.expect(409).json();
    assert_eq!(refused["code"], "already_exists");
    assert_eq!(refused["existing_id"], json!(first.id));
    app.reviewer().post("/provider-authorizations", &again).await.expect(403);
}

#[actix_web::test]
async fn what_is_wrong_with_a_new_one_is_said_at_once() {
    let app = TestApp::start().await;
    let wrong = json!({ "organization_id": county::organization("county"), "funding_source_id": 1,
        "fiscal_year": 2026, "amount": "1.001" });
    let refused = app.administrator().post("/provider-authorizations", wrong).await.expect(422).json();
    let pointers: Vec<&str> =
        refused["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    assert_eq!(pointers, ["/amount", "/organization_id", "/funding_source_id"]);
}

#[actix_web::test]
async fn an_agency_sees_its_own_and_the_county_all() {
    let app = TestApp::start().await;
    let north = given::p_auth(&app, "north", 102, "1000.00").await;
    let south = given::p_auth(&app, "south", 102, "2000.00").await;
    let path = |id| format!("/provider-authorizations/{id}");
    let of_south = format!("/provider-authorizations?organization_id={}", south.organization_id);
    let seen: Page<ProviderAuthorization> = app.clerk("north").get(&of_south).await.expect(200).read();
    assert_eq!(seen.items.iter().map(|one| one.id).collect::<Vec<_>>(), [north.id]);
    app.clerk("north").get(&path(south.id)).await.expect(404);
    let detail: ProviderAuthorizationDetail = app.clerk("north").get(&path(north.id)).await.expect(200).read();
    assert_eq!(detail.ledger.len(), 1);
    assert!(detail.ledger[0].by.starts_with("County administrator"), "the agency sees who at the county did it");
    let all: Page<ProviderAuthorization> = app.reviewer().get("/provider-authorizations").await.expect(200).read();
    assert_eq!(all.items.len(), 2);
}

#[actix_web::test]
async fn pages_follow_one_another() {
    let app = TestApp::start().await;
    let sources: Vec<FundingSource> = app.clerk("north").get("/funding-sources").await.expect(200).read();
    for source in sources.iter().take(5).map(|source| source.id) {
        let new = json!({ "organization_id": county::organization("north"), "funding_source_id": source,
            "fiscal_year": 2026, "amount": "10.00" });
        app.administrator().post("/provider-authorizations", new).await.expect(201);
    }
    let whole: Page<ProviderAuthorization> =
        app.clerk("north").get("/provider-authorizations").await.expect(200).read();
    let (mut found, mut cursor) = (Vec::new(), String::new());
    loop {
        let path = format!("/provider-authorizations?limit=2{cursor}");
        let page: Page<ProviderAuthorization> = app.clerk("north").get(&path).await.expect(200).read();
        found.extend(page.items.into_iter().map(|one| one.id));
        let Some(next) = page.next_cursor else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(found.len(), 5);
    assert_eq!(found, whole.items.iter().map(|one| one.id).collect::<Vec<_>>());
    app.clerk("north").get("/provider-authorizations?limit=201").await.expect(400);
    app.clerk("north").get("/provider-authorizations?cursor=x").await.expect(400);
}
