//! Signing in in two steps.

use actix_web::http::Method;
use diesel::connection::SimpleConnection as _;
use domain::access::Role;
use domain::session::Me;
use serde_json::json;
use tests::factors::{App, PASSWORD, enrol, password, prove};
use tests::{TestApp, county};
use time::Duration;

use super::{first_step, pending, second_step};

/// A clerk who signs in with password and app.
async fn clerk(app: &TestApp, agency: &str) -> (String, App) {
    let name = password(app, agency, Role::AgencyClerk).await;
    (name, enrol(app, &app.clerk(agency)).await)
}

#[actix_web::test]
async fn a_code_after_the_password_opens_a_new_session() {
    let app = TestApp::start().await;
    let (name, phone) = clerk(&app, "north").await;
    let first = first_step(&app, &name).await.expect(202);
    assert!(first.header("set-cookie").is_empty(), "a password alone opens nothing");
    let body = first.json();
    assert_eq!(body.as_object().unwrap().len(), 2, "nothing is told about the person: {body}");
    let pending = body["pending"].as_str().unwrap().to_owned();

    let code = phone.code(&app);
    let answer = app.anonymous().post("/session/second-step", json!({ "pending": pending, "code": code })).await;
    let cookie = answer.expect(200).header("set-cookie").split(';').next().unwrap().to_owned();
    assert!(cookie.starts_with("__Host-portico=") && !cookie.contains(&pending), "the session's token is another");
    let own = app.anonymous().ask(Method::GET, "/session").header("Cookie", &cookie).send().await;
    assert_eq!(own.expect(200).read::<Me>().recovery_codes_left, Some(10));
    // What opened it opens nothing a second time.
    let again = second_step(&app, &pending, &phone.code_after(&app, 1)).await.expect(401);
    assert_eq!(again.code(), "sign_in_expired");
}

#[actix_web::test]
async fn a_sign_in_on_its_way_is_no_session() {
    let app = TestApp::start().await;
    let (name, _) = clerk(&app, "north").await;
    let pending = pending(&app, &name).await;
    let with = app.anonymous().with_token(Some(pending.clone()));
    with.get("/session").await.expect(401);
    with.post("/factors", json!({ "name": "Another" })).await.expect(401);
    with.delete("/sessions").await.expect(401);
    let cookie = format!("__Host-portico={pending}");
    app.anonymous().ask(Method::GET, "/session").header("Cookie", &cookie).send().await.expect(401);
}

#[actix_web::test]
async fn a_code_is_good_once() {
    let app = TestApp::start().await;
    let (name, phone) = clerk(&app, "north").await;
    let code = phone.code(&app);
    second_step(&app, &pending(&app, &name).await, &code).await.expect(200);
    let replayed = second_step(&app, &pending(&app, &name).await, &code).await.expect(401);
    assert_eq!(replayed.code(), "second_factor_refused");
    // Nor is an older one that was never used.
    let older = second_step(&app, &pending(&app, &name).await, &phone.code_after(&app, -1)).await.expect(401);
    assert_eq!(older.code(), "second_factor_refused");
    second_step(&app, &pending(&app, &name).await, &phone.code_after(&app, 1)).await.expect(200);
    app.deps.clock.shift(Duration::seconds(90));
    for steps in [-2, 2] {
        second_step(&app, &pending(&app, &name).await, &phone.code_after(&app, steps)).await.expect(401);
    }
}

#[actix_web::test]
async fn of_two_with_the_same_code_one_is_let_in() {
    let app = TestApp::start().await;
    let (name, phone) = clerk(&app, "north").await;
    let (one, two) = (pending(&app, &name).await, pending(&app, &name).await);
    let code = phone.code(&app);
    let (a, b) = futures_util::future::join(second_step(&app, &one, &code), second_step(&app, &two, &code)).await;
    let mut statuses = [a.status, b.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401]);
}

#[actix_web::test]
async fn five_wrong_codes_end_it_and_guessing_is_slowed_down() {
    let app = TestApp::start().await;
    let (name, phone) = clerk(&app, "north").await;
    let pending = pending(&app, &name).await;
    for turn in 0..5 {
        let wrong = second_step(&app, &pending, "12345x").await.expect(401);
        assert_eq!(wrong.code(), "second_factor_refused", "try {turn}");
        if turn == 3 {
            // The failures of the account count, as at the first step; the wait itself costs no try.
            second_step(&app, &pending, &phone.code(&app)).await.expect(429);
            first_step(&app, &name).await.expect(401);
            app.deps.clock.shift(Duration::seconds(3));
        }
    }
    app.deps.clock.shift(Duration::seconds(60));
    let over = second_step(&app, &pending, &phone.code(&app)).await.expect(401);
    assert_eq!(over.code(), "sign_in_expired");
    // Beginning anew takes the failures along: the next wrong code waits longer.
    let next = super::pending(&app, &name).await;
    second_step(&app, &next, "12345x").await.expect(401);
    second_step(&app, &next, &phone.code(&app)).await.expect(429);
}

#[actix_web::test]
async fn it_must_be_taken_within_five_minutes() {
    let app = TestApp::start().await;
    let (name, phone) = clerk(&app, "north").await;
    let (early, late) = (pending(&app, &name).await, pending(&app, &name).await);
    app.deps.clock.shift(Duration::seconds(299));
    second_step(&app, &early, &phone.code(&app)).await.expect(200);
    app.deps.clock.shift(Duration::seconds(1));
    let over = second_step(&app, &late, &phone.code(&app)).await.expect(401);
    assert_eq!(over.code(), "sign_in_expired");
}

#[actix_web::test]
async fn somebody_elses_code_opens_nothing() {
    let app = TestApp::start().await;
    let (one, _) = clerk(&app, "north").await;
    let (other, phone) = clerk(&app, "south").await;
    let code = phone.code(&app);
    second_step(&app, &pending(&app, &one).await, &code).await.expect(401);
    second_step(&app, &pending(&app, &one).await, &phone.codes[0]).await.expect(401);
    second_step(&app, &pending(&app, &other).await, &code).await.expect(200);
    for unknown in ["x", "' OR 1=1 --", &"A".repeat(43)] {
        assert_eq!(second_step(&app, unknown, &code).await.expect(401).code(), "sign_in_expired");
    }
}

#[actix_web::test]
async fn what_ends_sessions_ends_a_sign_in_on_its_way() {
    let app = TestApp::start().await;
    let (name, phone) = clerk(&app, "north").await;
    let before = pending(&app, &name).await;
    let person = county::user("north", Role::AgencyClerk);
    let supervisor = app.person("north", Role::AgencySupervisor);
    supervisor.ask(Method::POST, &format!("/users/{person}/password-reset")).send().await.expect(200);
    assert_eq!(second_step(&app, &before, &phone.code(&app)).await.expect(401).code(), "sign_in_expired");
    password(&app, "north", Role::AgencyClerk).await;
    let before = pending(&app, &name).await;
    app.database.owner().batch_execute(&format!("UPDATE users SET active = false WHERE id = '{person}'")).unwrap();
    assert_eq!(second_step(&app, &before, &phone.code(&app)).await.expect(401).code(), "sign_in_expired");
}

#[actix_web::test]
async fn recovery_codes_are_good_once_and_until_new_ones_are_made() {
    let app = TestApp::start().await;
    let (name, phone) = clerk(&app, "north").await;
    assert_eq!(phone.codes.len(), 10);
    let typed = phone.codes[0].to_uppercase().replace('-', " ");
    let me: Me = second_step(&app, &pending(&app, &name).await, &typed).await.expect(200).read();
    assert_eq!(me.recovery_codes_left, Some(9));
    second_step(&app, &pending(&app, &name).await, &phone.codes[0]).await.expect(401);
    let person = app.anonymous().with_token(me.token);
    let fresh = person.ask(Method::POST, "/recovery-codes").send().await.expect(200).json();
    let fresh = fresh["codes"].as_array().unwrap();
    assert_eq!(fresh.len(), 10);
    second_step(&app, &pending(&app, &name).await, &phone.codes[1]).await.expect(401);
    second_step(&app, &pending(&app, &name).await, fresh[0].as_str().unwrap()).await.expect(200);
}

#[actix_web::test]
async fn a_wrong_password_tells_nothing_about_the_second_step() {
    let app = TestApp::start().await;
    let (name, _) = clerk(&app, "north").await;
    let mut answers = Vec::new();
    for user_name in [name.as_str(), "nobody.here"] {
        let body = json!({ "user_name": user_name, "password": "not this one at all" });
        let mut problem = app.anonymous().post("/session", body).await.expect(401).json();
        problem.as_object_mut().unwrap().remove("request_id");
        answers.push(problem);
    }
    assert_eq!(answers[0], answers[1]);
    prove(&app);
    let plain = password(&app, "south", Role::AgencyClerk).await;
    app.anonymous().post("/session", json!({ "user_name": plain, "password": PASSWORD })).await.expect(200);
}
