//! The rules of a request on the server, over real rows. Each is refused with its field.

use domain::authorizations::{NewAuthorization, Submitted};
use domain::coverage::PayerKind;
use serde_json::json;
use tests::{TestApp, county, given};
use time::Duration;

/// The codes of the fields at fault.
async fn refused(app: &TestApp, new: &NewAuthorization) -> Vec<(String, String)> {
    let problem = app.clerk("north").post("/authorizations", new).await.expect(422).json();
    let text = |error: &serde_json::Value, part: &str| error[part].as_str().unwrap_or_default().to_owned();
    problem["errors"].as_array().unwrap().iter().map(|error| (text(error, "pointer"), text(error, "code"))).collect()
}

fn one(pointer: &str, code: &str) -> Vec<(String, String)> {
    vec![(pointer.to_owned(), code.to_owned())]
}

#[actix_web::test]
async fn each_rule_names_its_field() {
    let app = TestApp::start().await;
    let client = given::ready_client(&app, "north").await;
    let good = given::new_authorization(&app, "north", client.id);
    let with = |change: &dyn Fn(&mut NewAuthorization)| {
        let mut new = good.clone();
        change(&mut new);
        new
    };
    let foreign = county::program("south", "main");
    let annex = county::program("north", "annex");
    let before = given::days_ago(&app, 40);
    for (new, expected) in [
        (with(&|new| new.program_id = foreign), one("/program_id", "program")),
        (with(&|new| new.program_id = annex), one("/program_id", "program")),
        (with(&|new| new.units = 0), one("/units", "range")),
        (with(&|new| new.end_date = new.start_date - Duration::days(1)), one("/end_date", "period_order")),
        (with(&|new| new.procedure = "H2019:HE".to_owned()), one("/procedure", "plan_covers_procedure")),
        (with(&|new| (new.start_date, new.end_date) = (before, before)), one("/start_date", "admission")),
        (with(&|new| new.attachment_ids = vec![county::id("nothing")]), one("/attachment_ids/0", "not_staged")),
    ] {
        assert_eq!(refused(&app, &new).await.first(), expected.first(), "{expected:?}");
    }
    app.clerk("north").post("/authorizations", with(&|new| new.plan_id = 999)).await.expect(422);
    app.clerk("north").post("/authorizations", &good).await.expect(201);
}

#[actix_web::test]
async fn without_coverage_there_is_no_financial_eligibility() {
    let app = TestApp::start().await;
    given::p_auth(&app, "north", 102, "10.00").await;
    let client = given::client(&app, "north").await;
    let found = refused(&app, &given::new_authorization(&app, "north", client.id)).await;
    assert!(found.contains(&("/start_date".to_owned(), "financial_eligibility".to_owned())), "{found:?}");
}

#[actix_web::test]
async fn a_medi_cal_plan_needs_medi_cal_on_that_day() {
    let app = TestApp::start().await;
    given::p_auth(&app, "north", 102, "10.00").await;
    let client = given::client(&app, "north").await;
    given::coverage(&app, "north", client.id, PayerKind::CountyFunded).await;
    let found = refused(&app, &given::new_authorization(&app, "north", client.id)).await;
    assert!(found.iter().any(|(_, code)| code == "medi_cal"), "{found:?}");
}

#[actix_web::test]
async fn without_money_left_nothing_is_sent() {
    let app = TestApp::start().await;
    let client = given::ready_client(&app, "north").await;
    let new = given::new_authorization(&app, "north", client.id);
    let held = app.administrator().get("/provider-authorizations").await.expect(200).json();
    let path = format!("/provider-authorizations/{}/ledger", held["items"][0]["id"].as_str().unwrap());
    let all = json!({ "kind": "draw", "amount": held["items"][0]["remaining"], "reason": "Claims of July" });
    app.administrator().post(&path, all).await.expect(201);
    assert_eq!(refused(&app, &new).await, one("/plan_id", "provider_authorization"));
    let more = json!({ "kind": "amendment", "amount": "1.00", "reason": "Amendment 1" });
    app.administrator().post(&path, more).await.expect(201);
    app.clerk("north").post("/authorizations", &new).await.expect(201);
}

#[actix_web::test]
async fn what_was_withdrawn_takes_up_no_time() {
    let app = TestApp::start().await;
    let client = given::ready_client(&app, "north").await;
    let new = given::new_authorization(&app, "north", client.id);
    let sent: Submitted = app.clerk("north").post("/authorizations", &new).await.expect(201).read();
    assert_eq!(refused(&app, &new).await, one("/overlap_reason", "overlap"));
    let path = format!("/authorizations/{}/withdrawal", sent.authorizations[0].id);
    app.clerk("north").post(&path, json!({ "reason": "Sent by mistake." })).await.expect(200);
    app.clerk("north").post("/authorizations", &new).await.expect(201);
}

#[actix_web::test]
async fn a_source_that_leaves_medi_cal_open_asks() {
    let app = TestApp::start().await;
    let client = given::ready_client(&app, "north").await;
    given::p_auth(&app, "north", 96, "10.00").await;
    let mut new = given::new_authorization(&app, "north", client.id);
    new.plan_id = 233;
    let found = refused(&app, &new).await;
    assert!(found.contains(&("/medi_cal".to_owned(), "medi_cal_answered".to_owned())), "{found:?}");
    new.medi_cal = Some(true);
    let sent: Submitted = app.clerk("north").post("/authorizations", &new).await.expect(201).read();
    assert!(sent.authorizations[0].medi_cal);
}
