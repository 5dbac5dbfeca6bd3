//! Settings: what this installation is set to, and the limits for uploads.

use domain::settings::Settings;
use yew::prelude::*;

use super::holidays::HolidayList;
use super::limits::Limits;
use super::password_rules::PasswordRulesForm;
use super::second_factor::SecondFactorForm;
use crate::api::{self, use_load};
use crate::ui::{Page, Section, Skeleton, view_load};

/// The page.
#[component]
pub(crate) fn SettingsPage() -> Html {
    let load = use_load((), |()| api::settings::read());
    let (put, reload) = (load.put.clone(), load.reload.clone());
    html! {
        <Page title="Settings" lead="For the whole county." narrow=true>
            { view_load(&load, Skeleton::Card, |settings| html! {
                <>
                    <Section title="Attachments" id="settings-attachments">
                        <Limits settings={Settings::clone(settings)} onsaved={put.clone()} onlost={reload.clone()} />
                    </Section>
                    <Section title="Passwords" id="settings-passwords">
                        <PasswordRulesForm settings={Settings::clone(settings)} onsaved={put.clone()} onlost={reload.clone()} />
                    </Section>
                    <Section title="Second step of signing in" id="settings-second-factor">
                        <SecondFactorForm settings={Settings::clone(settings)} onsaved={put} onlost={reload.clone()} />
                    </Section>
                    <Section title="Holidays ahead" id="settings-holidays">
                        <HolidayList version={settings.version} onchanged={reload} />
                    </Section>
                    <Section title="Set by the installation" id="settings-fixed">{ fixed(settings) }</Section>
                </>
            }) }
        </Page>
    }
}

/// What a form for some of the settings is given.
#[derive(Properties, PartialEq)]
pub(super) struct SettingsFormProps {
    /// As the server has them.
    pub(super) settings: Settings,
    pub(super) onsaved: Callback<Settings>,
    pub(super) onlost: Callback<()>,
}

/// What only those who run the installation can change.
fn fixed(settings: &Settings) -> Html {
    let fact = |term: &'static str, words: String| html! { <div><dt>{ term }</dt><dd>{ words }</dd></div> };
    let clock = settings.decision_clock;
    html! {
        <dl class="portico-facts">
            { fact("County", settings.county_name.clone()) }
            { fact("Time zone", settings.time_zone.clone()) }
            { fact("Decision on an expedited request", format!("{} hours", clock.expedited_hours)) }
            { fact("Decision on a standard request", format!("{} calendar days or {} business days, whichever ends first", clock.standard_calendar_days, clock.standard_business_days)) }
            { fact("Signed out without work", format!("After {} minutes", settings.session.idle_minutes)) }
            { fact("Signed out in any case", format!("After {} hours", settings.session.absolute_hours)) }
            { fact("Terms in force", format!("Version {}", settings.terms_version)) }
        </dl>
    }
}
