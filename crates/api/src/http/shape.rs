//! What serde lets through in a body and Portico does not, each with its pointer.

use domain::problem::{FieldError, Problem};
use serde::Serialize;
use serde_json::Value;

/// PostgreSQL's text cannot hold the character NUL, which JSON writes as `\u0000`. Every text that has one is named.
pub(super) fn refuse_nul(bytes: &[u8]) -> Result<(), Problem> {
    if !bytes.windows(6).any(|six| six == br"\u0000") {
        return Ok(());
    }
    let mut errors = Vec::new();
    // A body that is not JSON is refused for that, a moment later.
    if let Ok(sent) = serde_json::from_slice(bytes) {
        find_nul(&sent, "", &mut errors);
    }
    refuse(errors)
}

fn find_nul(sent: &Value, at: &str, errors: &mut Vec<FieldError>) {
    let mut check = |text: &str| {
        if text.contains('\0') {
            errors.push(FieldError::new(at, "nul", "This holds the character NUL, which cannot be stored."));
        }
    };
    match sent {
        Value::String(text) => check(text),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                find_nul(item, &format!("{at}/{index}"), errors);
            }
        }
        Value::Object(fields) => {
            fields.keys().for_each(|name| check(name));
            for (name, item) in fields {
                find_nul(item, &format!("{at}/{}", token(name)), errors);
            }
        }
        _ => {}
    }
}

/// Serde reads a list as a struct too, its items as the fields in their order. A body that has one where an object
/// belongs is found by writing what was read.
pub(super) fn refuse_lists<T: Serialize>(bytes: &[u8], read: &T) -> Result<(), Problem> {
    let mut errors = Vec::new();
    if bytes.contains(&b'[')
        && let (Ok(sent), Ok(read)) = (serde_json::from_slice(bytes), serde_json::to_value(read))
    {
        find_lists(&sent, &read, "", &mut errors);
    }
    refuse(errors)
}

fn find_lists(sent: &Value, read: &Value, at: &str, errors: &mut Vec<FieldError>) {
    match (sent, read) {
        (Value::Array(_), Value::Object(_)) => {
            errors.push(FieldError::new(at, "type", "Expected an object with named fields, not a list."));
        }
        (Value::Array(sent), Value::Array(read)) => {
            for (index, (sent, read)) in sent.iter().zip(read).enumerate() {
                find_lists(sent, read, &format!("{at}/{index}"), errors);
            }
        }
        (Value::Object(sent), Value::Object(read)) => {
            for (name, sent) in sent {
                let Some(read) = read.get(name) else { continue };
                find_lists(sent, read, &format!("{at}/{}", token(name)), errors);
            }
        }
        _ => {}
    }
}

/// The body with every whole number written as one, if it is JSON and has numbers that are not.
pub(super) fn with_whole_numbers(bytes: &[u8]) -> Option<Value> {
    let mut sent = serde_json::from_slice(bytes).ok()?;
    make_whole(&mut sent).then_some(sent)
}

fn make_whole(sent: &mut Value) -> bool {
    match sent {
        Value::Number(number) if number.is_f64() => {
            // Up to 15 digits a float is exact, and its text without a fraction is the whole number.
            let whole = number.as_f64().filter(|float| float.fract() == 0.0 && float.abs() < 1e15);
            let Some(whole) = whole.and_then(|float| format!("{float:.0}").parse::<i64>().ok()) else { return false };
            *sent = whole.into();
            true
        }
        // Every one of them is made whole, so this must not stop at the first.
        Value::Array(items) => items.iter_mut().map(make_whole).filter(|made| *made).count() > 0,
        Value::Object(fields) => fields.values_mut().map(make_whole).filter(|made| *made).count() > 0,
        _ => false,
    }
}

/// A name as a JSON pointer writes it.
pub(super) fn token(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn refuse(errors: Vec<FieldError>) -> Result<(), Problem> {
    if errors.is_empty() { Ok(()) } else { Err(Problem::fields(errors)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Serialize, Deserialize)]
    struct Site {
        name: String,
        services: Vec<String>,
        address: Option<Address>,
    }

    #[derive(Serialize, Deserialize)]
    struct Address {
        city: String,
    }

    fn lists(body: &str) -> Vec<String> {
        let read: Site = serde_json::from_str(body).expect("serde reads it");
        match refuse_lists(body.as_bytes(), &read) {
            Ok(()) => Vec::new(),
            Err(problem) => problem.errors.into_iter().map(|error| error.pointer).collect(),
        }
    }

    #[test]
    fn a_list_is_no_object() {
        assert!(lists(r#"{"name":"[","services":["IHBS"],"address":{"city":"San Pedro"}}"#).is_empty());
        assert_eq!(lists(r#"["Pier Way",["IHBS"],null]"#), [""]);
        assert_eq!(lists(r#"{"name":"Pier Way","services":[],"address":["San Pedro"]}"#), ["/address"]);
    }

    #[test]
    fn a_whole_number_may_have_a_point() {
        let whole = |body: &str| with_whole_numbers(body.as_bytes());
        assert_eq!(whole(r#"{"a":[5.0,1e3,0.5,"5.0"]}"#), Some(serde_json::json!({ "a": [5, 1000, 0.5, "5.0"] })));
        assert_eq!(whole(r#"{"a":5}"#), None);
        assert_eq!(whole(r#"{"a":1e300}"#), None);
    }

    #[test]
    fn nul_is_named_wherever_it_stands() {
        let pointers = |body: &str| match refuse_nul(body.as_bytes()) {
            Ok(()) => Vec::new(),
            Err(problem) => problem.errors.into_iter().map(|error| error.pointer).collect(),
        };
        assert_eq!(pointers(r#"{"a/b":["x","\u0000"],"c":"y\u0000"}"#), ["/a~1b/1", "/c"]);
        assert_eq!(pointers(r#"{"a":{"\u0000":1}}"#), ["/a"]);
        assert!(pointers(r#"{"a":"C:\\u0000"}"#).is_empty(), "a backslash and letters are no NUL");
    }
}
