//! Live updates from the change to the open page.

use std::time::Duration;

use actix_web::http::Method;
use api::events::Stream;
use domain::access::Role;
use domain::coverage::{CoverageSpan, PayerKind};
use domain::enrollments::Enrollment;
use serde_json::json;
use tests::actor::Opened;
use tests::{Client, TestApp, county, given};
use uuid::Uuid;

async fn live() -> TestApp {
    let app = TestApp::with(|deps| deps.stream = Stream::beating(Duration::from_millis(300))).await;
    app.go_live();
    app
}

async fn open(person: &Client) -> Opened {
    let mut stream = person.ask(Method::GET, "/events").open().await;
    assert_eq!(stream.status, 200);
    assert!(stream.next().await.unwrap().starts_with("retry:"));
    stream
}

/// The next event; heartbeats aside.
async fn heard(stream: &mut Opened) -> Option<String> {
    loop {
        let piece = stream.next().await?;
        if piece.starts_with("id:") {
            return Some(piece);
        }
    }
}

fn id(event: &str) -> i64 {
    event.strip_prefix("id: ").unwrap().lines().next().unwrap().parse().unwrap()
}

#[actix_web::test]
async fn a_change_reaches_its_agency_and_the_county_and_nobody_else() {
    let app = live().await;
    let (mut north, mut south, mut county) =
        (open(&app.clerk("north")).await, open(&app.clerk("south")).await, open(&app.reviewer()).await);
    let request = given::authorization(&app, "north").await;
    for stream in [&mut north, &mut county] {
        loop {
            let event = heard(stream).await.expect("an event");
            if event.contains(&request.id.to_string()) {
                assert!(event.contains("\"kind\":\"authorization\""));
                assert!(event.contains(&request.client.id.to_string()));
                break;
            }
        }
    }
    let news = json!({ "title": "For everybody", "body": "All of it." });
    app.reviewer().post("/news", news).await.expect(201);
    let first = heard(&mut south).await.expect("an event");
    assert!(first.contains("\"kind\":\"news\""), "the other agency hears of nothing before: {first}");
    assert!(!first.contains("everybody"), "ids and kinds only");
}

#[actix_web::test]
async fn a_broken_stream_goes_on_where_it_stopped() {
    let app = live().await;
    let mut stream = open(&app.reviewer()).await;
    let news = json!({ "title": "One", "body": "Text." });
    app.reviewer().post("/news", &news).await.expect(201);
    let first = id(&heard(&mut stream).await.unwrap());
    drop(stream);
    app.reviewer().post("/news", &news).await.expect(201);
    given::authorization(&app, "south").await;
    // Heard by somebody else: so it is published.
    let mut other = open(&app.clerk("south")).await;
    app.reviewer().post("/news", &news).await.expect(201);
    heard(&mut other).await.unwrap();
    let clerk = app.clerk("north");
    let again = clerk.ask(Method::GET, "/events").header("Last-Event-ID", &first.to_string());
    let mut again = again.open().await;
    assert!(again.next().await.unwrap().starts_with("retry:"));
    for _ in 0..2 {
        let event = heard(&mut again).await.unwrap();
        assert!(id(&event) > first && event.contains("news"), "{event}");
    }
    clerk.ask(Method::GET, "/events").header("Last-Event-ID", "yesterday").send().await.expect(400);
}

#[actix_web::test]
async fn a_stream_ends_with_its_session_and_does_not_prolong_it() {
    use diesel::prelude::*;
    let app = live().await;
    let mut stream = open(&app.clerk("north")).await;
    assert!(stream.next().await.unwrap().starts_with(": "), "a heartbeat");
    let session = county::session("north", Role::AgencyClerk);
    let renew = "UPDATE sessions SET expires_at = expires_at + 60, former_expires_at = NULL WHERE id = $1";
    diesel::sql_query(renew).bind::<diesel::sql_types::Uuid, _>(session).execute(&mut app.database.owner()).unwrap();
    assert!(stream.next().await.is_some(), "another tab's newer token does not end it");
    diesel::sql_query("UPDATE sessions SET ended_at = now() WHERE id = $1")
        .bind::<diesel::sql_types::Uuid, _>(session)
        .execute(&mut app.database.owner())
        .unwrap();
    while stream.next().await.is_some() {}
}

#[actix_web::test]
async fn a_server_that_stops_ends_its_streams() {
    let app = live().await;
    let mut stream = open(&app.clerk("north")).await;
    app.deps.stream.close();
    while stream.next().await.is_some() {}
    let mut late = app.clerk("north").ask(Method::GET, "/events").open().await;
    while late.next().await.is_some() {}
}

/// Everything heard up to the first event about something.
async fn until(stream: &mut Opened, subject: Uuid) -> Vec<String> {
    let mut events = Vec::new();
    let about = format!("\"subject_id\":\"{subject}\"");
    while events.last().is_none_or(|event: &String| !event.contains(&about)) {
        events.push(heard(stream).await.expect("an event"));
    }
    events
}

#[actix_web::test]
async fn admissions_and_coverage_are_announced_by_their_own_kinds() {
    let app = live().await;
    let client = given::client(&app, "north").await;
    let mut stream = open(&app.clerk("north")).await;
    let admission = json!({ "program_id": county::program("north", "annex"), "start_date": given::today(&app) });
    let path = format!("/clients/{}/enrollments", client.id);
    let admitted: Enrollment = app.clerk("north").post(&path, admission).await.expect(201).read();
    let span = given::coverage(&app, "north", client.id, PayerKind::MediCal).await;
    for (id, kind) in [(admitted.id, "enrollment"), (span.id, "coverage")] {
        let events = until(&mut stream, id).await;
        assert!(events.last().unwrap().contains(&format!("\"kind\":\"{kind}\"")));
    }
    // What the county changes is told to the agency that knows the client.
    let end = json!({ "end_date": given::today(&app) });
    app.administrator().patch(&format!("/coverage/{}", span.id), 1, end).await.expect(200);
    until(&mut stream, span.id).await;
}

#[actix_web::test]
async fn walled_coverage_is_not_announced_to_others_who_know_the_client() {
    let app = live().await;
    let client = given::client(&app, "north").await;
    let admission = json!({ "program_id": county::program("south", "main"), "start_date": given::today(&app) });
    app.clerk("south").post(&format!("/clients/{}/enrollments", client.id), admission).await.expect(201);
    let mut south = open(&app.clerk("south")).await;
    let path = format!("/clients/{}/coverage", client.id);
    crate::sensitivity::world::program(&app).await;
    let walled = given::new_coverage(&app, PayerKind::MediCalDmc);
    let member = crate::sensitivity::world::member(&app);
    let walled: CoverageSpan = member.post(&path, walled).await.expect(201).read();
    let shared = given::new_coverage(&app, PayerKind::Medicare);
    let shared: CoverageSpan = app.administrator().post(&path, shared).await.expect(201).read();
    let events = until(&mut south, shared.id).await;
    assert!(!events.iter().any(|event| event.contains(&walled.id.to_string())));
}
