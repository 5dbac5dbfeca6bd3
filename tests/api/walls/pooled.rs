//! One connection, taken in turn by one agency, by what goes wrong in every way it can, and by the other agency: who
//! asked before never shows.

use std::future::Future as _;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use domain::access::Role;
use domain::authorizations::AuthorizationRow;
use domain::page::Page;
use serde_json::json;
use tests::stumble::Stumble;
use tests::{TestApp, county, given};
use uuid::Uuid;

#[derive(QueryableByName)]
struct Seen {
    #[diesel(sql_type = BigInt)]
    rows: i64,
    #[diesel(sql_type = Text)]
    who: String,
}

/// What a statement sees of clients and requests when nobody said who asks.
const LEFT: &str = "SELECT (SELECT count(*) FROM authorizations) + (SELECT count(*) FROM enrollments)
        + (SELECT count(*) FROM clients) + (SELECT count(*) FROM drafts) AS rows,
    concat(current_setting('portico.organization', true), current_setting('portico.user', true),
        current_setting('portico.kind', true)) AS who";

/// South sees what is south's, and what is left on the connection afterwards shows nothing to nobody.
async fn south_sees_south(app: &TestApp, mine: Uuid, after: &str) {
    let page: Page<AuthorizationRow> = app.clerk("south").get("/authorizations").await.expect(200).read();
    let ids: Vec<Uuid> = page.items.iter().map(|row| row.id).collect();
    assert_eq!(ids, [mine], "after {after}");
    let (rows, who) = app
        .deps
        .db
        .anonymous(|conn, _| {
            let seen: Seen = diesel::sql_query(LEFT).get_result(conn)?;
            Ok((seen.rows, seen.who))
        })
        .await
        .unwrap();
    assert_eq!((rows, who.as_str()), (0, ""), "after {after} somebody was left behind");
}

#[actix_web::test]
async fn nobody_is_left_behind_on_a_connection() {
    let app = TestApp::narrow().await;
    let north = given::authorization(&app, "north").await;
    let south = given::authorization(&app, "south").await;
    let clerk = app.clerk("north");
    let path = format!("/authorizations/{}", north.id);

    clerk.get(&path).await.expect(200);
    south_sees_south(&app, south.id, "a read").await;
    clerk.get(&format!("/clients/{}", north.client.id)).await.expect(200);
    south_sees_south(&app, south.id, "a read that is one statement").await;
    app.reviewer().get("/review-queue").await.expect(200);
    south_sees_south(&app, south.id, "the county").await;
    clerk.post(&format!("{path}/notes"), json!({ "body": "x", "visibility": "agency_and_county" })).await.expect(201);
    south_sees_south(&app, south.id, "a write").await;
    clerk.get(&format!("/authorizations/{}", south.id)).await.expect(404);
    south_sees_south(&app, south.id, "what does not exist").await;
    clerk.post(&format!("{path}/claim"), json!({})).await.expect(403);
    south_sees_south(&app, south.id, "a refusal").await;
    clerk.post(&format!("{path}/withdrawal"), json!({ "reason": "" })).await.expect(422);
    south_sees_south(&app, south.id, "a rule that was broken").await;
    for n in [2, 3, 5] {
        let armed = app.database.stumble(Stumble::Dies, n);
        clerk.get(&path).await.expect(500);
        assert!(armed.happened().is_some());
        drop(armed);
        south_sees_south(&app, south.id, "a panic").await;
        let armed = app.database.stumble(Stumble::IsCutOff, n);
        clerk.get(&path).await.expect(503);
        assert!(armed.happened().is_some());
        drop(armed);
        south_sees_south(&app, south.id, "a lost connection").await;
    }
}

#[actix_web::test]
async fn a_statement_that_takes_too_long_leaves_nobody_behind() {
    let app = TestApp::narrow().await;
    let north = given::authorization(&app, "north").await;
    let south = given::authorization(&app, "south").await;
    let slow = "CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN PERFORM pg_sleep(20); RETURN new; END $$;
        CREATE TRIGGER slow BEFORE INSERT ON authorization_notes FOR EACH ROW EXECUTE FUNCTION slow()";
    app.database.owner().batch_execute(slow).unwrap();
    let note = json!({ "body": "x", "visibility": "agency_and_county" });
    let path = format!("/authorizations/{}/notes", north.id);
    let answer = app.clerk("north").post(&path, &note).await.expect(503);
    assert_eq!(answer.header("retry-after"), "2");
    // What was given up on still holds the only connection for a moment, until its own limit ends it.
    tokio::time::sleep(Duration::from_millis(600)).await;
    south_sees_south(&app, south.id, "a statement that took too long").await;
}

#[actix_web::test]
async fn a_client_that_hangs_up_leaves_nobody_behind() {
    let app = TestApp::narrow().await;
    let north = given::authorization(&app, "north").await;
    let south = given::authorization(&app, "south").await;
    let clerk = app.clerk("north");
    for wait in [0, 1, 2, 4, 8] {
        let path = format!("/authorizations/{}", north.id);
        let mut asked = Box::pin(clerk.get(&path));
        // Once it is under way, whoever asked goes.
        let first = asked.as_mut().poll(&mut Context::from_waker(Waker::noop()));
        assert!(matches!(first, Poll::Pending));
        tokio::time::sleep(Duration::from_millis(wait)).await;
        drop(asked);
        south_sees_south(&app, south.id, "a client that hung up").await;
    }
}

#[actix_web::test]
async fn outside_a_transaction_and_after_a_reset_nobody_sees_anything() {
    let app = TestApp::start().await;
    given::authorization(&app, "north").await;
    let mut conn = app.database.application();
    let session = county::session("north", Role::AgencyClerk);
    let who = format!("SELECT * FROM identity_actor('{session}', NULL, now())");
    let mut see = |before: &str| {
        conn.batch_execute(before).unwrap();
        diesel::sql_query(LEFT).get_result::<Seen>(&mut conn).unwrap().rows
    };
    assert!(see(&format!("BEGIN; {who}")) > 0, "inside, north sees its own");
    assert_eq!(see("COMMIT"), 0, "after the commit");
    assert_eq!(see(&who), 0, "a statement by itself");
    assert_eq!(see(&format!("BEGIN; {who}; ROLLBACK")), 0, "after a rollback");
    assert!(see(&format!("BEGIN; SAVEPOINT s; {who}")) > 0);
    assert_eq!(see("ROLLBACK TO SAVEPOINT s"), 0, "after a savepoint is taken back");
    see("ROLLBACK");
    assert_eq!(see("DISCARD ALL"), 0, "after a reset");
}
