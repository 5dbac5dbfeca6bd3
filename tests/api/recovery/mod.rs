//! People who cannot sign in: the same answer for everybody, a link by mail, and help from whoever manages accounts.

use std::path::{Path, PathBuf};

use actix_web::http::Method;
use api::cluster::APPLICATION;
use api::db::Lone;
use api::db::schema::users;
use api::mail::Mailer;
use diesel::prelude::*;
use domain::access::Role;
use domain::page::Page;
use domain::recovery::{RecoveryKind, RecoveryRequest};
use serde_json::{Value, json};
use tests::{Answer, Client, TestApp, county, given};
use time::Duration;
use uuid::Uuid;

const NEW: &str = "a heron waits by the ferry";
const MAIL: &str = "clerk.north@agency.example";
const ORIGIN: &str = "http://localhost:8080";

/// Where the mail of a test goes.
struct Folder(PathBuf);

impl Folder {
    fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn supervisor(app: &TestApp) -> Client {
    app.person("north", Role::AgencySupervisor)
}

/// An application that sends mail into a folder; north's clerk has an address and a password.
async fn with_mail() -> (TestApp, Folder) {
    let folder = Folder(std::env::temp_dir().join(format!("portico-mail-{}", Uuid::new_v4().simple())));
    let mailer = Mailer::folder(folder.path()).unwrap();
    let app = TestApp::with(|deps| deps.mail = mailer).await;
    given::password(&app, "north", Role::AgencyClerk).await;
    diesel::update(users::table.find(county::user("north", Role::AgencyClerk)))
        .set(users::email.eq(MAIL))
        .execute(&mut app.database.owner())
        .unwrap();
    (app, folder)
}

async fn forgot(app: &TestApp, user_name: &str) -> Answer {
    app.anonymous().post("/recovery/password", json!({ "user_name": user_name })).await.expect(202)
}

fn send(app: &TestApp) -> usize {
    let mut lone = Lone::to(&app.database.url(APPLICATION));
    app.deps.mail.send_due(&mut lone, ORIGIN, app.deps.clock.now())
}

fn letters(folder: &Path) -> Vec<String> {
    let files = std::fs::read_dir(folder).unwrap().map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    // Long lines are cut for the way (quoted-printable).
    files.map(|text| text.replace("=\r\n", "").replace("=3D", "=")).collect()
}

fn secret(letter: &str) -> String {
    let after = letter.split_once("/activate#").unwrap().1;
    after.split_whitespace().next().unwrap().to_owned()
}

fn waiting(answer: Answer) -> Vec<RecoveryRequest> {
    answer.expect(200).read::<Page<RecoveryRequest>>().items
}

#[actix_web::test]
async fn everybody_gets_the_same_answer() {
    let (app, _folder) = with_mail().await;
    let mut seen: Vec<(u16, Value)> = Vec::new();
    for name in ["agency_clerk.north", "AGENCY_CLERK.NORTH", "agency_clerk.south", "nobody.here", "'; --"] {
        let answer = forgot(&app, name).await;
        seen.push((answer.status, answer.json()));
    }
    assert!(seen.iter().all(|one| *one == seen[0]), "{seen:?}");
    let mut names: Vec<Value> = Vec::new();
    for who in [MAIL, "Agency clerk of north", "nobody@here.example"] {
        names.push(app.anonymous().post("/recovery/user-name", json!({ "who": who })).await.expect(202).json());
    }
    assert!(names.iter().all(|one| *one == names[0]));
}

#[actix_web::test]
async fn a_known_and_an_unknown_name_cost_the_same_work() {
    let (app, _folder) = with_mail().await;
    let rows = |app: &TestApp| {
        let table = |name: &str| app.database.dump_of(name).len();
        ["recovery_requests", "audit_events", "outbox", "password_links", "sessions"].map(table)
    };
    let mut grown = Vec::new();
    for name in ["agency_clerk.north", "nobody.here"] {
        let before = rows(&app);
        forgot(&app, name).await;
        let after = rows(&app);
        grown.push(std::array::from_fn::<usize, 5, _>(|n| after[n] - before[n]));
    }
    assert_eq!(grown[0], grown[1]);
    assert_eq!(grown[0], [1, 1, 1, 0, 0], "the link is made when the mail goes out");
}

#[actix_web::test]
async fn a_mailed_link_opens_the_account_once_and_ends_every_session() {
    let (app, folder) = with_mail().await;
    forgot(&app, "Agency_Clerk.North").await;
    assert!(letters(folder.path()).is_empty(), "nothing goes out inside the request");
    assert_eq!(send(&app), 1);
    assert_eq!(send(&app), 0, "once");
    let letters = letters(folder.path());
    let letter = &letters[0];
    assert!(letter.contains(MAIL) && letter.contains("30 minutes"));
    for other in ["agency_clerk.north", "North Shore", "supervisor", "Mariposa"] {
        assert!(!letter.contains(other), "the letter names {other}");
    }
    app.clerk("north").get("/session").await.expect(200);
    let body = json!({ "secret": secret(letter), "new": NEW });
    app.anonymous().post("/password-links/choose", &body).await.expect(204);
    app.clerk("north").get("/session").await.expect(401);
    app.anonymous().post("/password-links/choose", &body).await.expect(410);
    let old = json!({ "user_name": "agency_clerk.north", "password": given::PASSWORD });
    app.anonymous().post("/session", old).await.expect(401);
    app.anonymous().post("/session", json!({ "user_name": "agency_clerk.north", "password": NEW })).await.expect(200);
    assert!(waiting(supervisor(&app).get("/recovery-requests").await).is_empty(), "nobody has to help");
}

#[actix_web::test]
async fn a_mailed_link_runs_out_after_half_an_hour_and_the_old_password_stays() {
    let (app, folder) = with_mail().await;
    forgot(&app, "agency_clerk.north").await;
    send(&app);
    app.deps.clock.shift(Duration::minutes(31));
    let body = json!({ "secret": secret(&letters(folder.path())[0]), "new": NEW });
    let late = app.anonymous().post("/password-links/choose", body).await.expect(410);
    assert_eq!(late.code(), "link_expired");
    let old = json!({ "user_name": "agency_clerk.north", "password": given::PASSWORD });
    app.anonymous().post("/session", old).await.expect(200);
}

#[actix_web::test]
async fn nobody_is_flooded_with_mail() {
    let (app, folder) = with_mail().await;
    for _ in 0..6 {
        forgot(&app, "agency_clerk.north").await;
    }
    send(&app);
    assert_eq!(letters(folder.path()).len(), 3);
}

#[actix_web::test]
async fn what_cannot_be_mailed_is_tried_again_and_then_shown() {
    let (app, folder) = with_mail().await;
    forgot(&app, "agency_clerk.north").await;
    let path = folder.path().to_owned();
    drop(folder);
    let mut tries = 0;
    for _ in 0..12 {
        assert!(waiting(supervisor(&app).get("/recovery-requests").await).is_empty() || tries == 6);
        tries += send(&app);
        app.deps.clock.shift(Duration::minutes(20));
    }
    assert_eq!(tries, 6, "a few times, not for ever");
    assert_eq!(waiting(app.administrator().get("/recovery-requests").await).len(), 1, "then somebody has to help");
    assert!(!path.exists());
}

#[actix_web::test]
async fn without_mail_the_page_says_so_and_the_account_manager_helps() {
    let app = TestApp::start().await;
    let answer = forgot(&app, "agency_clerk.north").await.json();
    assert_eq!(answer["by_mail"], false);
    assert!(answer["text"].as_str().unwrap().contains("sends no mail"));
    forgot(&app, "agency_clerk.north").await;
    forgot(&app, "nobody.here").await;
    let asked = waiting(supervisor(&app).get("/recovery-requests").await);
    assert_eq!(asked.len(), 1, "asked twice, shown once; nobody is not shown");
    assert_eq!(asked[0].kind, RecoveryKind::Password);
    assert_eq!(asked[0].user_id, county::user("north", Role::AgencyClerk));
    let other = app.person("south", Role::AgencySupervisor);
    assert!(waiting(other.get("/recovery-requests").await).is_empty());
    assert_eq!(waiting(app.administrator().get("/recovery-requests").await).len(), 1);
    let path = format!("/users/{}/invitation", asked[0].user_id);
    supervisor(&app).ask(Method::POST, &path).send().await.expect(200);
    assert!(waiting(supervisor(&app).get("/recovery-requests").await).is_empty(), "an invitation settles it");
}

#[actix_web::test]
async fn a_forgotten_user_name_reaches_whoever_manages_the_account() {
    let (app, folder) = with_mail().await;
    for who in ["Agency Clinician of North", MAIL] {
        app.anonymous().post("/recovery/user-name", json!({ "who": who })).await.expect(202);
    }
    assert_eq!(send(&app), 0, "a user name is never mailed");
    assert!(letters(folder.path()).is_empty());
    let asked = waiting(supervisor(&app).get("/recovery-requests").await);
    let names: Vec<&str> = asked.iter().map(|one| one.user_name.as_str()).collect();
    assert_eq!(names, ["agency_clerk.north", "agency_clinician.north"], "the newest first");
    let path = format!("/recovery-requests/{}/settlement", asked[0].id);
    app.person("south", Role::AgencySupervisor).ask(Method::POST, &path).send().await.expect(404);
    supervisor(&app).ask(Method::POST, &path).send().await.expect(204);
    assert_eq!(waiting(supervisor(&app).get("/recovery-requests").await).len(), 1);
}

#[actix_web::test]
async fn inactive_people_and_people_yet_to_choose_get_no_mail() {
    let (app, folder) = with_mail().await;
    let clerk = format!("/users/{}", county::user("north", Role::AgencyClerk));
    supervisor(&app).ask(Method::POST, &format!("{clerk}/invitation")).send().await.expect(200);
    forgot(&app, "agency_clerk.north").await;
    assert_eq!(send(&app), 0, "the way in is the invitation");
    assert_eq!(waiting(supervisor(&app).get("/recovery-requests").await).len(), 1, "which may be lost");
    supervisor(&app).patch(&clerk, 2, json!({ "active": false })).await.expect(200);
    forgot(&app, "agency_clerk.north").await;
    assert_eq!(send(&app), 0);
    assert!(letters(folder.path()).is_empty());
}

#[actix_web::test]
async fn old_requests_and_links_are_swept_away() {
    let app = TestApp::start().await;
    forgot(&app, "agency_clerk.north").await;
    forgot(&app, "nobody.here").await;
    for (days, left) in [(0, 2), (2, 1), (29, 0)] {
        app.deps.clock.shift(Duration::days(days));
        api::files::sweep(&app.deps.db, &app.deps.files).await.unwrap();
        assert_eq!(app.database.dump_of("recovery_requests").len(), left, "after {days} more days");
    }
}

#[actix_web::test]
async fn the_shared_password_of_the_sources_opens_nothing_and_is_recorded() {
    let app = TestApp::start().await;
    let hash = api::passwords::hash("Smartcare1".to_owned()).await.unwrap();
    diesel::update(users::table.find(county::user("north", Role::AgencyClerk)))
        .set(users::password_hash.eq(hash))
        .execute(&mut app.database.owner())
        .unwrap();
    for name in ["agency_clerk.north", "nobody.here"] {
        let body = json!({ "user_name": name, "password": "Smartcare1" });
        app.anonymous().post("/session", body).await.expect(401);
    }
    let events = given::events(&app, "session.sign_in");
    assert_eq!(events.len(), 2);
    assert!(events.iter().all(|one| one.outcome == "refused" && one.detail["code"] == "shared_default"));
}
