//! Links by which people choose a password: good once, for a while, for one thing.

use actix_web::http::Method;
use domain::access::Role;
use domain::password_links::{LinkPurpose, PasswordLink};
use domain::people::{AccountStanding, Invitation, User};
use domain::session::Me;
use serde_json::{Value, json};
use tests::{Client, TestApp, county, given};
use time::Duration;

const NEW: &str = "a heron waits by the ferry";

fn supervisor(app: &TestApp) -> Client {
    app.person("north", Role::AgencySupervisor)
}

fn invitation_of(role: Role) -> String {
    format!("/users/{}/invitation", county::user("north", role))
}

/// The secret of a new invitation of north's clerk.
async fn invited(app: &TestApp) -> String {
    let path = invitation_of(Role::AgencyClerk);
    let made: Invitation = supervisor(app).ask(Method::POST, &path).send().await.expect(200).read();
    made.link.split_once('#').unwrap().1.to_owned()
}

fn choosing(secret: &str, new: &str) -> Value {
    json!({ "secret": secret, "new": new })
}

#[actix_web::test]
async fn an_invitation_is_looked_at_used_once_and_leads_to_signing_in() {
    let app = TestApp::start().await;
    let (secret, nobody) = (invited(&app).await, app.anonymous());
    for _ in 0..2 {
        let found: PasswordLink =
            nobody.post("/password-links/look", json!({ "secret": secret })).await.expect(200).read();
        assert_eq!(found.purpose, LinkPurpose::Activation);
        assert_eq!(found.user_name, "agency_clerk.north");
        assert_eq!(found.password_rules.min_length, 15);
    }
    nobody.post("/password-links/choose", choosing(&secret, NEW)).await.expect(204);
    let again = nobody.post("/password-links/choose", choosing(&secret, "another good long one")).await.expect(410);
    assert_eq!(again.code(), "link_used");
    assert_eq!(nobody.post("/password-links/look", json!({ "secret": secret })).await.expect(410).code(), "link_used");
    let body = json!({ "user_name": "agency_clerk.north", "password": NEW, "bearer": true });
    let me: Me = nobody.post("/session", body).await.expect(200).read();
    assert!(!me.must_change_password, "a chosen password is nobody else's");
    let people: Vec<User> =
        serde_json::from_value(supervisor(&app).get("/users").await.expect(200).json()["items"].clone()).unwrap();
    let clerk = people.iter().find(|one| one.role == Role::AgencyClerk).unwrap();
    assert_eq!((clerk.standing, clerk.invited_until), (AccountStanding::Active, None));
}

#[actix_web::test]
async fn it_runs_out_after_three_days_and_is_never_a_password() {
    let app = TestApp::start().await;
    let (secret, nobody) = (invited(&app).await, app.anonymous());
    let as_password = json!({ "user_name": "agency_clerk.north", "password": secret });
    nobody.post("/session", as_password).await.expect(401);
    app.deps.clock.shift(Duration::hours(72) - Duration::minutes(1));
    nobody.post("/password-links/look", json!({ "secret": secret })).await.expect(200);
    app.deps.clock.shift(Duration::minutes(2));
    let late = nobody.post("/password-links/choose", choosing(&secret, NEW)).await.expect(410);
    assert_eq!(late.code(), "link_expired");
    assert!(late.json()["detail"].as_str().unwrap().contains("three days"));
    nobody.post("/session", json!({ "user_name": "agency_clerk.north", "password": NEW })).await.expect(401);
}

#[actix_web::test]
async fn a_newer_invitation_and_a_deactivation_end_it() {
    let app = TestApp::start().await;
    let (first, second) = (invited(&app).await, invited(&app).await);
    let nobody = app.anonymous();
    assert_eq!(nobody.post("/password-links/choose", choosing(&first, NEW)).await.expect(410).code(), "link_ended");
    let clerk = format!("/users/{}", county::user("north", Role::AgencyClerk));
    supervisor(&app).patch(&clerk, 3, json!({ "active": false })).await.expect(200);
    assert_eq!(nobody.post("/password-links/choose", choosing(&second, NEW)).await.expect(410).code(), "link_ended");
    supervisor(&app).patch(&clerk, 4, json!({ "active": true })).await.expect(200);
    assert_eq!(nobody.post("/password-links/choose", choosing(&second, NEW)).await.expect(410).code(), "link_ended");
}

#[actix_web::test]
async fn the_rules_of_passwords_hold_and_a_refusal_does_not_use_the_link_up() {
    let app = TestApp::start().await;
    let (secret, nobody) = (invited(&app).await, app.anonymous());
    for weak in ["short", "Smartcare1", "SmartCare-1", "agency_clerk.north", "aaaaaaaaaaaaaaaaa"] {
        let refused = nobody.post("/password-links/choose", choosing(&secret, weak)).await.expect(422).json();
        assert_eq!(refused["errors"][0]["pointer"], "/new", "{weak}");
    }
    nobody.post("/password-links/choose", choosing(&secret, NEW)).await.expect(204);
}

#[actix_web::test]
async fn it_cannot_be_guessed_and_tells_nothing_of_others() {
    let app = TestApp::start().await;
    let secret = invited(&app).await;
    let nobody = app.anonymous();
    for wrong in ["x".to_owned(), secret.to_lowercase(), secret[1..].to_owned(), "A".repeat(43)] {
        nobody.post("/password-links/look", json!({ "secret": wrong })).await.expect(404);
        nobody.post("/password-links/choose", choosing(&wrong, NEW)).await.expect(404);
    }
    nobody.ask(Method::GET, "/password-links/look").send().await.expect(405);
}

#[actix_web::test]
async fn it_ends_sessions_and_clears_the_failures_of_strangers() {
    let app = TestApp::start().await;
    let secret = invited(&app).await;
    let body = json!({ "user_name": "agency_clerk.north", "password": "a wrong one every time" });
    for _ in 0..6 {
        app.anonymous().post("/session", body.clone()).await;
    }
    app.anonymous().post("/session", body).await.expect(429);
    app.anonymous().post("/password-links/choose", choosing(&secret, NEW)).await.expect(204);
    let right = json!({ "user_name": "agency_clerk.north", "password": NEW });
    app.anonymous().post("/session", right).await.expect(200);
}

#[actix_web::test]
async fn of_many_at_once_one_wins() {
    let app = TestApp::start().await;
    let secret = invited(&app).await;
    let nobody = app.anonymous();
    let tries = (0..4).map(|n| {
        let (nobody, body) = (nobody.clone(), choosing(&secret, &format!("{NEW} number {n}")));
        async move { nobody.post("/password-links/choose", body).await.status }
    });
    let mut statuses = futures_util::future::join_all(tries).await;
    statuses.sort_unstable();
    assert_eq!(statuses, [204, 410, 410, 410]);
}

#[actix_web::test]
async fn every_use_is_in_the_record_and_the_secret_is_not() {
    let app = TestApp::start().await;
    let secret = invited(&app).await;
    app.anonymous().post("/password-links/choose", choosing(&secret, NEW)).await.expect(204);
    app.anonymous().post("/password-links/choose", choosing(&secret, NEW)).await.expect(410);
    let events = given::events(&app, "password_links.choose");
    let clerk = county::user("north", Role::AgencyClerk);
    let told: Vec<(&str, Option<uuid::Uuid>)> =
        events.iter().map(|event| (event.outcome.as_str(), event.subject_id)).collect();
    assert_eq!(told, [("done", Some(clerk)), ("refused", Some(clerk))]);
    assert!(!app.database.dump().contains(&secret));
}
