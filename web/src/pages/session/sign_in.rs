//! User name and password.

use std::rc::Rc;

use domain::problem::FieldError;
use domain::session::{Me, SignIn};
use validator::Validate;
use yew::prelude::*;

use super::card::Card;
use crate::api::{self, Failure, use_submission};
use crate::session::use_session;
use crate::ui::{Alert, Button, Dialog, FailureNote, Kind, ProblemSummary, TextField, Tone};

/// The sign-in page.
#[component]
pub(crate) fn SignInPage() -> Html {
    html! { <Card title="Sign in"><SignInForm /></Card> }
}

#[derive(Properties, PartialEq)]
pub(crate) struct SignInDialogProps {
    pub(crate) me: Rc<Me>,
}

/// The sign-in over a page whose session ended. The page below stays as it was.
#[component]
pub(crate) fn SignInDialog(props: &SignInDialogProps) -> Html {
    html! {
        <Dialog title="Your session ended" onclose={Callback::noop()} stays=true>
            <p>{ "Sign in again to go on where you were. What you typed is still here." }</p>
            <SignInForm user_name={props.me.user_name.clone()} />
        </Dialog>
    }
}

#[derive(Properties, PartialEq)]
struct SignInFormProps {
    #[prop_or_default]
    user_name: String,
}

#[component]
fn SignInForm(props: &SignInFormProps) -> Html {
    let session = use_session();
    let user_name = use_state_eq(|| props.user_name.clone());
    let password = use_state_eq(String::new);
    let errors = use_state_eq(Vec::<FieldError>::new);
    let attempt = use_state_eq(|| 0_u32);
    let submission = use_submission(|form: SignIn, _key| api::session::sign_in(form), session.signed_in.clone());
    let onsubmit = {
        let (user_name, password, send) = (user_name.clone(), password.clone(), submission.send.clone());
        let (errors, attempt) = (errors.clone(), attempt.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form = SignIn { user_name: user_name.trim().to_owned(), password: (*password).clone(), bearer: None };
            let found = form.validate().err().map(|found| domain::problem::from_validation(&found)).unwrap_or_default();
            attempt.set(*attempt + 1);
            if found.is_empty() {
                send.emit(form);
            }
            errors.set(found);
        })
    };
    let error = |pointer: &str| {
        errors.iter().find(|error| error.pointer == pointer).map(|error| AttrValue::from(error.detail.clone()))
    };
    // Whose name is known already has only the password to type.
    let known = !props.user_name.is_empty();
    let first = use_node_ref();
    {
        let node = first.clone();
        use_effect_with((), move |()| {
            if let Some(field) = node.cast::<web_sys::HtmlElement>() {
                crate::browser::focus_on(&field);
            }
        });
    }
    html! {
        <form class="pf-v6-c-form portico-form" novalidate=true {onsubmit}>
            <ProblemSummary errors={(*errors).clone()} prefix="sign-in" attempt={*attempt} />
            { submission.failure.as_ref().map(refused).unwrap_or_default() }
            <TextField
                id="sign-in-user_name"
                label="User name"
                value={(*user_name).clone()}
                onchange={Callback::from({ let user_name = user_name.setter(); move |text| user_name.set(text) })}
                autocomplete="username"
                maxlength={100}
                required=true
                error={error("/user_name")}
                node={if known { NodeRef::default() } else { first.clone() }}
            />
            <TextField
                id="sign-in-password"
                label="Password"
                kind="password"
                value={(*password).clone()}
                onchange={Callback::from({ let password = password.setter(); move |text| password.set(text) })}
                autocomplete="current-password"
                maxlength={256}
                required=true
                error={error("/password")}
                autofocus={known}
                node={if known { first } else { NodeRef::default() }}
            />
            <div class="portico-actions">
                <Button label="Sign in" kind={Kind::Primary} submit=true busy={submission.busy} />
            </div>
            <p class="portico-small">{ "Forgotten your password? Your agency's supervisor or the county's administrator can give you a new first password." }</p>
        </form>
    }
}

fn refused(failure: &Failure) -> Html {
    match failure.code() {
        // Nobody asks for help with a mistyped password, so there is no request to quote.
        Some(domain::problem::Code::SignInRefused) => html! {
            <Alert tone={Tone::Bad} title={failure.title()} live=true>
                <p>{ failure.detail() }</p>
            </Alert>
        },
        _ => html! { <FailureNote failure={failure.clone()} /> },
    }
}
