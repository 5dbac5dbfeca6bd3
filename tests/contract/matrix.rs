//! Every place of every operation where an id can stand, found in the document: another agency puts one of ours
//! there, everything else being its own, and learns nothing. What it is told is what it is told of an id that exists
//! nowhere, and not a byte of ours is in it.

use std::collections::HashSet;

use domain::attachments::DocumentType;
use serde_json::{Value, json};
use tests::form::Form;
use tests::{Answer, TestApp, county, given};
use uuid::Uuid;

use crate::cases::{self, Body, Case, OTHER_CLERK, Person, Request};
use crate::surface::{Documented, document, operations};

/// Places where another agency's id is meant to be told from one that exists nowhere: operation, place, what another
/// agency is answered, why. This list is reviewed.
const MEANT: [(&str, &str, u16, &str); 6] = [
    ("authorizations.submit", "draft_id", 201, "a draft is ended with what it became; another's is left alone"),
    ("clients.create", "reviewed_match_ids", 201, "the likely matches a person is shown are the whole county's"),
    ("enrollments.create", "id", 201, "any agency may admit any client of the county: so it comes to know them"),
    ("drafts.save", "id", 404, "whoever saves a draft chooses its id, so an id that exists nowhere is a new draft"),
    ("news.read", "id", 204, "news are the county's, and everybody's to read"),
    ("drafts.save", "client_id", 200, "a draft is one's own note, and what it names is looked up when it is used"),
];

/// Where an id can stand.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Place {
    Path(String),
    Query(String),
    Json(String),
    Form(String),
}

impl Place {
    fn name(&self) -> &str {
        match self {
            Self::Path(name) | Self::Query(name) => name,
            Self::Json(pointer) | Self::Form(pointer) => {
                pointer.rsplit('/').find(|part| part.parse::<u8>().is_err()).unwrap()
            }
        }
    }
}

fn is_id(schema: &Value) -> bool {
    let one_of = ["oneOf", "anyOf", "allOf"].iter().filter_map(|kind| schema[*kind].as_array()).flatten();
    schema["format"] == "uuid" || one_of.into_iter().any(is_id)
}

/// Pointers to everything in a body that is an id.
fn ids_in(document: &Value, schema: &Value, at: &str, within: &[&str], found: &mut HashSet<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        if !within.contains(&reference) {
            let target = document.pointer(reference.trim_start_matches('#')).unwrap();
            ids_in(document, target, at, &[within, &[reference]].concat(), found);
        }
        return;
    }
    if is_id(schema) {
        found.insert(at.to_owned());
        return;
    }
    for kind in ["oneOf", "anyOf", "allOf"] {
        for one in schema[kind].as_array().into_iter().flatten() {
            ids_in(document, one, at, within, found);
        }
    }
    if schema["items"].is_object() {
        ids_in(document, &schema["items"], &format!("{at}/0"), within, found);
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        ids_in(document, property, &format!("{at}/{name}"), within, found);
    }
}

fn places(document: &Value, operation: &Documented) -> Vec<Place> {
    let mut places = Vec::new();
    for parameter in operation.body["parameters"].as_array().into_iter().flatten().filter(|one| is_id(&one["schema"])) {
        let name = parameter["name"].as_str().unwrap().to_owned();
        places.push(match parameter["in"].as_str().unwrap() {
            "path" => Place::Path(name),
            "query" => Place::Query(name),
            other => panic!("{}: an id in a {other}", operation.id),
        });
    }
    for (kind, content) in operation.body["requestBody"]["content"].as_object().into_iter().flatten() {
        let mut found = HashSet::new();
        ids_in(document, &content["schema"], "", &[], &mut found);
        let place = if kind == "application/json" { Place::Json } else { Place::Form };
        let mut found: Vec<String> = found.into_iter().collect();
        found.sort();
        places.extend(found.into_iter().map(place));
    }
    places
}

/// One of agency north's, for what a place is called. A name that is not here is a new kind of id: say what it names.
async fn ours(app: &TestApp, operation: &str, place: &Place, request: &Request, document: &[Documented]) -> Uuid {
    match place.name() {
        "id" => {
            let template = &document.iter().find(|one| one.id == operation).unwrap().path;
            let at = template.trim_start_matches("/api/v1").split('/').position(|part| part == "{id}").unwrap();
            request.path.split('?').next().unwrap().split('/').nth(at).unwrap().parse().unwrap()
        }
        "client_id" | "reviewed_match_ids" => given::client(app, "north").await.id,
        "organization_id" => county::organization("north"),
        "program_id" => county::program("north", "main"),
        "authorization_id" => given::authorization(app, "north").await.id,
        "attachment_ids" => {
            let client = given::client(app, "north").await;
            given::staged(app, "north", client.id, DocumentType::Assessment).await.id
        }
        "draft_id" => {
            let (path, id) = ("/drafts", Uuid::new_v4());
            let body = json!({ "kind": "authorization", "title": "Whitcombe", "body": { "units": 40 } });
            let put = app.clerk("north").ask("PUT".parse().unwrap(), &format!("{path}/{id}")).json(body);
            put.send().await.expect(201);
            id
        }
        other => panic!("{operation}: say in `ours` what an id called {other} names"),
    }
}

/// The other agency's own request with an id put into one place.
fn with(request: &Request, template: &str, place: &Place, id: Uuid) -> Request {
    let mut changed = request.clone();
    match place {
        Place::Path(name) => {
            let at = template.trim_start_matches("/api/v1").split('/').position(|part| part == format!("{{{name}}}"));
            let mut parts: Vec<String> = request.path.split('/').map(str::to_owned).collect();
            parts[at.unwrap()] = id.to_string();
            changed.path = parts.join("/");
        }
        Place::Query(name) => {
            let (path, query) = request.path.split_once('?').unwrap_or((&request.path, ""));
            let others = query.split('&').filter(|pair| !pair.is_empty() && pair.split('=').next() != Some(name));
            let pairs: Vec<String> = others.map(str::to_owned).chain([format!("{name}={id}")]).collect();
            changed.path = format!("{path}?{}", pairs.join("&"));
        }
        Place::Json(pointer) => {
            let Body::Json(body) = &mut changed.body else { panic!("no JSON in {}", request.path) };
            put(body, &pointer.split('/').skip(1).collect::<Vec<_>>(), json!(id));
        }
        Place::Form(pointer) => {
            let form = Form::default()
                .text("document_type", DocumentType::Assessment.as_str())
                .text(pointer.trim_start_matches('/'), &id.to_string())
                .pdf("scan.pdf");
            changed = changed.raw(Form::kind(), form.bytes());
        }
    }
    changed
}

fn put(body: &mut Value, path: &[&str], id: Value) {
    match path {
        [] => *body = id,
        [index, rest @ ..] if index.parse::<usize>().is_ok() => {
            *body = json!([Value::Null]);
            put(&mut body[0], rest, id);
        }
        [name, rest @ ..] => put(&mut body[*name], rest, id),
    }
}

/// An answer without what is different each time.
fn told(answer: &Answer, asked: Uuid) -> (u16, String) {
    let mut text = answer.text().replace(&asked.to_string(), "ID");
    let request = answer.header("x-request-id");
    if !request.is_empty() {
        text = text.replace(request, "REQUEST");
    }
    (answer.status, text)
}

/// Whoever of agency south does what the case's right person does; its clerk where only the county may.
fn stranger(case: &Case) -> Person {
    match case.right {
        ("north", role) => ("south", role),
        _ => OTHER_CLERK,
    }
}

async fn walk(case: &Case, operation: &Documented, places: &[Place], all: &[Documented]) {
    let app = TestApp::start().await;
    let theirs = (case.prepare)(&app).await;
    county::mirror(true);
    let own = (case.prepare)(&app).await;
    county::mirror(false);
    let (organization, role) = stranger(case);
    let client = app.person(organization, role);
    let mut taken = false;
    for place in places {
        let at = format!("{} {place:?}", operation.id);
        let id = ours(&app, &operation.id, place, &theirs, all).await;
        let answer = with(&own, &operation.path, place, id).send(&client).await;
        if let Some((.., status, why)) = MEANT.iter().find(|one| one.0 == operation.id && one.1 == place.name()) {
            assert_eq!(answer.status, *status, "{at} ({why}): {}", answer.text());
            taken = true;
            continue;
        }
        let nobody = Uuid::new_v4();
        let expected = told(&with(&own, &operation.path, place, nobody).send(&client).await, nobody);
        assert_eq!(told(&answer, id), expected, "{at}: ours and nobody's are told apart");
        // A list that was asked about ours is what it is without it: empty, or its own.
        let refused = [403, 404, 422].contains(&answer.status);
        let own_list = answer.status == 200 && !case.writes(&operation.method);
        assert!(refused || own_list, "{at}: {} {}", answer.status, answer.text());
        assert!(!answer.text().contains("north"), "{at} tells of agency north: {}", answer.text());
        for secret in theirs.secrets.iter().filter(|_| refused) {
            assert!(!answer.text().contains(secret.as_str()), "{at} tells {secret}");
        }
    }
    // What was taken as meant may stand in the way of the same once more.
    if case.right.0 == "north" && !taken {
        let right = own.send(&client).await;
        assert_eq!(right.status, case.success, "{}: its own request got {}", operation.id, right.text());
    }
}

#[actix_web::test]
async fn no_id_of_ours_opens_anything_to_another_agency_wherever_it_stands() {
    let (document, all) = (document(), operations());
    let mut found = 0;
    for case in cases::all() {
        let operation = all.iter().find(|one| one.id == case.operation).unwrap();
        let places = places(&document, operation);
        found += places.len();
        if !places.is_empty() {
            walk(&case, operation, &places, &all).await;
        }
    }
    assert!(found > 60, "only {found} places: the document is not read right");
}
