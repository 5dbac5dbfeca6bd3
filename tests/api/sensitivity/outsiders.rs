//! To everybody outside the program a county with its records and one without them are the same county: every read
//! operation of the document is asked in both, and the answers are equal to the byte.

use std::collections::HashMap;

use actix_web::http::Method;
use domain::access::Role;
use serde_json::{Value, json};
use tests::{Answer, Client, TestApp, county};
use uuid::Uuid;

use super::world::{self, MARKER, Secret};

/// Everybody of the small county who is not in the program.
const OUTSIDERS: [(&str, Role); 6] = [
    ("north", Role::AgencyClerk),
    ("north", Role::AgencySupervisor),
    ("south", Role::AgencyClerk),
    ("south", Role::AgencyClinician),
    ("county", Role::CountyReviewer),
    ("county", Role::CountyAdministrator),
];

/// Reads by POST, with what they ask.
fn reads_by_post(last_name: &str) -> Vec<(&'static str, Value)> {
    let who = json!({ "last_name": last_name, "first_name": "Vale", "birth_date": "1990-05-06" });
    vec![
        ("/clients/lookup", json!({ "query": last_name })),
        ("/clients/lookup", json!({})),
        ("/clients/search", json!({ "query": last_name })),
        ("/clients/matches", who),
        ("/reports/authorization-status", json!({})),
        ("/reports/authorization-status", json!({ "text": MARKER })),
    ]
}

/// What every read operation by GET is asked with; `None`: it is asked as nobody, for good, or not about clients.
fn paths(operation: &str, path: &str, client: Uuid) -> Vec<String> {
    let of_client = path.replace("{id}", &client.to_string());
    match operation {
        "attachments.list" => vec![format!("{path}?client_id={client}")],
        "authorizations.list" => vec![path.to_owned(), format!("{path}?client_id={client}&sort=due_first")],
        "authorizations.queue" => vec![path.to_owned(), format!("{path}?show=all")],
        "clients.read" | "authorizations.facts" | "consents.list" | "coverage.list" | "enrollments.list" => {
            vec![of_client]
        }
        "members.list" => vec![path.replace("{id}", &county::user("north", Role::AgencyClerk).to_string())],
        // Asked by id below; without an id of the program there is none that anybody could ask for.
        "attachments.content" | "authorizations.read" | "authorizations.letter" | "drafts.read" | "funding.read" => {
            Vec::new()
        }
        // A stream has no end, a probe no reader.
        "events.listen" => Vec::new(),
        other if other.starts_with("health.") => Vec::new(),
        _ if path.contains('{') => panic!("{operation} reads by id: say here with which"),
        _ => vec![path.to_owned()],
    }
}

fn operations() -> Vec<(String, String)> {
    let document = serde_json::to_value(api::app::document()).unwrap();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        if let Some(get) = item.get("get") {
            let short = path.trim_start_matches("/api/v1").to_owned();
            found.push((get["operationId"].as_str().unwrap().to_owned(), short));
        }
    }
    found
}

/// An answer with ids, cursors and moments replaced by what they are: these differ between any two counties.
fn told(answer: &Answer) -> String {
    fn walk(value: &mut Value, seen: &mut HashMap<String, usize>) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(|item| walk(item, seen)),
            Value::Object(fields) => {
                for (name, field) in fields.iter_mut() {
                    match (name.as_str(), field.is_string()) {
                        ("next_cursor" | "request_id", true) => *field = json!("opaque"),
                        (name, true) if name.ends_with("_at") || name == "as_of" => *field = json!("moment"),
                        _ => walk(field, seen),
                    }
                }
            }
            Value::String(text) if text.parse::<Uuid>().is_ok() => {
                let next = seen.len();
                let place = *seen.entry(text.clone()).or_insert(next);
                *value = json!(format!("id {place}"));
            }
            _ => {}
        }
    }
    let mut body = serde_json::from_slice(&answer.bytes).unwrap_or(Value::Null);
    walk(&mut body, &mut HashMap::new());
    format!("{} {}", answer.status, body)
}

async fn everything(person: &Client, client: Uuid) -> Vec<(String, Answer)> {
    let mut answers = Vec::new();
    for (operation, path) in operations() {
        for path in paths(&operation, &path, client) {
            answers.push((
                format!("{operation} {}", path.replace(&client.to_string(), "CLIENT")),
                person.get(&path).await,
            ));
        }
    }
    for last_name in ["Orsino", MARKER] {
        for (path, body) in reads_by_post(last_name) {
            answers.push((format!("{path} {body}"), person.post(path, &body).await));
        }
    }
    answers
}

#[actix_web::test]
async fn a_county_with_the_records_answers_outsiders_as_one_without() {
    let (with, without) = (TestApp::start().await, TestApp::start().await);
    let (program, _) = (world::program(&with).await, world::program(&without).await);
    let (here, there) = (world::client_of_both(&with).await, world::client_of_both(&without).await);
    world::secret_of(&with, program, here.id).await;
    for (organization, role) in OUTSIDERS {
        let (one, other) = (with.person(organization, role), without.person(organization, role));
        let (seen, expected) = (everything(&one, here.id).await, everything(&other, there.id).await);
        assert_eq!(seen.len(), expected.len());
        for ((asked, answer), (_, same)) in seen.iter().zip(&expected) {
            assert_eq!(told(answer), told(same), "{} of {organization} asked {asked}", role.as_str());
        }
    }
    let own = everything(&world::member(&with), here.id).await;
    let marked = own.iter().filter(|(_, answer)| answer.text().contains(MARKER)).count();
    assert!(marked >= 4, "the program's own people see {marked} answers with its records");
}

#[actix_web::test]
async fn no_answer_to_an_outsider_holds_a_word_of_the_program() {
    let app = TestApp::start().await;
    let program = world::program(&app).await;
    let both = world::client_of_both(&app).await;
    let secret = world::secret_of(&app, program, both.id).await;
    let hidden = world::client_of_the_program(&app, program).await;
    let hers = world::written_about(&app, program, hidden.id).await;
    for (organization, role) in OUTSIDERS {
        let person = app.person(organization, role);
        for client in [both.id, hidden.id] {
            for (asked, answer) in everything(&person, client).await {
                // The county's index has everybody, for agencies: that somebody is a client of some program.
                let of_index = organization != "county" && (asked.contains("/search") || asked.contains("/matches"));
                let names = answer.text().replace("Zephyrine, Ilse", "");
                let found = if of_index { names.contains("Zephyrine ") } else { answer.text().contains(MARKER) };
                assert!(!found, "{} of {organization} asked {asked}: {}", role.as_str(), answer.text());
                let id = hidden.id.to_string();
                assert!(of_index || asked.contains("CLIENT") || !answer.text().contains(&id), "{asked}");
            }
        }
        for one in [&secret, &hers] {
            nothing_is_found_by_id(&person, one).await;
        }
        for rest in ["", "/enrollments", "/coverage"] {
            person.get(&format!("/clients/{}{rest}", hidden.id)).await.expect(404);
        }
    }
}

/// Ids are not secrets: whoever has one from somewhere learns nothing by it.
async fn nothing_is_found_by_id(person: &Client, secret: &Secret) {
    let of = |rest: &str| format!("/authorizations/{}{rest}", secret.authorization.id);
    for path in [
        of(""),
        of("/letter"),
        format!("/attachments/{}/content", secret.attached),
        format!("/attachments/{}/content", secret.staged),
        format!("/drafts/{}", secret.draft),
        format!("/attachments?authorization_id={}", secret.authorization.id),
    ] {
        let answer = person.get(&path).await;
        assert!([403, 404].contains(&answer.status), "{path}: {}", answer.text());
    }
    for (method, path, body) in [
        (Method::POST, of("/claim"), json!({})),
        (Method::POST, of("/decision"), json!({ "outcome": "approve", "missing_documents_reason": "Seen." })),
        (Method::POST, of("/notes"), json!({ "body": "Hello.", "visibility": "agency_and_county" })),
        (Method::POST, of("/withdrawal"), json!({ "reason": "Mine now." })),
        (Method::POST, of("/change-requests"), json!({ "units": 1, "reason": "Less." })),
        (Method::PATCH, format!("/coverage/{}", secret.coverage), json!({ "end_date": null })),
        (Method::PATCH, format!("/enrollments/{}", secret.enrollment), json!({ "end_date": null })),
    ] {
        let answer = person.ask(method, &path).header("If-Match", "\"v1\"").json(body).send().await;
        assert!([403, 404].contains(&answer.status), "{path}: {}", answer.text());
        assert!(!answer.text().contains(MARKER));
    }
}

#[actix_web::test]
async fn no_refusal_tells_that_something_is_there() {
    let app = TestApp::start().await;
    let program = world::program(&app).await;
    let both = world::client_of_both(&app).await;
    world::secret_of(&app, program, both.id).await;
    let clerk = app.clerk("north");
    // Admitting to the program is refused alike, whether the client is in it or not.
    let other = tests::given::client(&app, "north").await;
    let admission = json!({ "program_id": program, "start_date": tests::given::today(&app) });
    let mut refusals = Vec::new();
    for client in [both.id, other.id] {
        refusals.push(told(&clerk.post(&format!("/clients/{client}/enrollments"), &admission).await.expect(422)));
    }
    assert_eq!(refusals[0], refusals[1]);
    // So is the payer that says it by itself, and another agency's program may have the same payer for the same days.
    let span = tests::given::new_coverage(&app, domain::coverage::PayerKind::MediCalDmc);
    let mut refusals = Vec::new();
    for client in [both.id, other.id] {
        for person in [&clerk, &app.clerk("south"), &app.administrator()] {
            let refused = person.post(&format!("/clients/{client}/coverage"), &span).await;
            refusals.push((refused.status, refused.code()));
        }
    }
    refusals.retain(|(status, _)| *status != 404);
    assert!(refusals.iter().all(|refusal| *refusal == refusals[0]), "{refusals:?}");
}

#[actix_web::test]
async fn open_pages_hear_nothing() {
    let app = TestApp::start().await;
    let program = world::program(&app).await;
    let both = world::client_of_both(&app).await;
    let before = announced(&app);
    world::secret_of(&app, program, both.id).await;
    assert_eq!(announced(&app), before);
}

fn announced(app: &TestApp) -> i64 {
    use diesel::prelude::*;
    api::db::schema::outbox::table.count().get_result(&mut app.database.owner()).unwrap()
}
