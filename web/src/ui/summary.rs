//! Everything wrong with a form in one place, each line leading to its field.

use domain::problem::FieldError;
use yew::prelude::*;

use super::{Alert, Tone};
use crate::api::Failure;
use crate::browser;

#[derive(Properties, PartialEq)]
pub(crate) struct ProblemSummaryProps {
    /// What is wrong; nothing is drawn when nothing is.
    pub(crate) errors: Vec<FieldError>,
    /// Goes before the id of each field: the field of `/end_date` has the id `{prefix}-end_date`.
    pub(crate) prefix: AttrValue,
    /// Counts up with each attempt to send; the summary takes the focus each time.
    #[prop_or_default]
    pub(crate) attempt: u32,
}

/// The id of the field that a pointer means: `/coverage/cin` with the prefix `new` is `new-coverage-cin`.
pub(crate) fn field_id(prefix: &str, pointer: &str) -> String {
    format!("{prefix}{}", pointer.replace('/', "-"))
}

/// What is wrong with the field at a pointer.
pub(crate) fn error_at(errors: &[FieldError], pointer: &str) -> Option<AttrValue> {
    errors.iter().find(|error| error.pointer == pointer).map(|error| AttrValue::from(error.detail.clone()))
}

/// What a form shows: its own findings first, else what the server said about its fields.
pub(crate) fn shown_errors(own: &[FieldError], failure: Option<&Failure>) -> Vec<FieldError> {
    if own.is_empty() { failure.map(|failure| failure.fields().to_vec()).unwrap_or_default() } else { own.to_vec() }
}

/// The errors in the order of their fields on the page; those without a field come first.
fn in_page_order(errors: &[FieldError], prefix: &str) -> Vec<FieldError> {
    let fields = browser::ids_under(prefix);
    let mut errors = errors.to_vec();
    errors.sort_by_key(|error| fields.iter().position(|id| *id == field_id(prefix, &error.pointer)));
    errors
}

/// The list of problems above a form.
#[component]
pub(crate) fn ProblemSummary(props: &ProblemSummaryProps) -> Html {
    let id = format!("{}-problems", props.prefix);
    {
        let id = id.clone();
        use_effect_with((props.attempt, props.errors.is_empty()), move |(attempt, none)| {
            if *attempt > 0 && !none {
                browser::focus(&id);
            }
        });
    }
    if props.errors.is_empty() {
        return Html::default();
    }
    let errors = in_page_order(&props.errors, &props.prefix);
    let title = match errors.as_slice() {
        [_] => "One thing to mend".to_owned(),
        many => format!("{} things to mend", many.len()),
    };
    let line = |error: &FieldError| {
        let target = field_id(&props.prefix, &error.pointer);
        let onclick = {
            let target = target.clone();
            Callback::from(move |event: MouseEvent| {
                event.prevent_default();
                browser::focus(&target);
            })
        };
        html! {
            <li key={format!("{}{}", error.pointer, error.code)}>
                if error.pointer.is_empty() {
                    { &error.detail }
                } else {
                    <a href={format!("#{target}")} {onclick}>{ &error.detail }</a>
                }
            </li>
        }
    };
    html! {
        <div {id} tabindex="-1" role="group" aria-label={title.clone()} class="portico-problems">
            <Alert tone={Tone::Bad} {title}>
                <ul class="portico-plain-list">{ for errors.iter().map(line) }</ul>
            </Alert>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_become_ids() {
        assert_eq!(field_id("new", "/coverage/cin"), "new-coverage-cin");
        assert_eq!(field_id("new", ""), "new");
    }
}
