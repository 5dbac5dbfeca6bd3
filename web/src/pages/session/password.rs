//! One's own password: changed when one likes, or when the one in use is not one's own.

use std::rc::Rc;

use domain::problem::FieldError;
use domain::session::{ChangePassword as Form, Me};
use validator::Validate;
use yew::prelude::*;

use super::card::Card;
use super::rules::{Measure, Rules};
use crate::api::{self, use_submission};
use crate::session::use_session;
use crate::ui::{Button, FailureNote, Kind, ProblemSummary, TextField};

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
    let measure = Measure::of(&props.me);
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
            <Rules {measure} new={(*new).clone()} />
            { field("/again", "New password once more", &again, "new-password") }
            <div class="portico-actions"><Button label="Change password" kind={Kind::Primary} submit=true busy={submission.busy} /></div>
        </form>
    }
}

fn check(me: &Me, form: &Form, again: &str) -> Vec<FieldError> {
    let mut found = form.validate().err().map(|found| domain::problem::from_validation(&found)).unwrap_or_default();
    if found.is_empty() {
        found.extend(Measure::of(me).check(&form.new));
    }
    if found.is_empty() && form.new != again {
        found.push(FieldError::new("/again", "different", "This is not the same. Type the new password once more."));
    }
    found
}
