//! An application from its registration to its end.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use api::db::schema::audit_events;
use diesel::prelude::*;
use domain::applications::Application;
use domain::page::Page;
use domain::people::User;
use jsonwebtoken::Algorithm;
use serde_json::{Value, json};
use tests::{Client, TestApp, county, given, vendor};
use time::Duration;
use uuid::Uuid;

async fn program(app: &TestApp, client: Uuid, scope: &str) -> Client {
    app.anonymous().with_token(Some(vendor::token(app, client, scope).await))
}

#[actix_web::test]
async fn an_application_acts_for_its_organization_within_its_scopes() {
    let app = TestApp::start().await;
    let (ours, theirs) = (given::client(&app, "north").await, given::client(&app, "south").await);
    let client = vendor::registered(&app, &["read_clients", "read_reference"]).await.id;
    let program = program(&app, client, "read_clients write_news").await;
    program.get(&format!("/clients/{}", ours.id)).await.expect(200);
    program.get(&format!("/clients/{}", theirs.id)).await.expect(404);
    program.get("/organizations").await.expect(403);
    program.get("/session").await.expect(403);
    app.deps.clock.shift(Duration::seconds(301));
    program.get(&format!("/clients/{}", ours.id)).await.expect(401);
}

#[actix_web::test]
async fn what_it_does_stands_in_its_own_name() {
    let app = TestApp::start().await;
    let client = vendor::registered(&app, &["read_clients"]).await.id;
    let program = program(&app, client, "read_clients").await;
    program.post("/news", json!({ "title": "A", "body": "B" })).await.expect(403);
    let rows: Vec<(String, String, Value)> = audit_events::table
        .filter(audit_events::user_id.eq(client))
        .filter(audit_events::organization_id.eq(county::organization("north")))
        .order(audit_events::at)
        .select((audit_events::action, audit_events::outcome, audit_events::detail))
        .load(&mut app.database.owner())
        .unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row.0.as_str(), row.1.as_str())).collect();
    assert_eq!(told, [("oauth.token", "done"), ("news.create", "refused")]);
    assert!(rows.iter().all(|row| row.2["credential"] == "application"));
    let people: Page<User> = app.administrator().get("/users?limit=200").await.expect(200).read();
    assert!(people.items.iter().all(|one| one.id != client), "an application is no person");
    app.administrator().patch(&format!("/users/{client}"), 1, json!({ "role": "agency_supervisor" })).await.expect(404);
}

#[actix_web::test]
async fn what_is_taken_away_is_gone_at_the_next_request() {
    let app = TestApp::start().await;
    let client = vendor::registered(&app, &["read_reference", "read_clients"]).await.id;
    let (program, path) =
        (program(&app, client, "read_reference read_clients").await, format!("/applications/{client}"));
    let change = async |version: i32, change: Value, status: u16| {
        app.administrator().patch(&path, version, change).await.expect(status);
    };
    program.get("/organizations").await.expect(200);
    change(1, json!({ "scopes": ["read_clients"] }), 200).await;
    program.get("/organizations").await.expect(403);
    change(2, json!({ "scopes": ["read_reference"] }), 200).await;
    program.get("/organizations").await.expect(200);
    change(3, json!({ "state": "suspended" }), 200).await;
    program.get("/organizations").await.expect(401);
    change(4, json!({ "state": "active" }), 200).await;
    program.get("/organizations").await.expect(200);
    change(5, json!({ "state": "revoked" }), 200).await;
    program.get("/organizations").await.expect(401);
    change(6, json!({ "state": "active" }), 409).await;
}

#[actix_web::test]
async fn registration_is_checked_field_by_field() {
    let app = TestApp::start().await;
    let pointers = async |more: Value| {
        let mut new = vendor::application(&["read_clients"]);
        new.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let refused = app.administrator().post("/applications", new).await.expect(422).json();
        let pointers = refused["errors"].as_array().unwrap().iter().map(|e| e["pointer"].as_str().unwrap().to_owned());
        pointers.collect::<Vec<_>>()
    };
    assert_eq!(pointers(json!({ "role": "agency_supervisor" })).await, ["/role"]);
    assert_eq!(pointers(json!({ "role": "county_reviewer" })).await, ["/role"]);
    assert_eq!(
        pointers(json!({ "scopes": ["own_session", "review_authorizations"] })).await,
        ["/scopes/0", "/scopes/1"]
    );
    assert_eq!(pointers(json!({ "jwks": null })).await, ["/jwks"]);
    assert_eq!(pointers(json!({ "jwks_url": "https://ehr.example.org/jwks.json" })).await, ["/jwks"]);
    assert_eq!(pointers(json!({ "jwks": null, "jwks_url": "http://10.0.0.1/jwks" })).await, ["/jwks_url"]);
    assert_eq!(pointers(json!({ "organization_id": Uuid::new_v4() })).await, ["/organization_id"]);
    let mut private = vendor::key_set();
    private["keys"][0]["d"] = json!("secret");
    assert_eq!(pointers(json!({ "jwks": private })).await, ["/jwks/keys/0/d"]);
}

/// Serves a key set on this machine.
fn serve(set: &Value) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://127.0.0.1:{}/jwks.json", listener.local_addr().unwrap().port());
    let body = set.to_string();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            let _ = stream.write_all((head + &body).as_bytes());
        }
    });
    url
}

#[actix_web::test]
async fn keys_are_fetched_from_where_the_vendor_keeps_them() {
    let app = TestApp::start().await;
    let mut new = vendor::application(&["read_reference"]);
    new.as_object_mut().unwrap().remove("jwks");
    new["jwks_url"] = json!(serve(&vendor::key_set()));
    let made: Application = app.administrator().post("/applications", new).await.expect(201).read();
    program(&app, made.id, "read_reference").await.get("/organizations").await.expect(200);
}

#[actix_web::test]
async fn the_well_known_addresses_tell_what_is_served() {
    let app = TestApp::start().await;
    let server = app.anonymous().get("/.well-known/oauth-authorization-server").await.expect(200).json();
    let smart = app.anonymous().get("/.well-known/smart-configuration").await.expect(200).json();
    assert_eq!(server["issuer"], "http://localhost:8080");
    for told in [&server, &smart] {
        assert_eq!(told["token_endpoint"], vendor::TOKEN_URL);
        assert_eq!(told["token_endpoint_auth_signing_alg_values_supported"], json!(["ES384", "RS384"]));
        assert_eq!(told["grant_types_supported"], json!(["client_credentials"]));
        assert!(told["scopes_supported"].as_array().unwrap().contains(&json!("read_clients")));
        assert!(!told["scopes_supported"].as_array().unwrap().contains(&json!("own_session")));
    }
    assert_eq!(smart["capabilities"], json!(["client-confidential-asymmetric"]));
    let client = vendor::registered(&app, &["read_reference"]).await.id;
    for algorithm in [Algorithm::ES384, Algorithm::RS384] {
        let assertion = vendor::signed(algorithm, &vendor::claims(&app, client));
        vendor::ask(&app, &assertion, "read_reference").await.expect(200);
    }
}

#[actix_web::test]
async fn what_is_over_is_swept() {
    let app = TestApp::start().await;
    let client = vendor::registered(&app, &["read_reference"]).await.id;
    vendor::token(&app, client, "read_reference").await;
    let left = || {
        let count = "(SELECT count(*) FROM access_tokens) + (SELECT count(*) FROM used_assertions)";
        let count = diesel::select(diesel::dsl::sql::<diesel::sql_types::BigInt>(count));
        count.get_result::<i64>(&mut app.database.owner()).unwrap()
    };
    assert_eq!(left(), 2);
    app.deps.clock.shift(Duration::hours(2));
    api::files::sweep(&app.deps.db, &app.deps.files).await.unwrap();
    assert_eq!(left(), 0);
}
