//! Choosing a password by a one-time link: an invitation, or a reset that came by mail.

use std::rc::Rc;

use domain::password_links::{ChooseByLink, LinkPurpose, PasswordLink};
use domain::problem::{Code, FieldError};
use gloo_events::EventListener;
use validator::Validate;
use yew::prelude::*;

use super::card::Card;
use super::rules::{Measure, Rules};
use crate::api::{self, Failure, Loaded, use_load, use_submission};
use crate::browser;
use crate::route::Route;
use crate::ui::{Alert, Button, FailureNote, Kind, LinkButton, ProblemSummary, Skeleton, TextField, Tone, Waiting};

/// The page. The secret is taken out of the address as soon as it is read.
#[component]
pub(crate) fn ActivatePage() -> Html {
    let secret = use_memo((), |()| browser::take_fragment());
    use_effect_with((), |()| {
        // Another link pasted over this page changes no more than what stands behind the `#`: the page has to begin anew.
        let listening =
            browser::window().map(|window| EventListener::new(&window, "hashchange", |_| browser::load_again()));
        move || drop(listening)
    });
    match &*secret {
        Some(secret) => html! { <ByLink secret={secret.clone()} /> },
        None => html! {
            <Card title="Choose your password">
                <Alert tone={Tone::Look} title="The link is not whole">
                    <p>{ "Open the link you were given once more, or copy all of it into the address bar, to its very end." }</p>
                </Alert>
                <ToSignIn />
            </Card>
        },
    }
}

#[derive(Properties, PartialEq)]
struct ByLinkProps {
    secret: AttrValue,
}

#[component]
fn ByLink(props: &ByLinkProps) -> Html {
    let link = use_load(props.secret.to_string(), api::password_links::look);
    let done = use_state_eq(|| false);
    let ondone = {
        let done = done.setter();
        Callback::from(move |()| done.set(true))
    };
    match &link.state {
        Loaded::Loading => html! { <Card title="Choose your password"><Waiting skeleton={Skeleton::Lines} /></Card> },
        Loaded::Failed(failure) => html! {
            <Card title="Choose your password">
                <Dead failure={failure.clone()} retry={link.reload.clone()} />
            </Card>
        },
        Loaded::Ready(link) if *done => html! {
            <Card title="Your password is set">
                <p>{ "Sign in with your user name and the password you have just chosen." }</p>
                <dl class="portico-facts"><div><dt>{ "User name" }</dt><dd>{ &link.user_name }</dd></div></dl>
                <div class="portico-actions"><LinkButton label="Sign in" to={Route::Home} kind={Kind::Primary} /></div>
            </Card>
        },
        Loaded::Ready(link) => html! {
            <Card title={title(link.purpose)}>
                <p>{ format!("{}, {}", link.display_name, link.organization_name) }</p>
                <ChooseForm secret={props.secret.clone()} link={Rc::clone(link)} {ondone} />
            </Card>
        },
    }
}

const fn title(purpose: LinkPurpose) -> &'static str {
    match purpose {
        LinkPurpose::Activation => "Welcome to Portico: choose your password",
        LinkPurpose::Reset => "Choose a new password",
    }
}

#[derive(Properties, PartialEq)]
struct DeadProps {
    failure: Failure,
    retry: Callback<()>,
}

/// A link that opens nothing, and what to do now.
#[component]
fn Dead(props: &DeadProps) -> Html {
    let final_word = matches!(
        props.failure.code(),
        Some(Code::LinkUsed | Code::LinkExpired | Code::LinkEnded | Code::NotFound | Code::Invalid)
    );
    if !final_word {
        return html! { <FailureNote failure={props.failure.clone()} retry={props.retry.clone()} /> };
    }
    html! {
        <>
            <Alert tone={Tone::Bad} title={props.failure.title()} live=true><p>{ props.failure.detail() }</p></Alert>
            <ToSignIn />
        </>
    }
}

#[component]
pub(super) fn ToSignIn() -> Html {
    html! { <div class="portico-actions"><LinkButton label="To the sign-in page" to={Route::Home} kind={Kind::Link} /></div> }
}

#[derive(Properties, PartialEq)]
struct ChooseFormProps {
    secret: AttrValue,
    link: Rc<PasswordLink>,
    ondone: Callback<()>,
}

#[component]
fn ChooseForm(props: &ChooseFormProps) -> Html {
    let (new, again) = (use_state_eq(String::new), use_state_eq(String::new));
    let errors = use_state_eq(Vec::<FieldError>::new);
    let attempt = use_state_eq(|| 0_u32);
    let submission = use_submission(|form: ChooseByLink, _key| api::password_links::choose(form), props.ondone.clone());
    let measure = measure(&props.link);
    let onsubmit = {
        let (new, again, errors, attempt) = (new.clone(), again.clone(), errors.clone(), attempt.clone());
        let (send, measure, secret) = (submission.send.clone(), measure.clone(), props.secret.to_string());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form = ChooseByLink { secret: secret.clone(), new: (*new).clone() };
            let found = check(&measure, &form, &again);
            attempt.set(*attempt + 1);
            if found.is_empty() {
                send.emit(form);
            }
            errors.set(found);
        })
    };
    let refused = submission.failure.as_ref().map(|failure| failure.fields().to_vec()).unwrap_or_default();
    let shown: Vec<FieldError> = if errors.is_empty() { refused } else { (*errors).clone() };
    let field = |pointer: &'static str, label: &'static str, value: &UseStateHandle<String>| {
        let setter = value.setter();
        let error =
            shown.iter().find(|error| error.pointer == pointer).map(|error| AttrValue::from(error.detail.clone()));
        html! {
            <TextField
                id={crate::ui::field_id("choose", pointer)}
                {label}
                kind="password"
                value={(**value).clone()}
                onchange={Callback::from(move |text| setter.set(text))}
                autocomplete="new-password"
                maxlength={256}
                required=true
                {error}
            />
        }
    };
    html! {
        <form class="pf-v6-c-form portico-form" novalidate=true {onsubmit}>
            <ProblemSummary errors={shown.clone()} prefix="choose" attempt={*attempt} />
            if let Some(failure) = submission.failure.clone().filter(|failure| failure.fields().is_empty()) {
                <FailureNote {failure} />
            }
            // Shown, and where a password manager looks for the name that goes with the password.
            <TextField
                id="choose-user_name"
                label="User name"
                value={props.link.user_name.clone()}
                onchange={Callback::noop()}
                autocomplete="username"
                readonly=true
            />
            { field("/new", "New password", &new) }
            <Rules {measure} new={(*new).clone()} />
            { field("/again", "New password once more", &again) }
            <div class="portico-actions"><Button label="Set password" kind={Kind::Primary} submit=true busy={submission.busy} /></div>
        </form>
    }
}

fn measure(link: &PasswordLink) -> Measure {
    let words = [&link.user_name, &link.display_name, &link.organization_name, &link.county_name];
    Measure { words: words.map(Clone::clone).to_vec(), rules: link.password_rules.clone() }
}

fn check(measure: &Measure, form: &ChooseByLink, again: &str) -> Vec<FieldError> {
    let mut found = form.validate().err().map(|found| domain::problem::from_validation(&found)).unwrap_or_default();
    if found.is_empty() {
        found.extend(measure.check(&form.new));
    }
    if found.is_empty() && form.new != again {
        found.push(FieldError::new("/again", "different", "This is not the same. Type the new password once more."));
    }
    found
}
