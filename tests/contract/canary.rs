//! Nothing anybody typed leaves by a side door: every operation is asked as it should be, with every text of its body
//! replaced by what must not be seen again, and with a database that refuses every row. Neither the log nor the figures
//! nor the body of a refusal nor an address holds any of it, and the log stays one JSON object a line.

use diesel::connection::SimpleConnection as _;
use serde_json::Value;
use tests::{Answer, TestApp, logs};

use crate::cases::{self, Body, Request};

/// A name, a number in two forms, a new line and a colour for the terminal.
const CANARY: &str = "Quillcanary 987-65-4329 987654329\n{\"level\":\"ERROR\"}\u{1b}[31mQuillcanary";
const MARKS: [&str; 3] = ["Quillcanary", "987-65-4329", "987654329"];

/// The body with the canary in place of every text.
fn planted(value: &Value) -> Value {
    match value {
        Value::String(_) => Value::String(CANARY.to_owned()),
        Value::Array(items) => items.iter().map(planted).collect(),
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), planted(value))).collect(),
        other => other.clone(),
    }
}

/// The body with the canary in place of one text, the rest being right.
fn each_planted(body: &Value) -> Vec<Value> {
    fn walk(whole: &Value, at: &str, part: &Value, found: &mut Vec<Value>) {
        match part {
            Value::String(_) => {
                let mut changed = whole.clone();
                *changed.pointer_mut(at).unwrap() = Value::String(CANARY.to_owned());
                found.push(changed);
            }
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(n, item)| walk(whole, &format!("{at}/{n}"), item, found));
            }
            Value::Object(fields) => {
                fields.iter().for_each(|(name, item)| walk(whole, &format!("{at}/{name}"), item, found));
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(body, "", body, &mut found);
    found
}

fn tells_nothing(operation: &str, answer: &Answer, secrets: &[String]) {
    let address = answer.header("location");
    let refusal = if answer.status >= 400 { answer.text() } else { String::new() };
    for mark in MARKS.iter().copied().chain(secrets.iter().map(String::as_str)) {
        assert!(!address.contains(mark), "{operation}: an address holds {mark}");
        assert!(!refusal.contains(mark), "{operation}: a refusal repeats {mark}: {refusal}");
    }
}

/// Three digits, two and four, with or without lines between, and no digit or letter about them.
fn holds_a_social_security_number(line: &str) -> bool {
    line.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').any(|word| {
        let digits = word.replace('-', "");
        let form = word.len() == 9 || (word.len() == 11 && word.get(3..4) == Some("-") && word.get(6..7) == Some("-"));
        form && digits.len() == 9 && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

#[test]
fn a_number_is_known_when_it_is_seen() {
    assert!(holds_a_social_security_number(r#"{"x":"987-65-4329"}"#));
    assert!(holds_a_social_security_number("ssn=987654329,"));
    assert!(!holds_a_social_security_number("01a2162b-799f-721f-872a-5fc0c64519f2 2026-11-26 1234567890"));
}

#[actix_web::test]
async fn what_was_typed_is_in_no_log_no_figure_no_refusal_and_no_address() {
    let mut secrets: Vec<String> = Vec::new();
    for case in cases::all() {
        let app = TestApp::start().await;
        let request = (case.prepare)(&app).await;
        // Words of the small county itself, and numbers short enough to stand in an id, say nothing here.
        let typed = request.secrets.iter().filter(|one| one.len() > 5 && !one.contains("main"));
        secrets.extend(typed.clone().cloned());
        let own: Vec<String> = typed.cloned().collect();
        let (organization, role) = case.right;
        let person = app.person(organization, role);
        if let Body::Json(body) = &request.body {
            for changed in each_planted(body).into_iter().chain([planted(body)]) {
                let answer = Request { body: Body::Json(changed), ..request.clone() }.send(&person).await;
                tells_nothing(case.operation, &answer, &own);
            }
        }
        let broken = "DO $$ DECLARE t regclass; BEGIN
            FOR t IN SELECT oid FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
                AND relname NOT LIKE '\\_\\_%' AND relname NOT IN ('access_records', 'audit_events') LOOP
                EXECUTE format('ALTER TABLE %s ADD CONSTRAINT never CHECK (false) NOT VALID', t);
            END LOOP; END $$";
        app.database.owner().batch_execute(broken).unwrap();
        let answer = request.send(&person).await;
        tells_nothing(case.operation, &answer, &own);
        app.anonymous().get("/clients/Quillcanary").await;
        app.anonymous().get("/Quillcanary?q=987-65-4329").await;
    }
    let lines = logs::lines();
    assert!(lines.iter().any(|line| line.contains("internal fault")), "nothing was logged, so this says nothing");
    for line in &lines {
        let event: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("not one JSON object: {line}"));
        assert!(event["fields"].is_object(), "not a line of ours: {line}");
        for mark in MARKS.iter().copied().chain(secrets.iter().map(String::as_str)) {
            assert!(!line.contains(mark), "the log holds {mark}: {line}");
        }
        assert!(!holds_a_social_security_number(line), "the log holds a number: {line}");
    }
    let figures = api::metrics::text((0, 0));
    for mark in MARKS {
        assert!(!figures.contains(mark), "the figures hold {mark}");
    }
}
