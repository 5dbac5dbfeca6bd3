//! One client's record, for those who may know it.

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
    use api::db::schema::access_records as records;
    use diesel::prelude::*;
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
