//! One client's record, for those who may know it.

use api::db::schema::access_records as records;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use domain::clients::{Client, EnrolledHere};
use tests::{TestApp, county, given};

#[actix_web::test]
async fn the_record_is_read_by_the_clients_agency_and_the_county_only() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let path = format!("/clients/{}", client.id);
    let answer = app.clerk("north").get(&path).await.expect(200);
    assert_eq!(answer.header("etag"), "\"v1\"");
    assert_eq!(answer.read::<Client>().enrolled_here, EnrolledHere::Open);
    app.reviewer().get(&path).await.expect(200);
    let stranger = app.clerk("south").get(&path).await.expect(404);
    assert!(!stranger.text().contains(&client.last_name));
    app.reviewer().get(&format!("/clients/{}", county::id("nobody"))).await.expect(404);
    app.clerk("north").get("/clients/not-an-id").await.expect(400);
}

#[actix_web::test]
async fn reading_a_record_is_recorded_before_it_is_shown() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    app.clerk("north").get(&format!("/clients/{}", client.id)).await.expect(200);
    let seen: Vec<Vec<uuid::Uuid>> = records::table
        .filter(records::operation.eq("clients.read"))
        .select(records::client_ids)
        .load(&mut app.database.owner())
        .unwrap();
    assert_eq!(seen, [vec![client.id]]);
}

/// The record travels with the question who asks in one statement; whoever may not see it must hear why all the same.
#[actix_web::test]
async fn a_record_is_refused_as_everything_is() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let (path, clerk) = (format!("/clients/{}", client.id), app.clerk("north"));
    app.anonymous().get(&path).await.expect(401);
    let new_terms =
        "INSERT INTO terms_versions (version, title, body, published_on) VALUES (9, 'New', 'New', '2026-01-01')";
    app.database.owner().batch_execute(new_terms).unwrap();
    assert_eq!(clerk.get(&path).await.expect(403).code(), "terms_not_accepted");
    let seen: i64 = records::table
        .filter(records::operation.eq("clients.read"))
        .count()
        .get_result(&mut app.database.owner())
        .unwrap();
    assert_eq!(seen, 0, "what was not shown was not seen");
}
