//! Which rules new passwords follow.

use domain::session::{PasswordProfile, PasswordRules};
use domain::settings::{ChangePasswordRules, Settings};
use yew::prelude::*;

use super::settings::SettingsFormProps;
use crate::api::{self, use_submission};
use crate::ui::{Button, Kind, RadioGroup, Refusal, Tone, use_notices};

/// The choice, with what it asks of people.
#[component]
pub(super) fn PasswordRulesForm(props: &SettingsFormProps) -> Html {
    let notices = use_notices();
    let stored = props.settings.password_rules.profile;
    let version = props.settings.version;
    let profile = use_state_eq(|| stored);
    let done = {
        let onsaved = props.onsaved.clone();
        Callback::from(move |now: Settings| {
            if let Some(notices) = &notices {
                notices.say(Tone::Good, "Password rules saved. Passwords in use stay good.");
            }
            onsaved.emit(now);
        })
    };
    let submission = use_submission(move |form, _| api::settings::change_password_rules(version, form), done);
    let onsubmit = {
        let (send, profile) = (submission.send.clone(), *profile);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            send.emit(ChangePasswordRules { profile });
        })
    };
    let onchange = {
        let profile = profile.setter();
        Callback::from(move |text: String| PasswordProfile::parse(&text).into_iter().for_each(|next| profile.set(next)))
    };
    let options = PasswordProfile::ALL.iter().map(|one| (one.as_str().into(), one.label().into())).collect::<Vec<_>>();
    html! {
        <form class="pf-v6-c-form portico-form" novalidate=true {onsubmit}>
            <Refusal failure={submission.failure.clone()} onlost={props.onlost.clone()} differences={Vec::new()} />
            <RadioGroup id="password-profile" label="New passwords are" value={profile.as_str()} {options} {onchange} />
            <ul class="portico-plain-list portico-small">
                { for PasswordRules::from(*profile).text.into_iter().map(|rule| html! { <li>{ rule }</li> }) }
            </ul>
            if *profile == PasswordProfile::Composition {
                <p class="portico-small">{ "This asks less than NIST SP 800-63B-4 does of a password that stands alone." }</p>
            }
            <div class="portico-actions">
                <Button label="Save password rules" submit=true kind={Kind::Secondary} busy={submission.busy} disabled={*profile == stored} />
            </div>
        </form>
    }
}
