//! A session from sign-in to its end.

use actix_web::http::Method;
use diesel::connection::SimpleConnection as _;
use domain::access::Role;
use domain::session::Me;
use serde_json::json;
use tests::{TestApp, county, given};
use time::Duration;

const PASSWORD: &str = "seven plums on a blue plate";

/// The tests' people have no password; this one gets one.
async fn with_password(app: &TestApp, must_change: bool) -> String {
    let hash = api::passwords::hash(PASSWORD.to_owned()).await.unwrap();
    let name = county::user_name("north", Role::AgencyClerk);
    app.database
        .owner()
        .batch_execute(&format!(
            "UPDATE users SET password_hash = '{hash}', must_change_password = {must_change} WHERE user_name = '{name}'"
        ))
        .unwrap();
    name
}

async fn token(app: &TestApp, name: &str) -> String {
    let body = json!({ "user_name": name, "password": PASSWORD, "bearer": true });
    app.anonymous().post("/session", body).await.expect(200).read::<Me>().token.unwrap()
}

#[actix_web::test]
async fn signing_in_gives_a_host_cookie_and_the_person() {
    let app = TestApp::start().await;
    let name = with_password(&app, false).await;
    let answer = app.anonymous().post("/session", json!({ "user_name": name, "password": PASSWORD })).await.expect(200);
    let cookie = answer.header("set-cookie").to_owned();
    for part in ["__Host-portico=", "HttpOnly", "Secure", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{part} is missing from the cookie");
    }
    let me: Me = answer.read();
    assert_eq!(me.organization.id, county::organization("north"));
    assert_eq!(me.role, Role::AgencyClerk);
    assert!(me.token.is_none(), "a browser gets no token it could read");
    let value = cookie.split(';').next().unwrap().to_owned();
    app.anonymous().ask(Method::GET, "/session").header("Cookie", &value).send().await.expect(200);
}

#[actix_web::test]
async fn a_wrong_password_and_an_unknown_name_are_answered_alike() {
    let app = TestApp::start().await;
    let name = with_password(&app, false).await;
    let mut answers = Vec::new();
    for user_name in [name.as_str(), "nobody.here"] {
        let body = json!({ "user_name": user_name, "password": "Smartcare1" });
        let mut problem = app.anonymous().post("/session", body).await.expect(401).json();
        problem.as_object_mut().unwrap().remove("request_id");
        answers.push(problem);
    }
    assert_eq!(answers[0], answers[1]);
}

#[actix_web::test]
async fn guessing_is_slowed_down() {
    let app = TestApp::start().await;
    let name = with_password(&app, false).await;
    let wrong = json!({ "user_name": name, "password": "not this one at all" });
    for _ in 0..12 {
        app.anonymous().post("/session", &wrong).await.expect(401);
    }
    // It is not said that the account waits: that would tell that there is one.
    let right = json!({ "user_name": name, "password": PASSWORD });
    app.anonymous().post("/session", &right).await.expect(401);
    app.deps.clock.shift(Duration::hours(24));
    app.anonymous().post("/session", &right).await.expect(200);
}

#[actix_web::test]
async fn guessing_the_present_password_is_slowed_down_too() {
    let app = TestApp::start().await;
    let name = with_password(&app, false).await;
    let person = app.anonymous().with_token(Some(token(&app, &name).await));
    let wrong = json!({ "current": "not this one at all", "new": "a heron waits by the ferry" });
    let refused = person.put("/session/password", 1, &wrong).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/current");
    let mut last = 0;
    for _ in 0..12 {
        last = person.put("/session/password", 1, &wrong).await.status;
    }
    assert_eq!(last, 429);
    let right = json!({ "current": PASSWORD, "new": "a heron waits by the ferry" });
    let waits = person.put("/session/password", 1, &right).await.expect(429);
    let seconds: i64 = waits.header("retry-after").parse().unwrap();
    assert!(seconds > 0);
    // The door is another one: nobody is locked out of it from here.
    token(&app, &name).await;
    app.deps.clock.shift(Duration::seconds(seconds));
    person.put("/session/password", 1, &right).await.expect(204);
    let again = json!({ "current": "a heron waits by the ferry", "new": "nine kettles under the moss" });
    person.put("/session/password", 1, &again).await.expect(204);
}

#[actix_web::test]
async fn a_first_password_and_the_terms_come_before_anything_else() {
    let app = TestApp::start().await;
    let name = with_password(&app, true).await;
    app.database.owner().batch_execute("DELETE FROM terms_acceptances").unwrap();
    let person = app.anonymous().with_token(Some(token(&app, &name).await));
    let me: Me = person.get("/session").await.expect(200).read();
    assert!(me.must_change_password);
    assert_eq!(me.terms_to_accept.as_ref().unwrap().version, 1);
    let weak = json!({ "current": PASSWORD, "new": "Smartcare1" });
    let refused = person.put("/session/password", 1, weak).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/new");
    let better = json!({ "current": PASSWORD, "new": "a heron waits by the ferry" });
    person.put("/session/password", 1, better).await.expect(204);
    person.post("/terms/acceptance", json!({ "version": 7 })).await.expect(409);
    person.post("/terms/acceptance", json!({ "version": 1 })).await.expect(204);
    let me: Me = person.get("/session").await.expect(200).read();
    assert!(!me.must_change_password && me.terms_to_accept.is_none());
}

#[actix_web::test]
async fn work_renews_a_session_and_idleness_ends_it() {
    let app = TestApp::start().await;
    let name = with_password(&app, false).await;
    let first = token(&app, &name).await;
    let person = app.anonymous().with_token(Some(first.clone()));
    app.deps.clock.shift(Duration::minutes(8));
    let fresh = person.get("/session").await.expect(200).header("portico-token").to_owned();
    assert!(!fresh.is_empty(), "past half-life the token is renewed");
    person.get("/session").await.expect(200);
    app.deps.clock.shift(Duration::seconds(11));
    person.get("/session").await.expect(401);
    let again = app.anonymous().with_token(Some(fresh));
    again.get("/session").await.expect(200);
    // The read that is one statement renews like every other.
    let client = given::client(&app, "north").await;
    app.deps.clock.shift(Duration::minutes(8));
    let record = again.get(&format!("/clients/{}", client.id)).await.expect(200);
    let again = app.anonymous().with_token(Some(record.header("portico-token").to_owned()));
    app.deps.clock.shift(Duration::minutes(16));
    again.get("/session").await.expect(401);
}

#[actix_web::test]
async fn signing_out_everywhere_ends_every_session_at_once() {
    let app = TestApp::start().await;
    let name = with_password(&app, false).await;
    let (one, two) = (token(&app, &name).await, token(&app, &name).await);
    let (here, there) = (app.anonymous().with_token(Some(one)), app.anonymous().with_token(Some(two)));
    here.get("/session").await.expect(200);
    there.delete("/sessions").await.expect(204);
    here.get("/session").await.expect(401);
    there.get("/session").await.expect(401);
}

#[actix_web::test]
async fn another_site_cannot_change_anything() {
    let app = TestApp::start().await;
    let name = with_password(&app, false).await;
    let answer = app.anonymous().post("/session", json!({ "user_name": name, "password": PASSWORD })).await;
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    for (header, value) in [("Origin", "https://elsewhere.example"), ("Sec-Fetch-Site", "cross-site")] {
        let asked = app.anonymous().ask(Method::DELETE, "/session").header("Cookie", &cookie).header(header, value);
        asked.send().await.expect(403);
    }
    let form = app.anonymous().ask(Method::POST, "/session").body("text/plain", br#"{"user_name":"a"}"#.to_vec());
    form.send().await.expect(415);
}
