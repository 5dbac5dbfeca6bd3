//! One's own password: the first one somebody else gave, and any later change.

use std::rc::Rc;

use domain::problem::FieldError;
use domain::session::{ChangePassword as Form, Me, PasswordContext, check_password};
use validator::Validate;
use yew::prelude::*;

use super::card::Card;
use crate::api::{self, use_submission};
use crate::session::use_session;
use crate::ui::{Button, FailureNote, Glyph, Kind, ProblemSummary, TextField, icon};

#[derive(Properties, PartialEq)]
pub(crate) struct ChangePasswordProps {
    pub(crate) me: Rc<Me>,
}

/// The page that stands before everything else while the password is the one somebody else gave.
#[component]
pub(crate) fn ChangePassword(props: &ChangePasswordProps) -> Html {
    let session = use_session();
    html! {
        <Card title="Choose your own password">
            <p>{ "The password you were given works once. Choose one that only you know." }</p>
            <PasswordForm me={props.me.clone()} ondone={session.refresh.clone()} />
        </Card>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct PasswordFormProps {
    pub(super) me: Rc<Me>,
    pub(super) ondone: Callback<()>,
}

/// The form itself.
#[component]
pub(super) fn PasswordForm(props: &PasswordFormProps) -> Html {
    let current = use_state_eq(String::new);
    let new = use_state_eq(String::new);
    let again = use_state_eq(String::new);
    let errors = use_state_eq(Vec::<FieldError>::new);
    let attempt = use_state_eq(|| 0_u32);
    let done = {
        let (current, new, again, ondone) = (current.setter(), new.setter(), again.setter(), props.ondone.clone());
        Callback::from(move |()| {
            [&current, &new, &again].into_iter().for_each(|field| field.set(String::new()));
            ondone.emit(());
        })
    };
    let submission = use_submission(|form: Form, _key| api::session::change_password(form), done);
    let rules = rules(&props.me, &new);
    let onsubmit = {
        let (current, new, again) = (current.clone(), new.clone(), again.clone());
        let (errors, attempt, send, me) = (errors.clone(), attempt.clone(), submission.send.clone(), props.me.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let form = Form { current: (*current).clone(), new: (*new).clone() };
            let found = check(&me, &form, &again);
            attempt.set(*attempt + 1);
            if found.is_empty() {
                send.emit(form);
            }
            errors.set(found);
        })
    };
    let refused = submission.failure.as_ref().map(|failure| failure.fields().to_vec()).unwrap_or_default();
    let shown: Vec<FieldError> = if errors.is_empty() { refused } else { (*errors).clone() };
    let field = |pointer: &'static str, label: &'static str, value: &UseStateHandle<String>, complete: &'static str| {
        let setter = value.setter();
        let error =
            shown.iter().find(|error| error.pointer == pointer).map(|error| AttrValue::from(error.detail.clone()));
        html! {
            <TextField
                id={crate::ui::field_id("password", pointer)}
                {label}
                kind="password"
                value={(**value).clone()}
                onchange={Callback::from(move |text| setter.set(text))}
                autocomplete={complete}
                maxlength={256}
                required=true
                {error}
            />
        }
    };
    html! {
        <form class="pf-v6-c-form portico-form" novalidate=true {onsubmit}>
            <ProblemSummary errors={shown.clone()} prefix="password" attempt={*attempt} />
            if let Some(failure) = submission.failure.clone().filter(|failure| failure.fields().is_empty()) {
                <FailureNote {failure} />
            }
            { field("/current", "Password you use now", &current, "current-password") }
            { field("/new", "New password", &new, "new-password") }
            <ul class="portico-rules" aria-label="Rules for the new password">
                { for rules.iter().map(|(holds, words)| html! {
                    <li key={words.as_str()} class={classes!(holds.then_some("portico-holds"))}>
                        { icon(if *holds { Glyph::Check } else { Glyph::Minus }) }
                        { " " }{ words }
                        <span class="pf-v6-screen-reader">{ if *holds { " (holds)" } else { " (not yet)" } }</span>
                    </li>
                }) }
            </ul>
            { field("/again", "New password once more", &again, "new-password") }
            <div class="portico-actions"><Button label="Change password" kind={Kind::Primary} submit=true busy={submission.busy} /></div>
        </form>
    }
}

fn check(me: &Me, form: &Form, again: &str) -> Vec<FieldError> {
    let mut found = form.validate().err().map(|found| domain::problem::from_validation(&found)).unwrap_or_default();
    if found.is_empty() {
        found.extend(policy(me, &form.new));
    }
    if found.is_empty() && form.new != again {
        found.push(FieldError::new("/again", "different", "This is not the same. Type the new password once more."));
    }
    found
}

/// What the browser can know of the policy; the server also knows the passwords that are tried first.
fn policy(me: &Me, new: &str) -> Vec<FieldError> {
    let words = [me.user_name.as_str(), &me.display_name, &me.organization.name, &me.county_name];
    check_password(me.password_rules.profile.into(), new, PasswordContext { words: &words }, &|_| false)
}

/// Each rule in words and whether the password keeps it so far.
fn rules(me: &Me, new: &str) -> Vec<(bool, String)> {
    let broken = policy(me, new);
    let keeps = |codes: &[&str]| !new.is_empty() && !broken.iter().any(|error| codes.contains(&error.code.as_str()));
    let least = me.password_rules.min_length;
    let mut rules = vec![(
        keeps(&["too_short", "too_long"]),
        format!("At least {least} characters; several words are easy to keep"),
    )];
    if me.password_rules.capital_and_digit {
        rules.push((keeps(&["composition"]), "At least one capital letter and one digit".to_owned()));
    }
    let always = [
        (&["too_common"][..], "Not a password that everybody tries first"),
        (&["context_word"], "More than your name, your agency or your county"),
        (&["repeated", "sequence"], "No repetition and no row of the keyboard"),
    ];
    rules.extend(always.map(|(codes, words)| (keeps(codes), words.to_owned())));
    rules
}
