//! A form in one hook: what is typed, what is wrong with it, and sending it once.
//!
//! `use_form(Draft::default, read, call, done)`: `read` turns what is typed into the body or says what is missing,
//! `call` sends the body. In the page: `value={form.draft.name.clone()}`, `onchange={form.on(|d, text| d.name = text)}`,
//! `error={form.error("/name")}`; [`crate::ui::FormDialog`] or a `<form>` of one's own gets `form.standing`.

use domain::problem::FieldError;
use serde::Serialize;
use uuid::Uuid;
use validator::Validate;
use yew::prelude::*;

use crate::api::{Answer, Failure, use_submission};
use crate::ui::{error_at, shown_errors};

/// How a form stands, without what it holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Standing {
    /// What is wrong with its fields, found here or by the server.
    pub(crate) errors: Vec<FieldError>,
    /// Why the last sending failed.
    pub(crate) failure: Option<Failure>,
    /// On its way.
    pub(crate) busy: bool,
    /// Reads what is typed and sends it.
    pub(crate) submit: Callback<()>,
}

/// A form.
pub(crate) struct Form<D: 'static> {
    /// What is typed.
    pub(crate) draft: UseStateHandle<D>,
    /// How it stands.
    pub(crate) standing: Standing,
}

impl<D: Clone + 'static> Form<D> {
    /// Hears a field.
    pub(crate) fn on<V: 'static>(&self, change: fn(&mut D, V)) -> Callback<V> {
        let draft = self.draft.clone();
        Callback::from(move |value: V| {
            let mut next = (*draft).clone();
            change(&mut next, value);
            draft.set(next);
        })
    }

    /// What is wrong with a field.
    pub(crate) fn error(&self, pointer: &str) -> Option<AttrValue> {
        error_at(&self.standing.errors, pointer)
    }
}

/// Keeps and sends a form.
#[hook]
pub(crate) fn use_form<D, B, T>(
    begin: impl FnOnce() -> D,
    read: impl Fn(&D) -> Result<B, Vec<FieldError>> + 'static,
    call: impl Fn(B, Uuid) -> Answer<T> + 'static,
    done: Callback<T>,
) -> Form<D>
where
    D: PartialEq + 'static,
    B: Serialize + 'static,
    T: 'static,
{
    let draft = use_state_eq(begin);
    let errors = use_state_eq(Vec::<FieldError>::new);
    let submission = use_submission(call, done);
    let submit = {
        let (draft, errors, send) = (draft.clone(), errors.setter(), submission.send.clone());
        Callback::from(move |()| match read(&draft) {
            Ok(body) => {
                errors.set(Vec::new());
                send.emit(body);
            }
            Err(found) => errors.set(found),
        })
    };
    let standing = Standing {
        errors: shown_errors(&errors, submission.failure.as_ref()),
        failure: submission.failure,
        busy: submission.busy,
        submit,
    };
    Form { draft, standing }
}

/// The body, if neither the limits written at its fields nor further rules find anything.
pub(crate) fn checked<B: Validate>(body: B, rules: impl FnOnce(&B) -> Vec<FieldError>) -> Result<B, Vec<FieldError>> {
    let mut found = body.validate().err().map(|found| domain::problem::from_validation(&found)).unwrap_or_default();
    // A field that breaks its limit needs no second complaint.
    let more: Vec<FieldError> =
        rules(&body).into_iter().filter(|error| found.iter().all(|known| known.pointer != error.pointer)).collect();
    found.extend(more);
    if found.is_empty() { Ok(body) } else { Err(found) }
}

/// A text that says something.
pub(crate) fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Validate)]
    struct Body {
        #[validate(length(min = 2, message = "Too short."))]
        name: String,
    }

    #[test]
    fn a_field_is_complained_of_once() {
        let both = |_: &Body| vec![FieldError::new("/name", "b", "B."), FieldError::new("/place", "c", "C.")];
        let found = checked(Body { name: "x".to_owned() }, both).err().unwrap_or_default();
        let pointers: Vec<&str> = found.iter().map(|error| error.pointer.as_str()).collect();
        assert_eq!(pointers, ["/name", "/place"]);
        assert!(checked(Body { name: "xy".to_owned() }, |_| Vec::new()).is_ok());
    }

    #[test]
    fn blanks_say_nothing() {
        assert_eq!(filled("  "), None);
        assert_eq!(filled(" a "), Some("a".to_owned()));
    }
}
