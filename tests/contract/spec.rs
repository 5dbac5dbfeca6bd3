//! The committed document equals the served one, and every operation in it is complete.

use std::collections::HashSet;

use domain::access::Permission;

use crate::surface::{document, operations};

const COMMITTED: &str = include_str!("../../openapi.yaml");

#[test]
fn openapi_yaml_equals_what_is_served() {
    let served = api::app::document().to_yaml().unwrap();
    assert!(served.trim() == COMMITTED.trim(), "openapi.yaml is old: cargo xtask openapi");
}

#[test]
fn every_operation_is_complete() {
    let mut ids = HashSet::new();
    for operation in operations() {
        let name = format!("{} {}", operation.method, operation.path);
        assert!(ids.insert(operation.id.clone()), "{name}: operation id {} stands twice", operation.id);
        assert!(operation.id.contains('.'), "{name}: no operation id");
        let text = |field: &str| operation.body[field].as_str().unwrap_or_default().to_owned();
        assert!(text("summary").len() > 10, "{name}: no summary");
        assert!(operation.body["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{name}: not one tag");
        assert!(!operation.body["security"].is_null(), "{name}: says nothing of security");
        if let Some(permission) = &operation.permission {
            assert!(Permission::parse(permission).is_some(), "{name}: {permission} is no permission");
        }
        let answers = operation.body["responses"].as_object().unwrap();
        assert!(answers.keys().any(|status| status.starts_with('2')), "{name}: no good answer");
        for (status, answer) in answers {
            assert!(answer["description"].as_str().is_some_and(|text| text.len() > 5), "{name} {status}: no words");
            // How a token is refused is for its standard to say.
            let standard = operation.id == "oauth.token" && ["400", "401"].contains(&status.as_str());
            if status.starts_with(['4', '5']) && !standard {
                let problem = &answer["content"]["application/problem+json"]["schema"]["$ref"];
                assert_eq!(problem, "#/components/schemas/Problem", "{name} {status}: not a problem");
            }
        }
    }
}

#[test]
fn every_tag_is_described_and_nothing_is_named_that_is_not_there() {
    let document = document();
    let described: HashSet<&str> =
        document["tags"].as_array().unwrap().iter().filter_map(|tag| tag["name"].as_str()).collect();
    for operation in operations() {
        let tag = operation.body["tags"][0].as_str().unwrap().to_owned();
        assert!(described.contains(tag.as_str()), "tag {tag} has no description");
    }
    let schemas = document["components"]["schemas"].as_object().unwrap();
    let text = document.to_string();
    for part in text.split("#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name} is referred to and not there");
    }
}
