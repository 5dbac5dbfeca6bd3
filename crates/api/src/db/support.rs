//! Small things every capability's queries need.

use diesel::result::{DatabaseErrorKind, Error as DieselError};
use domain::problem::{Code, FieldError, Problem};
use serde::Serialize;
use serde_json::{Value, json};

use crate::fault::Fault;

diesel::define_sql_function! {
    /// A text in small letters, so that lists of names ignore case whatever the database's collation.
    fn lower(text: diesel::sql_types::Text) -> diesel::sql_types::Text
}

/// A word the database's own check admits; anything else is a fault of ours.
pub(super) fn known<T>(word: Option<T>) -> Result<T, Fault> {
    word.ok_or_else(|| Fault::broken("the database holds a word that is not known"))
}

/// Text columns that are empty where nothing is known.
pub(super) fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

/// The names of the fields a change touches, for the audit event; never their values.
pub(super) fn touched(change: &impl Serialize) -> Value {
    let value = serde_json::to_value(change).unwrap_or_default();
    let names: Vec<&str> = value.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    json!({ "fields": names })
}

/// Turns a violated unique key into the refusal a person can act on; other errors stay what they are.
pub(super) fn taken(error: DieselError, pointer: &str, detail: &str) -> Fault {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, _) => {
            let mut problem = Problem::new(Code::AlreadyExists, detail);
            problem.errors = vec![FieldError::new(pointer, "taken", detail)];
            problem.into()
        }
        other => other.into(),
    }
}
