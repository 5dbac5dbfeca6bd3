//! What no operation takes: a field nobody knows, a text that cannot be stored, another type of body, a change asked
//! for by another site, a page that is too long.

use domain::access::Role;
use serde_json::{Value, json};
use tests::{Answer, Client, TestApp, county};
use uuid::Uuid;

use crate::cases::{self, Body, Request};
use crate::surface::{document, operations};

const FIELD: &str = "no_such_field";

/// A form that is not finished may hold anything inside.
fn is_free_form(operation: &str, pointer: &str) -> bool {
    // And whoever gives tokens has to pass over what it does not know (RFC 6749, section 3.2).
    operation == "oauth.token" || (operation == "drafts.save" && pointer.starts_with("/body"))
}

fn children(value: &Value) -> Vec<(String, &Value)> {
    match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, value)| (index.to_string(), value)).collect(),
        _ => Vec::new(),
    }
}

/// Every place in a body with what is there.
fn places(value: &Value, at: &str) -> Vec<(String, Value)> {
    let mut found = vec![(at.to_owned(), value.clone())];
    for (name, child) in children(value) {
        found.extend(places(child, &format!("{at}/{name}")));
    }
    found
}

/// The body with something else in one place.
fn with(body: &Value, pointer: &str, change: impl FnOnce(&mut Value)) -> Value {
    let mut changed = body.clone();
    change(changed.pointer_mut(pointer).unwrap());
    changed
}

async fn refused(client: &Client, request: &Request, body: Value, pointer: &str) {
    let answer = Request { body: Body::Json(body), ..request.clone() }.send(client).await;
    assert_eq!(answer.status, 422, "{}: {}", request.path, answer.text());
    assert_eq!(answer.header("content-type"), "application/problem+json");
    let problem = answer.json();
    assert_eq!(problem["errors"][0]["pointer"], pointer, "{}: {problem}", request.path);
}

#[actix_web::test]
async fn bodies_with_what_nobody_knows_or_can_store_are_refused_where_it_stands() {
    let documented = operations();
    let takes_json = |id: &str| {
        let operation = documented.iter().find(|one| one.id == id).unwrap();
        operation.body["requestBody"]["content"]["application/json"].is_object()
    };
    for case in cases::all().iter().filter(|case| takes_json(case.operation)) {
        let app = TestApp::start().await;
        let request = (case.prepare)(&app).await;
        let Body::Json(body) = &request.body else { panic!("{} is tested without a body", case.operation) };
        let (organization, role) = case.right;
        let client = app.person(organization, role);
        for (pointer, value) in places(body, "") {
            if value.is_object() && !is_free_form(case.operation, &pointer) {
                let more = with(body, &pointer, |object| object[FIELD] = json!(true));
                refused(&client, &request, more, &format!("{pointer}/{FIELD}")).await;
                // Serde takes a list for a struct; what has only optional fields would take this one.
                let nulls = vec![Value::Null; children(&value).len()];
                let list = Body::Json(with(body, &pointer, |object| *object = Value::Array(nulls)));
                let answer = Request { body: list, ..request.clone() }.send(&client).await;
                assert_eq!(answer.status, 422, "{} took a list at {pointer}", case.operation);
            }
            if let Value::String(text) = value {
                let nul = with(body, &pointer, |place| *place = json!(format!("{text}\0")));
                refused(&client, &request, nul, &pointer).await;
            }
        }
        let text = serde_json::to_vec(body).unwrap();
        let other = request.clone().raw("text/plain", text).send(&client).await;
        assert_eq!((other.status, other.code().as_str()), (415, "unsupported_type"), "{}", case.operation);
        assert_eq!(other.json()["accepted"], json!(["application/json"]), "{}", case.operation);
        let right = request.send(&client).await;
        assert_eq!(right.status, case.success, "{}: the rest was right, yet {}", case.operation, right.text());
    }
}

#[test]
fn the_document_says_of_every_body_that_it_holds_nothing_else() {
    let document = document();
    for operation in operations() {
        for form in operation.body["requestBody"]["content"].as_object().into_iter().flat_map(|all| all.values()) {
            check_closed(&document, &operation.id, "", &form["schema"]);
        }
    }
}

/// Every object that can be sent names its fields, and says that there are no others.
fn check_closed(document: &Value, operation: &str, at: &str, schema: &Value) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#')).unwrap();
        return check_closed(document, operation, at, target);
    }
    if is_free_form(operation, at) {
        return;
    }
    for kind in ["oneOf", "anyOf", "allOf"] {
        schema[kind].as_array().into_iter().flatten().for_each(|one| check_closed(document, operation, at, one));
    }
    if schema["items"].is_object() {
        check_closed(document, operation, &format!("{at}/0"), &schema["items"]);
    }
    let Some(properties) = schema["properties"].as_object() else { return };
    assert_eq!(schema["additionalProperties"], false, "{operation}{at} lets in what it does not name");
    for (name, property) in properties {
        check_closed(document, operation, &format!("{at}/{name}"), property);
    }
}

fn cross_site(answer: &Answer, operation: &str) {
    assert_eq!((answer.status, answer.code().as_str()), (403, "cross_origin"), "{operation}: {}", answer.text());
}

#[actix_web::test]
async fn another_site_cannot_ask_for_any_change() {
    let app = TestApp::start().await;
    let session = api::http::token::Token {
        session_id: county::session("county", Role::CountyAdministrator),
        expires_at: time::macros::datetime!(2100-01-01 0:00 UTC).unix_timestamp(),
    };
    let cookie = format!("{}={}", api::http::token::COOKIE, app.deps.tokens.sign(session).unwrap());
    for operation in operations().iter().filter(|one| one.method != "get") {
        let path = operation.path.replace("{id}", &Uuid::nil().to_string());
        let ask = |name: &str, value: &str| {
            let method = operation.method.to_uppercase().parse().unwrap();
            app.anonymous().ask(method, &path).header("Cookie", &cookie).header(name, value).json(json!({})).send()
        };
        cross_site(&ask("Origin", "https://elsewhere.example").await, &operation.id);
        cross_site(&ask("Origin", "null").await, &operation.id);
        cross_site(&ask("Sec-Fetch-Site", "cross-site").await, &operation.id);
        cross_site(&ask("Sec-Fetch-Site", "same-site").await, &operation.id);
    }
    app.anonymous().ask("GET".parse().unwrap(), "/session").header("Cookie", &cookie).send().await.expect(200);
}

#[actix_web::test]
async fn every_list_has_pages_of_1_to_200_rows() {
    let paged: Vec<String> = operations()
        .into_iter()
        .filter(|one| one.body.to_string().contains(r#""name":"limit""#))
        .map(|one| one.id)
        .collect();
    assert!(paged.len() > 8, "{paged:?}");
    for case in cases::all().iter().filter(|case| paged.iter().any(|id| id == case.operation)) {
        let app = TestApp::start().await;
        let request = (case.prepare)(&app).await;
        let (organization, role) = case.right;
        let client = app.person(organization, role);
        let mark = if request.path.contains('?') { '&' } else { '?' };
        for (query, status) in [("limit=0", 400), ("limit=1", 200), ("limit=200", 200), ("limit=201", 400)] {
            let answer = client.get(&format!("{}{mark}{query}", request.path)).await;
            assert_eq!(answer.status, status, "{} {query}: {}", case.operation, answer.text());
        }
        let answer = client.get(&format!("{}{mark}{FIELD}=1", request.path)).await;
        assert_eq!(answer.status, 400, "{}: an unknown parameter got {}", case.operation, answer.text());
        let answer = client.get(&format!("{}{mark}cursor=bm9uc2Vuc2U", request.path)).await;
        assert_eq!(answer.status, 400, "{}: a cursor made up got {}", case.operation, answer.text());
    }
}

#[actix_web::test]
async fn signing_in_takes_no_field_it_does_not_know() {
    let app = TestApp::start().await;
    let body = json!({ "user_name": "m.delgado", "password": "seven plums on a blue plate", FIELD: true });
    let refusal = app.anonymous().post("/session", body).await.expect(422).json();
    assert_eq!(refusal["errors"][0]["pointer"], format!("/{FIELD}"));
}
