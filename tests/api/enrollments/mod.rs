//! Admissions: one's own programs, one at a time in a program, and how they let an agency in.

use domain::clients::Client;
use domain::enrollments::Enrollment;
use domain::page::Page;
use serde_json::json;
use tests::{TestApp, county, given};

#[actix_web::test]
async fn an_admission_of_another_agencys_client_opens_the_record_to_the_agency_that_made_it() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let (south, path) = (app.clerk("south"), format!("/clients/{}", client.id));
    south.get(&path).await.expect(404);
    south.get(&format!("{path}/enrollments")).await.expect(404);
    let admission = json!({ "program_id": county::program("south", "main"), "start_date": given::today(&app) });
    let made: Enrollment = south.post(&format!("{path}/enrollments"), &admission).await.expect(201).read();
    assert!(made.mine && made.program_name == "south main");
    let seen: Client = south.get(&path).await.expect(200).read();
    assert_eq!(seen.last_name, client.last_name);
    let own: Page<Enrollment> = south.get(&format!("{path}/enrollments")).await.expect(200).read();
    assert_eq!(own.items.iter().map(|one| one.id).collect::<Vec<_>>(), [made.id]);
    let all: Page<Enrollment> = app.reviewer().get(&format!("{path}/enrollments")).await.expect(200).read();
    assert_eq!(all.items.len(), 2);
    assert!(all.items.iter().all(|one| !one.mine));
}

#[actix_web::test]
async fn only_ones_own_programs_take_admissions() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let path = format!("/clients/{}/enrollments", client.id);
    let foreign = json!({ "program_id": county::program("south", "main"), "start_date": given::today(&app) });
    let refused = app.clerk("north").post(&path, &foreign).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/program_id");
    app.clerk("south").get(&format!("/clients/{}", client.id)).await.expect(404);
    app.administrator().post(&path, &foreign).await.expect(201);
    app.reviewer().post(&path, &foreign).await.expect(403);
    let nobody = format!("/clients/{}/enrollments", county::id("nobody"));
    app.clerk("south").post(&nobody, &foreign).await.expect(404);
}

#[actix_web::test]
async fn an_admission_is_ended_with_a_reason_and_opened_again() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let north = app.clerk("north");
    let listed: Page<Enrollment> = north.get(&format!("/clients/{}/enrollments", client.id)).await.expect(200).read();
    let one = &listed.items[0];
    let path = format!("/enrollments/{}", one.id);
    let refused = north.patch(&path, 1, json!({ "end_date": given::today(&app) })).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/end_reason");
    let end = json!({ "end_date": given::days_ago(&app, 2), "end_reason": "completed" });
    app.clerk("south").patch(&path, 1, &end).await.expect(404);
    let answer = north.patch(&path, 1, &end).await.expect(200);
    assert_eq!(answer.header("etag"), "\"v2\"");
    north.patch(&path, 1, &end).await.expect(412);
    let closed: Client = north.get(&format!("/clients/{}", client.id)).await.expect(200).read();
    assert!(!closed.standing.enrolled);
    let open: Enrollment = north.patch(&path, 2, json!({ "end_date": null })).await.expect(200).read();
    assert_eq!((open.end_date, open.end_reason, open.version), (None, None, 3));
}

#[actix_web::test]
async fn the_same_admission_sent_at_once_is_made_once() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let path = format!("/clients/{}/enrollments", client.id);
    let body = json!({ "program_id": county::program("north", "annex"), "start_date": given::today(&app) });
    let clerk = app.clerk("north");
    let answers = futures_util::future::join_all((0..4).map(|_| clerk.post(&path, &body))).await;
    let mut statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses[0], 201);
    assert!(statuses[1..].iter().all(|status| [409, 422].contains(status)), "{statuses:?}");
}
