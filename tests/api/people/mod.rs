//! Accounts: who manages whom, first passwords, and sessions that end at once.

use actix_web::http::Method;
use domain::access::Role;
use domain::page::Page;
use domain::people::{FirstPassword, User};
use domain::session::Me;
use serde_json::{Value, json};
use tests::{Client, TestApp, county};

fn supervisor(app: &TestApp) -> Client {
    app.person("north", Role::AgencySupervisor)
}

fn rivera(agency: &str) -> Value {
    json!({ "user_name": "a.rivera", "display_name": "Ana Rivera", "email": "a.rivera@example.org",
        "role": "agency_clerk", "organization_id": county::organization(agency) })
}

fn path_of(organization: &str, role: Role) -> String {
    format!("/users/{}", county::user(organization, role))
}

#[actix_web::test]
async fn a_supervisor_adds_a_person_who_signs_in_with_the_first_password_and_must_change_it() {
    let app = TestApp::start().await;
    let made: FirstPassword = supervisor(&app).post("/users", rivera("north")).await.expect(201).read();
    assert!(made.user.must_change_password && made.user.last_sign_in_at.is_none());
    let body = json!({ "user_name": "A.Rivera", "password": made.first_password, "bearer": true });
    let me: Me = app.anonymous().post("/session", body).await.expect(200).read();
    let person = app.anonymous().with_token(me.token);
    assert_eq!(person.get("/settings").await.expect(403).code(), "password_change_required");
    supervisor(&app).post("/users", rivera("north")).await.expect(409);
}

#[actix_web::test]
async fn an_agency_manages_its_own_people_only() {
    let app = TestApp::start().await;
    let north = supervisor(&app);
    let listed: Page<User> = north.get("/users").await.expect(200).read();
    assert_eq!(listed.items.len(), 3);
    assert!(listed.items.iter().all(|one| one.organization_id == county::organization("north")));
    let foreign = format!("/users?organization_id={}", county::organization("south"));
    assert!(north.get(&foreign).await.expect(200).read::<Page<User>>().items.is_empty());
    let refused = north.post("/users", rivera("south")).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/organization_id");
    let clerk = path_of("south", Role::AgencyClerk);
    north.patch(&clerk, 1, json!({ "active": false })).await.expect(404);
    north.ask(Method::POST, &format!("{clerk}/password-reset")).send().await.expect(404);
    app.clerk("north").get("/users").await.expect(403);
    assert_eq!(app.administrator().get("/users").await.expect(200).read::<Page<User>>().items.len(), 8);
}

#[actix_web::test]
async fn roles_fit_the_kind_of_organization() {
    let app = TestApp::start().await;
    let mut wrong = rivera("north");
    wrong["role"] = json!("county_administrator");
    let refused = supervisor(&app).post("/users", wrong).await.expect(422).json();
    assert_eq!(refused["errors"][0]["pointer"], "/role");
    let promoted = json!({ "role": "county_reviewer" });
    supervisor(&app).patch(&path_of("north", Role::AgencyClerk), 1, promoted).await.expect(422);
}

#[actix_web::test]
async fn deactivation_and_another_role_end_sessions_at_once() {
    let app = TestApp::start().await;
    let path = path_of("north", Role::AgencyClerk);
    app.clerk("north").get("/session").await.expect(200);
    let after: User = supervisor(&app).patch(&path, 1, json!({ "active": false })).await.expect(200).read();
    assert!(!after.active);
    app.clerk("north").get("/session").await.expect(401);
    let clinician = path_of("north", Role::AgencyClinician);
    let seen = app.person("north", Role::AgencyClinician);
    supervisor(&app).patch(&clinician, 1, json!({ "display_name": "Dr. Lind" })).await.expect(200);
    seen.get("/session").await.expect(200);
    supervisor(&app).patch(&clinician, 2, json!({ "role": "agency_clerk" })).await.expect(200);
    seen.get("/session").await.expect(401);
}

#[actix_web::test]
async fn nobody_raises_or_locks_out_themselves() {
    let app = TestApp::start().await;
    let own = path_of("north", Role::AgencySupervisor);
    for change in [json!({ "role": "agency_clerk" }), json!({ "active": false })] {
        supervisor(&app).patch(&own, 1, change).await.expect(422);
    }
    supervisor(&app).ask(Method::POST, &format!("{own}/password-reset")).send().await.expect(409);
    supervisor(&app).patch(&own, 1, json!({ "display_name": "Sam North" })).await.expect(200);
}

#[actix_web::test]
async fn a_reset_gives_a_new_first_password_and_ends_sessions() {
    let app = TestApp::start().await;
    let path = format!("{}/password-reset", path_of("north", Role::AgencyClerk));
    let reset: FirstPassword = supervisor(&app).ask(Method::POST, &path).send().await.expect(200).read();
    app.clerk("north").get("/session").await.expect(401);
    let body = json!({ "user_name": reset.user.user_name, "password": reset.first_password });
    app.anonymous().post("/session", body).await.expect(200);
}

#[actix_web::test]
async fn a_first_password_is_kept_nowhere_not_even_for_a_repeat() {
    let app = TestApp::start().await;
    let ask =
        || supervisor(&app).ask(Method::POST, "/users").header("Idempotency-Key", "the-same-key").json(rivera("north"));
    let first: FirstPassword = ask().send().await.expect(201).read();
    ask().send().await.expect(409);
    use api::db::schema::idempotency_keys as keys;
    use diesel::prelude::*;
    let mut owner = app.database.owner();
    let (open, sealed): (Option<serde_json::Value>, Option<Vec<u8>>) =
        keys::table.select((keys::body, keys::body_sealed)).first(&mut owner).unwrap();
    assert!(open.is_none(), "an answer lies in clear");
    let kept = app.deps.db.secrets().open("idempotency_keys.body_sealed", &sealed.unwrap()).unwrap();
    assert!(!String::from_utf8(kept).unwrap().contains(&first.first_password));
}
