//! Coverage: shared between a client's organizations, changed by the one that entered it.

use domain::clients::Client;
use domain::coverage::{CoverageSpan, PayerKind};
use domain::page::Page;
use serde_json::json;
use tests::{TestApp, county, given};

use crate::sensitivity::world as sensitivity;

async fn shared_client(app: &TestApp) -> Client {
    let client = given::client(app, "north").await;
    let admission = json!({ "program_id": county::program("south", "main"), "start_date": given::today(app) });
    app.clerk("south").post(&format!("/clients/{}/enrollments", client.id), admission).await.expect(201);
    client
}

#[actix_web::test]
async fn a_span_lights_the_lamp_and_is_seen_by_the_clients_organizations_only() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    assert!(!client.standing.covered);
    let span = given::coverage(&app, "north", client.id, PayerKind::MediCal).await;
    assert!(span.medi_cal && span.entered_by_my_organization);
    let path = format!("/clients/{}", client.id);
    let seen: Client = app.clerk("north").get(&path).await.expect(200).read();
    assert!(seen.standing.covered && seen.standing.enrolled && !seen.standing.authorized);
    app.clerk("south").get(&format!("{path}/coverage")).await.expect(404);
    app.clerk("south").patch(&format!("/coverage/{}", span.id), 1, json!({ "end_date": null })).await.expect(404);
    let new = given::new_coverage(&app, PayerKind::Medicare);
    app.clerk("south").post(&format!("{path}/coverage"), new).await.expect(404);
}

#[actix_web::test]
async fn another_organizations_span_is_read_and_not_changed() {
    let app = TestApp::start().await;
    let client = shared_client(&app).await;
    let span = given::coverage(&app, "north", client.id, PayerKind::MediCal).await;
    let south = app.clerk("south");
    let listed: Page<CoverageSpan> = south.get(&format!("/clients/{}/coverage", client.id)).await.expect(200).read();
    assert!(!listed.items[0].entered_by_my_organization);
    let path = format!("/coverage/{}", span.id);
    let end = json!({ "end_date": given::today(&app) });
    south.patch(&path, 1, &end).await.expect(403);
    app.administrator().patch(&path, 1, &end).await.expect(200);
    app.clerk("north").patch(&path, 1, &end).await.expect(412);
    let after: CoverageSpan = app.clerk("north").patch(&path, 2, json!({ "end_date": null })).await.expect(200).read();
    assert_eq!((after.end_date, after.version), (None, 3));
}

#[actix_web::test]
async fn coverage_that_implies_substance_use_treatment_is_entered_and_seen_by_such_a_programs_people() {
    let app = TestApp::start().await;
    let client = shared_client(&app).await;
    let program = sensitivity::program(&app).await;
    let list = format!("/clients/{}/coverage", client.id);
    let (member, north, south) = (sensitivity::member(&app), app.clerk("north"), app.clerk("south"));
    let new = given::new_coverage(&app, PayerKind::MediCalDmc);
    for person in [&north, &south, &app.administrator()] {
        let refused = person.post(&list, &new).await.expect(422).json();
        assert_eq!(refused["errors"][0]["code"], "part2_program_only");
    }
    let span: CoverageSpan = member.post(&list, &new).await.expect(201).read();
    member.post(&list, &new).await.expect(422);
    let listed = |answer: tests::Answer| answer.expect(200).read::<Page<CoverageSpan>>().items.len();
    assert_eq!(listed(member.get(&list).await), 1);
    for person in [&north, &south, &app.reviewer(), &app.administrator()] {
        assert_eq!(listed(person.get(&list).await), 0);
        let seen: Client = person.get(&format!("/clients/{}", client.id)).await.expect(200).read();
        assert!(!seen.standing.covered);
    }
    south.patch(&format!("/coverage/{}", span.id), 1, json!({ "end_date": null })).await.expect(404);
    assert!(!program.is_nil());
}

#[actix_web::test]
async fn spans_of_one_payer_do_not_overlap_even_when_sent_at_once() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let (clerk, path) = (app.clerk("north"), format!("/clients/{}/coverage", client.id));
    let new = given::new_coverage(&app, PayerKind::MediCal);
    let answers = futures_util::future::join_all((0..4).map(|_| clerk.post(&path, &new))).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 201).count(), 1);
    let refused = clerk.post(&path, &new).await.expect(422).json();
    assert_eq!(refused["errors"][0]["code"], "overlaps");
    let typed = json!({ "payer": "medi_cal", "plan_name": "Medi-Cal", "member_id": "12", "start_date": "1800-01-01" });
    let refused = clerk.post(&path, typed).await.expect(422).json();
    assert!(refused["errors"].as_array().unwrap().len() >= 2);
}
