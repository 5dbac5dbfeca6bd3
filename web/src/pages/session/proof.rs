//! The dialog that asks for password or code before something dangerous, whichever page asks for that.

use domain::factors::Reauthenticate;
use domain::problem::FieldError;
use js_sys::Function;
use wasm_bindgen::JsValue;
use yew::prelude::*;

use super::code_field::CodeField;
use crate::api::{self, use_submission};
use crate::session::use_me;
use crate::ui::{Button, Dialog, FailureNote, Kind, ProblemSummary, TextField};

/// Waits for a call that needs a proof, and asks for it.
#[component]
pub(crate) fn ProofDialog() -> Html {
    let asked = use_state_eq(|| None::<Function>);
    {
        let asked = asked.setter();
        use_effect_with((), move |()| api::listen_for_proofs(Callback::from(move |answer| asked.set(Some(answer)))));
    }
    let Some(answer) = (*asked).clone() else { return Html::default() };
    let onanswer = {
        let asked = asked.setter();
        Callback::from(move |done: bool| {
            // Only a page that was left does not hear it.
            answer.call1(&JsValue::NULL, &JsValue::from_bool(done)).ok();
            asked.set(None);
        })
    };
    html! { <Asking {onanswer} /> }
}

#[derive(Properties, PartialEq)]
struct AskingProps {
    onanswer: Callback<bool>,
}

#[component]
fn Asking(props: &AskingProps) -> Html {
    let has_factor = use_me().is_some_and(|me| me.recovery_codes_left.is_some());
    let by_code = use_state_eq(|| false);
    let typed = use_state_eq(String::new);
    let errors = use_state_eq(Vec::<FieldError>::new);
    let attempt = use_state_eq(|| 0_u32);
    let done = props.onanswer.reform(|()| true);
    let submission = use_submission(|form: Reauthenticate, _| api::session::prove(form), done);
    let onsubmit = {
        let (typed, errors, attempt) = (typed.clone(), errors.clone(), attempt.clone());
        let (send, by_code) = (submission.send.clone(), *by_code);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            attempt.set(*attempt + 1);
            let (pointer, words) = if by_code {
                ("/code", "Enter the six digits your authenticator app shows.")
            } else {
                ("/password", "Enter the password you use now.")
            };
            if typed.is_empty() {
                errors.set(vec![FieldError::new(pointer, "required", words)]);
                return;
            }
            errors.set(Vec::new());
            let text = Some((*typed).clone());
            send.emit(if by_code {
                Reauthenticate { password: None, code: text }
            } else {
                Reauthenticate { password: text, code: None }
            });
        })
    };
    let refused = submission.failure.as_ref().map(|failure| failure.fields().to_vec()).unwrap_or_default();
    let shown = if errors.is_empty() { refused } else { (*errors).clone() };
    let error = shown.first().map(|error| AttrValue::from(error.detail.clone()));
    let onchange = {
        let typed = typed.setter();
        Callback::from(move |text| typed.set(text))
    };
    let other = {
        let (by_code, typed, errors, clear) =
            (by_code.clone(), typed.setter(), errors.setter(), submission.clear.clone());
        Callback::from(move |_: MouseEvent| {
            by_code.set(!*by_code);
            typed.set(String::new());
            errors.set(Vec::new());
            clear.emit(());
        })
    };
    html! {
        <Dialog title="Confirm that it is you" onclose={props.onanswer.reform(|()| false)}>
            <form class="pf-v6-c-form" novalidate=true {onsubmit}>
                <p>{ "This changes how somebody signs in. It is done as soon as you have confirmed." }</p>
                <ProblemSummary errors={shown.clone()} prefix="proof" attempt={*attempt} />
                if let Some(failure) = submission.failure.clone().filter(|failure| failure.fields().is_empty()) {
                    <FailureNote {failure} />
                }
                if *by_code {
                    <CodeField
                        id="proof-code"
                        label="Code"
                        help="The six digits your authenticator app shows now, or one of your recovery codes."
                        value={(*typed).clone()}
                        {onchange}
                        {error}
                    />
                } else {
                    <TextField
                        id="proof-password"
                        label="Password you use now"
                        kind="password"
                        value={(*typed).clone()}
                        {onchange}
                        autocomplete="current-password"
                        maxlength={256}
                        required=true
                        autofocus=true
                        {error}
                    />
                }
                <div class="portico-actions">
                    <Button label="Confirm" kind={Kind::Primary} submit=true busy={submission.busy} />
                    if has_factor {
                        <Button label={if *by_code { "Use the password" } else { "Use a code" }} kind={Kind::Link} onclick={other} />
                    }
                    <Button label="Cancel" kind={Kind::Link} onclick={props.onanswer.reform(|_: MouseEvent| false)} />
                </div>
            </form>
        </Dialog>
    }
}
