//! Settings: what this installation is set to, and the limits for uploads.

use domain::settings::Settings;
use time::Date;
use yew::prelude::*;

use super::limits::Limits;
use crate::api::{self, use_load};
use crate::format;
use crate::session::use_today;
use crate::ui::{Page, Section, Skeleton, view_load};

/// The page.
#[component]
pub(crate) fn SettingsPage() -> Html {
    let load = use_load((), |()| api::settings::read());
    let today = use_today();
    let (put, reload) = (load.put.clone(), load.reload.clone());
    html! {
        <Page title="Settings" lead="For the whole county." narrow=true>
            { view_load(&load, Skeleton::Card, |settings| html! {
                <>
                    <Section title="Attachments" id="settings-attachments">
                        <Limits settings={(**settings).clone()} onsaved={put} onlost={reload} />
                    </Section>
                    <Section title="Set by the installation" id="settings-fixed">{ fixed(settings, today) }</Section>
                </>
            }) }
        </Page>
    }
}

/// What only those who run the installation can change.
fn fixed(settings: &Settings, today: Date) -> Html {
    let fact = |term: &'static str, words: String| html! { <div><dt>{ term }</dt><dd>{ words }</dd></div> };
    let clock = settings.decision_clock;
    let ahead = settings.holidays.iter().filter(|day| **day >= today);
    let holidays: Vec<String> = ahead.map(|day| format::day(*day)).collect();
    let holidays = if holidays.is_empty() { "None entered".to_owned() } else { holidays.join(", ") };
    html! {
        <dl class="portico-facts">
            { fact("County", settings.county_name.clone()) }
            { fact("Time zone", settings.time_zone.clone()) }
            { fact("Decision on an expedited request", format!("{} hours", clock.expedited_hours)) }
            { fact("Decision on a standard request", format!("{} calendar days or {} business days, whichever ends first", clock.standard_calendar_days, clock.standard_business_days)) }
            { fact("Signed out without work", format!("After {} minutes", settings.session.idle_minutes)) }
            { fact("Signed out in any case", format!("After {} hours", settings.session.absolute_hours)) }
            { fact("Terms in force", format!("Version {}", settings.terms_version)) }
            <div class="portico-fact-wide"><dt>{ "County holidays ahead" }</dt><dd>{ holidays }</dd></div>
        </dl>
    }
}
