//! An API token from its making to its end.

use api::db::schema::{api_tokens, audit_events};
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use domain::access::{Permission, Role};
use domain::page::Page;
use domain::tokens::{ApiToken, ScopeEntry, TokenMade};
use serde_json::{Value, json};
use tests::{Client, TestApp, county, given, tokens};
use time::Duration;
use uuid::Uuid;

const SUPERVISOR: (&str, Role) = ("north", Role::AgencySupervisor);

fn in_days(app: &TestApp, days: i64) -> String {
    (given::today(app) + Duration::days(days)).to_string()
}

fn new(app: &TestApp, more: Value) -> Value {
    let mut token = json!({ "name": "Nightly report", "scopes": ["read_clients", "read_reference"],
        "expires_on": in_days(app, 30) });
    token.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    token
}

fn supervisor(app: &TestApp) -> Client {
    app.person(SUPERVISOR.0, SUPERVISOR.1)
}

async fn made(app: &TestApp, more: Value) -> (TokenMade, Client) {
    let made: TokenMade = supervisor(app).post("/tokens", new(app, more)).await.expect(201).read();
    let program = app.anonymous().with_token(Some(made.secret.clone()));
    (made, program)
}

#[actix_web::test]
async fn a_token_acts_for_its_owner_and_is_stored_as_a_digest_only() {
    let app = TestApp::start().await;
    let client = given::client(&app, "north").await;
    let (made, program) = made(&app, json!({})).await;
    assert!(made.secret.starts_with("portico_live_") && made.secret.ends_with(&made.token.hint), "{}", made.token.hint);
    // The session and the token take turns on the same connections, on the read that is one statement.
    for _ in 0..6 {
        program.get(&format!("/clients/{}", client.id)).await.expect(200);
        app.clerk("north").get(&format!("/clients/{}", client.id)).await.expect(200);
    }
    program.get("/organizations").await.expect(200);
    let other = given::client(&app, "south").await;
    program.get(&format!("/clients/{}", other.id)).await.expect(404);
    let mut owner = app.database.owner();
    let row: String = diesel::select(diesel::dsl::sql::<diesel::sql_types::Text>(
        "(SELECT string_agg(t::text, ' ') FROM api_tokens t)",
    ))
    .get_result(&mut owner)
    .unwrap();
    assert!(!row.contains(&made.secret) && !row.contains(&hex(made.secret.as_bytes())), "the text is stored");
    let mut application = app.database.application();
    assert!(application.batch_execute("SELECT digest FROM api_tokens").is_err(), "the application can read digests");
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[actix_web::test]
async fn what_a_token_does_stands_under_its_owner_and_its_own_id() {
    let app = TestApp::start().await;
    let (made, program) = made(&app, json!({ "scopes": ["manage_people"] })).await;
    let person = json!({ "user_name": "new.person", "display_name": "Ana Rivera", "role": "agency_clerk",
        "organization_id": county::organization("north") });
    program.post("/users", person).await.expect(201);
    program.get("/tokens").await.expect(403);
    let rows: Vec<(Option<Uuid>, Option<Uuid>, String, Value)> = audit_events::table
        .filter(audit_events::session_id.eq(made.token.id))
        .order(audit_events::at)
        .select((audit_events::user_id, audit_events::session_id, audit_events::action, audit_events::detail))
        .load(&mut app.database.owner())
        .unwrap();
    let owner = Some(county::user(SUPERVISOR.0, SUPERVISOR.1));
    let told: Vec<_> = rows.iter().map(|row| (row.0, row.2.as_str(), row.3["credential"].as_str())).collect();
    assert_eq!(told, [(owner, "users.create", Some("token")), (owner, "tokens.list", Some("token"))]);
}

#[actix_web::test]
async fn what_is_taken_away_is_gone_at_the_next_request() {
    let end = [
        ("UPDATE api_tokens SET revoked_at = now()", 401),
        ("UPDATE users SET active = false WHERE user_name = 'agency_supervisor.north'", 401),
        ("UPDATE organizations SET active = false WHERE short_name = 'north'", 401),
        ("UPDATE users SET role = 'agency_clerk' WHERE user_name = 'agency_supervisor.north'", 403),
    ];
    for (how, status) in end {
        let app = TestApp::start().await;
        let (program, _) = tokens::program(&app, SUPERVISOR, &[Permission::ReadPeople]);
        program.get("/users").await.expect(200);
        app.database.owner().batch_execute(how).unwrap();
        assert_eq!(program.get("/users").await.status, status, "{how}");
    }
    let app = TestApp::start().await;
    let (made, program) = made(&app, json!({})).await;
    program.get("/organizations").await.expect(200);
    app.deps.clock.shift(Duration::days(29));
    program.get("/organizations").await.expect(200);
    app.deps.clock.shift(Duration::days(3));
    program.get("/organizations").await.expect(401);
    supervisor(&app).delete(&format!("/tokens/{}", made.token.id)).await.expect(204);
}

#[actix_web::test]
async fn a_token_is_good_from_its_addresses_only() {
    let app = TestApp::start().await;
    let (_, program) = made(&app, json!({ "addresses": ["198.51.100.0/24", "2001:db8::/32"] })).await;
    let from = async |address: &str| {
        let peer = address.parse().unwrap();
        program.ask("GET".parse().unwrap(), "/organizations").from(peer).send().await.status
    };
    assert_eq!(from("198.51.100.7:1234").await, 200);
    assert_eq!(from("[::ffff:198.51.100.9]:1234").await, 200);
    assert_eq!(from("[2001:db8::7]:1234").await, 200);
    assert_eq!(from("198.51.101.7:1234").await, 401);
    assert_eq!(from("127.0.0.1:1234").await, 401);
    program.get("/organizations").await.expect(401);
    let spoofed = program.ask("GET".parse().unwrap(), "/organizations").header("X-Forwarded-For", "198.51.100.7");
    spoofed.from("127.0.0.1:1".parse().unwrap()).send().await.expect(401);
}

#[actix_web::test]
async fn the_last_use_is_noted_once_a_minute() {
    let app = TestApp::start().await;
    let (made, program) = made(&app, json!({})).await;
    let noted = || {
        let rows: Vec<(Option<time::OffsetDateTime>, Option<String>)> = api_tokens::table
            .filter(api_tokens::id.eq(made.token.id))
            .select((api_tokens::last_used_at, api_tokens::last_used_from))
            .load(&mut app.database.owner())
            .unwrap();
        rows.into_iter().next().unwrap()
    };
    assert_eq!(noted(), (None, None));
    let from = |port: u16| std::net::SocketAddr::from(([203, 0, 113, 7], port));
    let ask = async || {
        program.ask("GET".parse().unwrap(), "/organizations").from(from(1)).send().await.expect(200);
    };
    ask().await;
    let first = noted();
    assert_eq!(first.1.as_deref(), Some("203.0.113.7"));
    ask().await;
    assert_eq!(noted(), first);
    app.deps.clock.shift(Duration::seconds(61));
    ask().await;
    assert!(noted().0 > first.0);
    // Somebody holds the row: the request does not wait.
    let mut other = app.database.owner();
    other.batch_execute("BEGIN; SELECT 1 FROM api_tokens FOR UPDATE").unwrap();
    app.deps.clock.shift(Duration::seconds(61));
    let started = std::time::Instant::now();
    ask().await;
    assert!(started.elapsed() < std::time::Duration::from_secs(2));
    other.batch_execute("ROLLBACK").unwrap();
}

#[actix_web::test]
async fn a_successor_and_its_former_overlap_for_a_while() {
    let app = TestApp::start().await;
    let (former, program) = made(&app, json!({})).await;
    let path = format!("/tokens/{}/rotation", former.token.id);
    let how = |hours: i64| json!({ "overlap_hours": hours, "expires_on": in_days(&app, 60) });
    let refused = supervisor(&app).post(&path, how(169)).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/overlap_hours");
    let next: TokenMade = supervisor(&app).post(&path, how(24)).await.expect(201).read();
    assert_eq!(next.token.scopes, former.token.scopes);
    supervisor(&app).post(&path, how(24)).await.expect(409);
    let successor = app.anonymous().with_token(Some(next.secret));
    program.get("/organizations").await.expect(200);
    successor.get("/organizations").await.expect(200);
    app.deps.clock.shift(Duration::hours(25));
    program.get("/organizations").await.expect(401);
    successor.get("/organizations").await.expect(200);
}

#[actix_web::test]
async fn what_a_token_cannot_be_given_is_said_field_by_field() {
    let app = TestApp::start().await;
    let wrong = json!({ "scopes": ["write_news", "own_session"], "expires_on": in_days(&app, 400),
        "addresses": ["198.51.100.7/24"] });
    let refused = supervisor(&app).post("/tokens", new(&app, wrong)).await.expect(422).json();
    let pointers: Vec<&str> =
        refused["errors"].as_array().unwrap().iter().filter_map(|e| e["pointer"].as_str()).collect();
    assert_eq!(pointers, ["/scopes/0", "/scopes/1", "/expires_on", "/addresses/0"]);
    let key =
        |client: &Client| client.ask("POST".parse().unwrap(), "/tokens").header("Idempotency-Key", "once-and-for-all");
    key(&supervisor(&app)).json(new(&app, json!({}))).send().await.expect(201);
    let again = key(&supervisor(&app)).json(new(&app, json!({}))).send().await.expect(409);
    assert!(!again.text().contains("portico_live"));
}

#[actix_web::test]
async fn tokens_are_seen_by_their_organization_and_the_county() {
    let app = TestApp::start().await;
    let (mine, program) = made(&app, json!({})).await;
    let list = async |client: &Client| client.get("/tokens").await.expect(200).read::<Page<ApiToken>>().items;
    assert_eq!(list(&supervisor(&app)).await[0].id, mine.token.id);
    assert_eq!(list(&app.administrator()).await.len(), 1);
    assert!(list(&app.person("south", Role::AgencySupervisor)).await.is_empty());
    app.administrator().delete(&format!("/tokens/{}", mine.token.id)).await.expect(204);
    assert!(list(&supervisor(&app)).await.is_empty());
    program.get("/organizations").await.expect(401);
}

#[actix_web::test]
async fn a_text_that_is_no_token_is_refused_like_one_that_is_over() {
    let app = TestApp::start().await;
    let (made, program) = made(&app, json!({})).await;
    app.database.owner().batch_execute("UPDATE api_tokens SET revoked_at = now()").unwrap();
    let mut answers = vec![program.get("/organizations").await.expect(401)];
    let demo = made.secret.replace("live", "demo");
    for text in ["", "portico_live_", "garbage", "eyJhbGciOiJub25lIn0.e30.", &demo, &made.secret.to_lowercase()] {
        let client = app.anonymous().with_token(Some(text.to_owned()));
        answers.push(client.get("/organizations").await.expect(401));
    }
    let bodies = answers.iter().map(|answer| {
        let mut body = answer.json();
        body.as_object_mut().unwrap().remove("request_id");
        body.to_string()
    });
    assert_eq!(bodies.collect::<std::collections::HashSet<_>>().len(), 1);
}

#[actix_web::test]
async fn every_scope_is_listed_with_what_it_opens() {
    let app = TestApp::start().await;
    let scopes: Vec<ScopeEntry> = app.clerk("north").get("/scopes").await.expect(200).read();
    let find = |scope| scopes.iter().find(|one| one.scope == scope);
    let reads = find(Permission::ReadClients).unwrap();
    assert!(reads.operations.iter().any(|one| one.operation == "clients.read" && one.method == "GET"));
    assert!(find(Permission::OwnSession).is_none(), "what no token can carry is no scope");
    assert!(scopes.iter().all(|one| !one.operations.is_empty()), "a scope opens nothing");
}
