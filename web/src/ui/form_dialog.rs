//! A dialog that holds a form: problems on top, its one action and the way out at the bottom.

use yew::prelude::*;

use super::{Alert, Button, Dialog, FailureNote, Kind, ProblemSummary, Tone};
use crate::api::Failure;
use crate::form::Standing;

/// A field that reads otherwise on the server than in the form.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Difference {
    pub(crate) label: &'static str,
    /// What the server has now.
    pub(crate) stored: String,
    /// What the form has.
    pub(crate) typed: String,
}

/// The fields that differ, out of (label, stored, typed).
pub(crate) fn differences<const N: usize>(fields: [(&'static str, String, String); N]) -> Vec<Difference> {
    let line = |(label, stored, typed)| Difference { label, stored, typed };
    fields.into_iter().map(line).filter(|one| one.stored.trim() != one.typed.trim()).collect()
}

#[derive(Properties, PartialEq)]
pub(crate) struct FormDialogProps {
    pub(crate) title: AttrValue,
    /// Verb and object.
    pub(crate) action: AttrValue,
    /// Goes before the ids of the fields, as in `ProblemSummary`.
    pub(crate) prefix: AttrValue,
    pub(crate) standing: Standing,
    pub(crate) onclose: Callback<()>,
    /// Someone changed the record in the meantime: read it again.
    #[prop_or_default]
    pub(crate) onlost: Callback<()>,
    /// What then differs from the form.
    #[prop_or_default]
    pub(crate) differences: Vec<Difference>,
    pub(crate) children: Html,
}

/// A form in a dialog. Enter sends it.
#[component]
pub(crate) fn FormDialog(props: &FormDialogProps) -> Html {
    let attempt = use_state_eq(|| 0_u32);
    let standing = &props.standing;
    let onsubmit = {
        let (attempt, submit, busy) = (attempt.clone(), standing.submit.clone(), standing.busy);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if !busy {
                attempt.set(*attempt + 1);
                submit.emit(());
            }
        })
    };
    html! {
        <Dialog title={props.title.clone()} onclose={props.onclose.clone()}>
            <form class="pf-v6-c-form" novalidate=true {onsubmit}>
                <ProblemSummary errors={standing.errors.clone()} prefix={props.prefix.clone()} attempt={*attempt} />
                <Refusal
                    failure={standing.failure.clone()}
                    onlost={props.onlost.clone()}
                    differences={props.differences.clone()}
                />
                { props.children.clone() }
                <div class="portico-actions">
                    <Button label={props.action.clone()} kind={Kind::Primary} submit=true busy={standing.busy} />
                    <Button label="Cancel" kind={Kind::Link} onclick={props.onclose.reform(|_| ())} />
                </div>
            </form>
        </Dialog>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct RefusalProps {
    pub(crate) failure: Option<Failure>,
    pub(crate) onlost: Callback<()>,
    pub(crate) differences: Vec<Difference>,
}

/// Why a form was not taken, where that is no matter of single fields. After a lost race it shows both versions; what
/// is sent next is sent on top of the newest.
#[component]
pub(crate) fn Refusal(props: &RefusalProps) -> Html {
    let lost = props.failure.as_ref().is_some_and(Failure::is_lost_race);
    {
        let onlost = props.onlost.clone();
        use_effect_with(lost, move |lost| {
            if *lost {
                onlost.emit(());
            }
        });
    }
    match &props.failure {
        Some(_) if lost => view_conflict(&props.differences),
        Some(failure) if failure.fields().is_empty() => html! { <FailureNote failure={failure.clone()} /> },
        _ => Html::default(),
    }
}

const CONFLICT: &str = "What you typed is still here. Send again to put it in place of what is stored now, or cancel to \
                        leave that as it is.";

fn view_conflict(differences: &[Difference]) -> Html {
    let row = |one: &Difference| {
        html! {
            <tr key={one.label}>
                <th scope="row">{ one.label }</th>
                <td>{ &one.stored }</td>
                <td>{ &one.typed }</td>
            </tr>
        }
    };
    html! {
        <Alert tone={Tone::Look} title="Someone changed this in the meantime" live=true>
            <p>{ CONFLICT }</p>
            if !differences.is_empty() {
                <table class="portico-compare">
                    <caption class="pf-v6-screen-reader">{ "Where the two differ" }</caption>
                    <thead>
                        <tr><th scope="col">{ "Field" }</th><th scope="col">{ "Stored now" }</th><th scope="col">{ "Yours" }</th></tr>
                    </thead>
                    <tbody>{ for differences.iter().map(row) }</tbody>
                </table>
            }
        </Alert>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_shown() {
        let found = differences([
            ("Name", "North".to_owned(), "North ".to_owned()),
            ("City", "Downey".to_owned(), "Whittier".to_owned()),
        ]);
        assert_eq!(found.iter().map(|one| one.label).collect::<Vec<_>>(), ["City"]);
    }
}
