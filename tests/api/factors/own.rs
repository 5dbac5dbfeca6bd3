//! Setting up, removing, and what is kept of it.

use actix_web::http::Method;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use domain::access::Role;
use domain::factors::{ConfirmedFactor, Factors, OwnSessions, TotpSetUp, from_base32};
use domain::session::Me;
use serde_json::json;
use tests::factors::{PASSWORD, begin, enrol, password, prove};
use tests::{Client, TestApp};
use time::Duration;

async fn token(app: &TestApp, name: &str) -> Client {
    let body = json!({ "user_name": name, "password": PASSWORD, "bearer": true });
    let me: Me = app.anonymous().post("/session", body).await.expect(200).read();
    app.anonymous().with_token(me.token)
}

#[actix_web::test]
async fn an_app_counts_once_a_code_confirmed_it() {
    let app = TestApp::start().await;
    let name = password(&app, "north", Role::AgencyClerk).await;
    let (here, there) = (token(&app, &name).await, token(&app, &name).await);
    let begun = begin(&app, &here).await;
    let path = format!("/factors/{}/confirmation", begun.id);
    let list: Factors = here.get("/factors").await.expect(200).read();
    assert!(list.items.is_empty() && !list.required);
    let wrong = here.post(&path, json!({ "code": begun.code_after(&app, 7) })).await.expect(422).json();
    assert_eq!(wrong["errors"][0]["pointer"], "/code");
    // Somebody else's is nobody's.
    app.clerk("south").post(&path, json!({ "code": begun.code(&app) })).await.expect(404);
    let done: ConfirmedFactor = here.post(&path, json!({ "code": begun.code(&app) })).await.expect(200).read();
    assert_eq!(done.recovery_codes.len(), 10);
    there.get("/session").await.expect(401);
    here.post(&path, json!({ "code": begun.code_after(&app, 1) })).await.expect(404);
    let list: Factors = here.get("/factors").await.expect(200).read();
    assert_eq!((list.items.len(), list.items[0].name.as_str(), list.recovery_codes_left), (1, "Telephone", 10));
    // A further one brings no further codes.
    app.deps.clock.shift(Duration::seconds(60));
    assert!(enrol(&app, &here).await.codes.is_empty());
    let (_, removed) = (prove(&app), here.delete(&format!("/factors/{}", list.items[0].id)).await);
    let left: Factors = removed.expect(200).read();
    assert_eq!((left.items.len(), left.recovery_codes_left), (1, 10));
    let left: Factors = here.delete(&format!("/factors/{}", left.items[0].id)).await.expect(200).read();
    assert_eq!((left.items.len(), left.recovery_codes_left), (0, 0));
    token(&app, &name).await;
}

#[actix_web::test]
async fn a_key_waits_half_an_hour_for_its_proof_and_gives_way_to_the_next() {
    let app = TestApp::start().await;
    let clerk = app.clerk("north");
    let (first, second) = (begin(&app, &clerk).await, begin(&app, &clerk).await);
    let path = |id: uuid::Uuid| format!("/factors/{id}/confirmation");
    clerk.post(&path(first.id), json!({ "code": first.code(&app) })).await.expect(404);
    app.deps.clock.shift(Duration::minutes(30));
    clerk.post(&path(second.id), json!({ "code": second.code(&app) })).await.expect(404);
}

#[actix_web::test]
async fn five_are_the_most() {
    let app = TestApp::start().await;
    let clerk = app.clerk("north");
    for _ in 0..5 {
        enrol(&app, &clerk).await;
    }
    clerk.post("/factors", json!({ "name": "A sixth" })).await.expect(409);
    for (name, code) in [("", "length"), ("  ", "required"), ("a\u{202e}b", "hidden_character")] {
        let refused = clerk.post("/factors", json!({ "name": name })).await.expect(422).json();
        assert_eq!(refused["errors"][0]["pointer"], "/name", "{code}");
    }
}

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Rows anywhere in the database that hold a text, as text or as bytes.
fn rows_with(app: &TestApp, table: &str, text: &str) -> i64 {
    let sql = format!(
        "SELECT count(*) AS n FROM {table} row WHERE row::text ILIKE '%' || $1 || '%'
             OR row::text ILIKE '%' || encode(convert_to($1, 'UTF8'), 'hex') || '%'"
    );
    diesel::sql_query(sql).bind::<Text, _>(text).get_result::<Found>(&mut app.database.owner()).unwrap().n
}

#[actix_web::test]
async fn keys_and_codes_are_in_one_answer_and_nowhere_else() {
    let app = TestApp::start().await;
    let clerk = app.clerk("north");
    prove(&app);
    let ask = |path: &str, body| clerk.ask(Method::POST, path).header("Idempotency-Key", "the-same-one").json(body);
    let begun: TotpSetUp = ask("/factors", json!({ "name": "Telephone" })).send().await.expect(201).read();
    assert_eq!(begun.secret.len(), 32);
    assert!(begun.uri.starts_with("otpauth://totp/Portico%20Mariposa%20Bay%20County:agency_clerk.north?secret="));
    ask("/factors", json!({ "name": "Telephone" })).send().await.expect(409);
    let key = from_base32(&begun.secret).unwrap();
    let code = api::totp::code(&key, domain::factors::step(app.deps.clock.now())).unwrap();
    let path = format!("/factors/{}/confirmation", begun.factor.id);
    let done: ConfirmedFactor = ask(&path, json!({ "code": code })).send().await.expect(200).read();
    ask(&path, json!({ "code": code })).send().await.expect(409);
    let bare = done.recovery_codes[0].replace('-', "");
    let hex: String = key.iter().map(|byte| format!("{byte:02x}")).collect();
    for table in ["factors", "recovery_codes", "idempotency_keys", "audit_events", "outbox"] {
        for secret in [begun.secret.as_str(), &hex, &done.recovery_codes[0], &bare] {
            assert_eq!(rows_with(&app, table, secret), 0, "{table} holds what opens the door");
        }
    }
}

#[actix_web::test]
async fn ones_own_sessions_are_listed_and_ended_one_by_one() {
    let app = TestApp::start().await;
    let name = password(&app, "north", Role::AgencyClerk).await;
    let (here, there) = (token(&app, &name).await, token(&app, &name).await);
    let list: OwnSessions = here.get("/sessions").await.expect(200).read();
    // The third is the one the tests' people are always in.
    assert_eq!(list.items.len(), 3);
    assert_eq!(list.items.iter().filter(|one| one.current).count(), 1);
    let theirs: OwnSessions = there.get("/sessions").await.expect(200).read();
    let other = theirs.items.iter().find(|one| one.current).unwrap().id;
    app.clerk("south").delete(&format!("/sessions/{other}")).await.expect(404);
    there.get("/session").await.expect(200);
    here.delete(&format!("/sessions/{other}")).await.expect(204);
    there.get("/session").await.expect(401);
    here.delete(&format!("/sessions/{other}")).await.expect(404);
    assert_eq!(here.get("/sessions").await.expect(200).read::<OwnSessions>().items.len(), 2);
    app.deps.clock.shift(Duration::minutes(14));
    here.get("/session").await.expect(200);
}
