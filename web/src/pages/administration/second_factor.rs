//! Which roles need a second factor.

use domain::access::Role;
use domain::settings::{ChangeSecondFactorRoles, Settings};
use yew::prelude::*;

use super::settings::SettingsFormProps;
use crate::api::{self, use_submission};
use crate::ui::{Button, Checkbox, Kind, Refusal, Tone, use_notices};

/// A box to tick for every role.
#[component]
pub(super) fn SecondFactorForm(props: &SettingsFormProps) -> Html {
    let notices = use_notices();
    let stored = props.settings.second_factor_roles.clone();
    let version = props.settings.version;
    let roles = use_state_eq(|| stored.clone());
    let done = {
        let onsaved = props.onsaved.clone();
        Callback::from(move |now: Settings| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, "Saved. Whoever now needs a second step sets it up before anything else.");
            }
            onsaved.emit(now);
        })
    };
    let submission = use_submission(move |form, _| api::settings::change_second_factor_roles(version, form), done);
    let onsubmit = {
        let (send, roles) = (submission.send.clone(), (*roles).clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(ChangeSecondFactorRoles { roles: roles.clone() });
        })
    };
    let tick = |role: Role| {
        let (roles, setter) = ((*roles).clone(), roles.setter());
        Callback::from(move |on: bool| {
            let kept = Role::ALL.iter().copied().filter(|one| if *one == role { on } else { roles.contains(one) });
            setter.set(kept.collect());
        })
    };
    let same = Role::ALL.iter().all(|role| roles.contains(role) == stored.contains(role));
    html! {
        <form class="pf-v6-c-form portico-form" novalidate=true {onsubmit}>
            <Refusal failure={submission.failure.clone()} onlost={props.onlost.clone()} differences={Vec::new()} />
            <fieldset class="portico-group">
                <legend>{ "Needed by" }</legend>
                { for Role::ALL.iter().map(|role| html! {
                    <Checkbox
                        key={role.as_str()}
                        id={format!("second-factor-{}", role.as_str())}
                        label={role.label()}
                        checked={roles.contains(role)}
                        onchange={tick(*role)}
                    />
                }) }
            </fieldset>
            <p class="portico-small">{ "Everybody else may set one up on their account page." }</p>
            <div class="portico-actions">
                <Button label="Save roles" submit=true kind={Kind::Secondary} busy={submission.busy} disabled={same} />
            </div>
        </form>
    }
}
