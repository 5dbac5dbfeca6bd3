//! Help for people who cannot sign in. The answer is the same whoever they say they are.

use domain::problem::{FieldError, from_validation};
use domain::recovery::{ForgotPassword, ForgotUserName, RecoveryKind, RecoveryNext};
use validator::Validate;
use yew::prelude::*;

use super::activate::ToSignIn;
use super::card::Card;
use crate::api::{self, Answer, use_submission};
use crate::ui::{Alert, Button, FailureNote, Kind, ProblemSummary, TextField, Tone};

/// Forgot password.
#[component]
pub(crate) fn ForgotPasswordPage() -> Html {
    html! { <Card title="Forgot password"><Asking kind={RecoveryKind::Password} /></Card> }
}

/// Forgot user name.
#[component]
pub(crate) fn ForgotUserNamePage() -> Html {
    html! { <Card title="Forgot user name"><Asking kind={RecoveryKind::UserName} /></Card> }
}

/// What is said above the field, its label, where its error points, what a browser may fill in.
const fn words(kind: RecoveryKind) -> (&'static str, &'static str, &'static str, &'static str) {
    match kind {
        RecoveryKind::Password => (
            "Enter your user name to get a link by which you choose a new password.",
            "User name",
            "/user_name",
            "username",
        ),
        RecoveryKind::UserName => (
            "Enter the e-mail address of your account, or your full name. Whoever manages accounts in your organization is told and gets in touch.",
            "E-mail address or name",
            "/who",
            "email",
        ),
    }
}

fn check(kind: RecoveryKind, text: &str) -> Vec<FieldError> {
    let text = text.to_owned();
    let found = match kind {
        RecoveryKind::Password => ForgotPassword { user_name: text }.validate(),
        RecoveryKind::UserName => ForgotUserName { who: text }.validate(),
    };
    found.err().map(|found| from_validation(&found)).unwrap_or_default()
}

fn send(kind: RecoveryKind, text: String) -> Answer<RecoveryNext> {
    match kind {
        RecoveryKind::Password => api::recovery::password(ForgotPassword { user_name: text }),
        RecoveryKind::UserName => api::recovery::user_name(ForgotUserName { who: text }),
    }
}

#[derive(Properties, PartialEq)]
struct AskingProps {
    kind: RecoveryKind,
}

/// One field, one button, one answer.
#[component]
fn Asking(props: &AskingProps) -> Html {
    let kind = props.kind;
    let text = use_state_eq(String::new);
    let errors = use_state_eq(Vec::<FieldError>::new);
    let attempt = use_state_eq(|| 0_u32);
    let next = use_state_eq(|| None::<RecoveryNext>);
    let done = {
        let next = next.setter();
        Callback::from(move |answer: RecoveryNext| next.set(Some(answer)))
    };
    let submission = use_submission(move |text: String, _key| send(kind, text), done);
    if let Some(next) = &*next {
        return html! {
            <>
                <Alert tone={Tone::Info} title="Your request is in" live=true><p>{ &next.text }</p></Alert>
                <ToSignIn />
            </>
        };
    }
    let onsubmit = {
        let (text, errors, attempt, send) = (text.clone(), errors.clone(), attempt.clone(), submission.send.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let typed = text.trim().to_owned();
            let found = check(kind, &typed);
            attempt.set(*attempt + 1);
            if found.is_empty() {
                send.emit(typed);
            }
            errors.set(found);
        })
    };
    let (lead, label, pointer, autocomplete) = words(kind);
    let error = errors.first().map(|error| AttrValue::from(error.detail.clone()));
    html! {
        <form class="pf-v6-c-form portico-form" novalidate=true {onsubmit}>
            <p>{ lead }</p>
            <ProblemSummary errors={(*errors).clone()} prefix="forgot" attempt={*attempt} />
            if let Some(failure) = &submission.failure {
                <FailureNote failure={failure.clone()} />
            }
            <TextField
                id={crate::ui::field_id("forgot", pointer)}
                {label}
                value={(*text).clone()}
                onchange={Callback::from({ let text = text.setter(); move |typed| text.set(typed) })}
                {autocomplete}
                maxlength={200}
                required=true
                {error}
            />
            <div class="portico-actions"><Button label="Send request" kind={Kind::Primary} submit=true busy={submission.busy} /></div>
            <ToSignIn />
        </form>
    }
}
