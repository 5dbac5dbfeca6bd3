//! The second step of signing in: a code.

use domain::factors::SecondStep;
use domain::problem::{Code, FieldError};
use yew::prelude::*;

use super::code_field::CodeField;
use crate::api::{self, Failure, use_submission};
use crate::session::use_session;
use crate::ui::{Button, FailureNote, Kind, ProblemSummary};

#[derive(Properties, PartialEq)]
pub(super) struct SecondStepFormProps {
    /// What the first step answered.
    pub(super) pending: String,
    /// Back to the password, perhaps because the second step came too late.
    pub(super) onback: Callback<Option<Failure>>,
}

/// Asks for the code of the authenticator app, or one of the recovery codes.
#[component]
pub(super) fn SecondStepForm(props: &SecondStepFormProps) -> Html {
    let session = use_session();
    let code = use_state_eq(String::new);
    let errors = use_state_eq(Vec::<FieldError>::new);
    let attempt = use_state_eq(|| 0_u32);
    let submission = use_submission(|form: SecondStep, _| api::session::second_step(form), session.signed_in.clone());
    {
        let onback = props.onback.clone();
        use_effect_with(submission.failure.clone(), move |failure| {
            if failure.as_ref().and_then(Failure::code) == Some(Code::SignInExpired) {
                onback.emit(failure.clone());
            }
        });
    }
    let onsubmit = {
        let (code, errors, attempt) = (code.clone(), errors.clone(), attempt.clone());
        let (send, pending) = (submission.send.clone(), props.pending.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            attempt.set(*attempt + 1);
            if code.trim().is_empty() {
                const NONE: &str = "Enter the six digits your authenticator app shows.";
                errors.set(vec![FieldError::new("/code", "required", NONE)]);
                return;
            }
            errors.set(Vec::new());
            let typed = code.trim().to_owned();
            // A code is good once: what was sent is not to be sent again.
            code.set(String::new());
            send.emit(SecondStep { pending: pending.clone(), code: typed, bearer: None });
        })
    };
    let onchange = {
        let code = code.setter();
        Callback::from(move |text| code.set(text))
    };
    html! {
        <form class="pf-v6-c-form portico-form" novalidate=true {onsubmit}>
            <ProblemSummary errors={(*errors).clone()} prefix="second-step" attempt={*attempt} />
            if let Some(failure) = &submission.failure {
                <FailureNote failure={failure.clone()} />
            }
            <CodeField
                id="second-step-code"
                label="Code"
                help="The six digits your authenticator app shows now, or one of your recovery codes."
                value={(*code).clone()}
                {onchange}
                error={errors.first().map(|error| AttrValue::from(error.detail.clone()))}
            />
            <div class="portico-actions">
                <Button label="Continue" kind={Kind::Primary} submit=true busy={submission.busy} />
                <Button label="Back" kind={Kind::Link} onclick={props.onback.reform(|_: MouseEvent| None)} />
            </div>
            <p class="portico-small">{ "Lost telephone and recovery codes? Your agency's supervisor or the county's administrator can take the second step away, so that you set it up anew." }</p>
        </form>
    }
}
