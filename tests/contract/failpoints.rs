//! A change happens wholly or not at all: every operation that changes something dies, and is cut off, at its first
//! statement, its second, and so on until it comes through. No place is marked by hand.

use api::cluster::SUPERUSER;
use api::db::setup::Digests;
use tests::stumble::Stumble;
use tests::{TestApp, invariants};
use uuid::Uuid;

use crate::cases::{self, Case, Request};
use crate::surface::operations;

/// More statements than any operation has: a loop that gets here has no end.
const MOST: u32 = 200;

/// What is in every table, in short, as a backup tells it.
fn digests(app: &TestApp) -> Digests {
    api::db::setup::digests(&app.database.url(SUPERUSER)).unwrap()
}

/// The cases that change something.
fn changing() -> Vec<Case> {
    let documented = operations();
    let method = |case: &Case| documented.iter().find(|one| one.id == case.operation).unwrap().method.clone();
    cases::all().into_iter().filter(|case| case.writes(&method(case))).collect()
}

/// A password is told once: whoever asks again is told that it was made, and nothing else happens.
const SHOWN_ONCE: [&str; 2] = ["users.create", "users.reset_password"];

/// The same but for the record, which a refusal adds to.
fn without_record(mut digests: Digests) -> Digests {
    digests.remove("audit_events");
    digests
}

/// The request under a key of its own, where keys are honoured.
fn keyed(request: Request) -> Request {
    if request.method == "POST" { request.header("Idempotency-Key", Uuid::new_v4().to_string()) } else { request }
}

/// Which statements it happens at: in the quick form every third, for the two ways beginning at another one; in the soak
/// each.
fn places(how: Stumble) -> impl Iterator<Item = u32> {
    let (first, stride) = match (std::env::var_os("PORTICO_SOAK"), how) {
        (Some(_), _) => (1, 1),
        (None, Stumble::IsCutOff) => (2, 3),
        (None, _) => (1, 3),
    };
    (first..MOST).step_by(stride)
}

async fn fails_wholly(case: &Case, how: Stumble) {
    let app = TestApp::narrow().await;
    let request = keyed((case.prepare)(&app).await);
    let (organization, role) = case.right;
    let person = app.person(organization, role);
    let before = digests(&app);
    for n in places(how) {
        let armed = app.database.stumble(how, n);
        let answer = request.send(&person).await;
        let happened = armed.happened();
        drop(armed);
        let Some(statement) = happened else {
            assert_eq!(answer.status, case.success, "{}: {}", case.operation, answer.text());
            assert!(n > 3, "{} has only {n} statements", case.operation);
            assert_eq!(invariants::broken(&mut app.database.owner()), Vec::<String>::new(), "{}", case.operation);
            return;
        };
        let told = if how == Stumble::IsCutOff { 503 } else { 500 };
        let at = format!("{} {how:?} at {n}: {statement}", case.operation);
        assert_eq!(answer.status, told, "{at}: {}", answer.text());
        assert!(!answer.text().contains("stumbled") && !answer.text().contains("SELECT"), "{at}: {}", answer.text());
        assert_eq!(digests(&app), before, "{at} left something behind");
    }
    unreachable!("{} has no end", case.operation);
}

#[actix_web::test]
async fn an_operation_that_dies_between_any_two_statements_changed_nothing() {
    for case in changing() {
        fails_wholly(&case, Stumble::Dies).await;
    }
}

#[actix_web::test]
async fn an_operation_that_is_cut_off_between_any_two_statements_changed_nothing() {
    for case in changing() {
        fails_wholly(&case, Stumble::IsCutOff).await;
    }
}

#[actix_web::test]
async fn what_was_committed_and_never_answered_is_answered_by_a_repeat() {
    for case in changing() {
        let app = TestApp::narrow().await;
        let request = keyed((case.prepare)(&app).await);
        if request.method != "POST" {
            continue;
        }
        let (organization, role) = case.right;
        let person = app.person(organization, role);
        let before = digests(&app);
        // The work is the last thing committed; what is looked up before it commits too.
        let mut commits = 0;
        let done = loop {
            commits += 1;
            assert!(commits < 10, "{} commits without end", case.operation);
            let armed = app.database.stumble(Stumble::DiesCommitted, commits);
            let answer = request.send(&person).await;
            assert!(armed.happened().is_some(), "{} came through", case.operation);
            assert_eq!(answer.status, 500, "{}: {}", case.operation, answer.text());
            drop(armed);
            let now = digests(&app);
            if now != before {
                break now;
            }
        };
        let again = request.send(&person).await;
        if SHOWN_ONCE.contains(&case.operation) {
            assert_eq!(again.status, 409, "{}: {}", case.operation, again.text());
            assert_eq!(without_record(digests(&app)), without_record(done), "{} happened twice", case.operation);
            continue;
        }
        assert_eq!(again.status, case.success, "{}: {}", case.operation, again.text());
        assert_eq!(again.header("idempotency-replayed"), "true", "{}", case.operation);
        assert_eq!(digests(&app), done, "{} happened twice", case.operation);
    }
}
