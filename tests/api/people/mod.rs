//! Accounts: who manages whom, invitations, what ends at once, and who is left to manage.

use actix_web::http::Method;
use domain::access::{Role, permissions_of};
use domain::page::Page;
use domain::people::{AccountStanding, Invitation, PersonRights, User};
use serde_json::{Value, json};
use tests::{Client, TestApp, county, given};
use time::Duration;

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
async fn a_supervisor_adds_a_person_and_hands_over_a_link_not_a_password() {
    let app = TestApp::start().await;
    let made: Invitation = supervisor(&app).post("/users", rivera("north")).await.expect(201).read();
    assert_eq!(made.user.standing, AccountStanding::Invited);
    assert!(made.user.last_sign_in_at.is_none());
    assert_eq!(made.user.invited_until, Some(made.expires_at));
    let secret = made.link.strip_prefix("http://localhost:8080/activate#").unwrap();
    assert!(secret.len() >= 43, "256 bits");
    for password in [secret, made.link.as_str(), "Smartcare1"] {
        let body = json!({ "user_name": "a.rivera", "password": password });
        app.anonymous().post("/session", body).await.expect(401);
    }
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
    north.ask(Method::POST, &format!("{clerk}/invitation")).send().await.expect(404);
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
    supervisor(&app).ask(Method::POST, &format!("{own}/invitation")).send().await.expect(409);
    supervisor(&app).patch(&own, 1, json!({ "display_name": "Sam North" })).await.expect(200);
}

#[actix_web::test]
async fn a_new_invitation_ends_the_password_and_the_sessions() {
    let app = TestApp::start().await;
    let name = given::password(&app, "north", Role::AgencyClerk).await;
    let path = format!("{}/invitation", path_of("north", Role::AgencyClerk));
    let made: Invitation = supervisor(&app).ask(Method::POST, &path).send().await.expect(200).read();
    assert_eq!((made.user.standing, made.user.version), (AccountStanding::Invited, 2));
    app.deps.clock.shift(Duration::hours(73));
    let later: Page<User> = supervisor(&app).get("/users").await.expect(200).read();
    let clerk = later.items.iter().find(|one| one.id == made.user.id).unwrap();
    assert_eq!(clerk.standing, AccountStanding::InvitationRanOut, "who has not used theirs is seen");
    app.clerk("north").get("/session").await.expect(401);
    app.anonymous().post("/session", json!({ "user_name": name, "password": given::PASSWORD })).await.expect(401);
    let inactive = path_of("north", Role::AgencyClinician);
    supervisor(&app).patch(&inactive, 1, json!({ "active": false })).await.expect(200);
    supervisor(&app).ask(Method::POST, &format!("{inactive}/invitation")).send().await.expect(409);
}

#[actix_web::test]
async fn a_link_is_kept_nowhere_not_even_for_a_repeat() {
    let app = TestApp::start().await;
    let ask =
        || supervisor(&app).ask(Method::POST, "/users").header("Idempotency-Key", "the-same-key").json(rivera("north"));
    let first: Invitation = ask().send().await.expect(201).read();
    ask().send().await.expect(409);
    let (_, secret) = first.link.split_once('#').unwrap();
    let everything = app.database.dump();
    assert!(everything.contains("a.rivera"), "the whole database is looked at");
    assert!(!everything.contains(secret));
}

#[actix_web::test]
async fn an_organization_keeps_somebody_who_manages_its_accounts() {
    let app = TestApp::start().await;
    let (only, county) = (path_of("north", Role::AgencySupervisor), app.administrator());
    for (change, pointer) in [(json!({ "active": false }), "/active"), (json!({ "role": "agency_clerk" }), "/role")] {
        let refused = county.patch(&only, 1, change).await.expect(422).json();
        assert_eq!(refused["errors"][0]["code"], "last_manager");
        assert_eq!(refused["errors"][0]["pointer"], pointer);
    }
    let next = path_of("north", Role::AgencyClinician);
    county.patch(&next, 1, json!({ "role": "agency_supervisor" })).await.expect(200);
    county.patch(&only, 1, json!({ "active": false })).await.expect(200);
    county.patch(&next, 2, json!({ "active": false })).await.expect(422);
}

#[actix_web::test]
async fn two_managers_taken_away_at_once_leave_one() {
    let app = TestApp::start().await;
    let (one, two) = (path_of("south", Role::AgencySupervisor), path_of("south", Role::AgencyClinician));
    app.administrator().patch(&two, 1, json!({ "role": "agency_supervisor" })).await.expect(200);
    let county = app.administrator();
    let (first, second) = futures_util::future::join(
        county.patch(&one, 1, json!({ "active": false })),
        county.patch(&two, 2, json!({ "active": false })),
    )
    .await;
    let mut answers = [first.status, second.status];
    answers.sort_unstable();
    assert_eq!(answers, [200, 422]);
}

#[actix_web::test]
async fn who_can_do_what_is_read_by_those_who_manage_and_by_the_county() {
    let app = TestApp::start().await;
    let path = format!("/organizations/{}/rights", county::organization("north"));
    let inactive = path_of("north", Role::AgencyClinician);
    supervisor(&app).patch(&inactive, 1, json!({ "active": false })).await.expect(200);
    for reader in [supervisor(&app), app.administrator()] {
        let page: Page<PersonRights> = reader.get(&path).await.expect(200).read();
        let names: Vec<&str> = page.items.iter().map(|one| one.user_name.as_str()).collect();
        assert_eq!(names, ["agency_clerk.north", "agency_supervisor.north"], "active people, by name");
        assert!(page.items.iter().all(|one| one.permissions == permissions_of(one.role)));
        let file = reader.ask(Method::GET, &path).header("Accept", "text/csv").send().await.expect(200);
        assert_eq!(file.header("x-row-count"), "2");
        let text = file.text();
        assert_eq!(text.lines().count(), 3);
        assert!(text.starts_with("Name,User name,Role,Can sign in,") && text.contains("Manage people"));
    }
    let other = format!("/organizations/{}/rights", county::organization("south"));
    supervisor(&app).get(&other).await.expect(404);
    supervisor(&app).ask(Method::GET, &other).header("Accept", "text/csv").send().await.expect(404);
    supervisor(&app).ask(Method::GET, &path).header("Accept", "image/png").send().await.expect(406);
}
