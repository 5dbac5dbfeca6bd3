//! Everything the record may name has words for the people who read it.

use std::path::Path;

use domain::record::ACTIONS;

use crate::surface::operations;

fn has_words(name: &str) -> bool {
    ACTIONS.iter().any(|(one, _)| *one == name)
}

#[test]
fn every_operation_has_words() {
    let without: Vec<String> =
        operations().into_iter().map(|operation| operation.id).filter(|id| !has_words(id)).collect();
    assert!(without.is_empty(), "no words in domain::record::ACTIONS for {without:?}");
}

/// Texts like `clients.create` that follow one of these in the server's source are actions of audit events.
const MAKES_EVENT: [&str; 3] = ["Event::new(", "Event::without_subject(", "audit_events::action.eq("];

#[test]
fn every_action_of_an_event_has_words() {
    let mut actions = Vec::new();
    read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/api/src")), &mut actions);
    let migrations = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../migrations"));
    assert!(actions.len() > 30, "only {} actions found", actions.len());
    let without: Vec<&String> = actions.iter().filter(|action| !has_words(action)).collect();
    assert!(without.is_empty(), "no words in domain::record::ACTIONS for {without:?}");
    assert!(migrations.exists() && has_words("authorizations.end"), "an action that a migration writes");
}

fn read(folder: &Path, actions: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, actions);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            for mark in MAKES_EVENT {
                for rest in text.split(mark).skip(1) {
                    let Some(named) = rest.trim_start().strip_prefix('"') else { continue };
                    actions.extend(named.split('"').next().map(str::to_owned));
                }
            }
        }
    }
}
