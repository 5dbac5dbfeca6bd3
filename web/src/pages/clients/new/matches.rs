//! Likely duplicates beside what was typed, each to be looked at before the form can be sent.

use std::collections::BTreeSet;

use domain::clients::{ClientHit, ClientMatch, EnrolledHere, MatchCriteria, MatchReason, format_client_number};
use domain::page::Page;
use gloo_timers::callback::Timeout;
use uuid::Uuid;
use yew::prelude::*;

use crate::api::{self, Load, use_load};
use crate::format;
use crate::route::Route;
use crate::ui::{Alert, Button, Checkbox, Kind, LinkButton, Section, Skeleton, TextArea, Tone, status, view_load};

/// How long the typing rests before the records are asked.
const REST_MS: u32 = 600;

/// The records that may be the same person, and the criteria they were asked with, which lag behind the typing. Empty
/// as long as there is too little to ask with.
#[hook]
pub(super) fn use_matches(criteria: Option<MatchCriteria>) -> (Load<Page<ClientMatch>>, Option<MatchCriteria>) {
    let asked = use_state_eq(|| None::<MatchCriteria>);
    {
        let asked = asked.setter();
        use_effect_with(criteria, move |criteria| {
            let criteria = criteria.clone();
            let timer = Timeout::new(REST_MS, move || asked.set(criteria));
            move || drop(timer)
        });
    }
    let found = use_load((*asked).clone(), |criteria| match criteria {
        Some(criteria) => api::clients::matches(criteria),
        None => api::answered(Ok(Page::whole(Vec::new()))),
    });
    (found, (*asked).clone())
}

#[derive(Properties, PartialEq)]
pub(super) struct MatchesProps {
    pub(super) typed: Option<MatchCriteria>,
    pub(super) found: Vec<ClientMatch>,
    pub(super) others: BTreeSet<Uuid>,
    pub(super) onothers: Callback<BTreeSet<Uuid>>,
    pub(super) reason: String,
    pub(super) onreason: Callback<String>,
    pub(super) reason_error: Option<AttrValue>,
    /// Admits the person on file instead of adding a new one.
    pub(super) onadmit: Callback<ClientHit>,
}

/// The comparison.
#[component]
pub(super) fn Matches(props: &MatchesProps) -> Html {
    let Some(typed) = &props.typed else { return Html::default() };
    if props.found.is_empty() {
        return html! {
            <Alert tone={Tone::Good} title="No record on file looks like this person"><p>{ "Names, former names, birth date and numbers were compared with the whole county." }</p></Alert>
        };
    }
    let strong = props.found.iter().any(|found| found.strong);
    html! {
        <Section title="Could this be the same person?" id="new-reviewed_match_ids">
            <p>{ "Compare each record with what you typed. If it is the same person, add an admission to that record instead." }</p>
            <div class="portico-match">
                { for props.found.iter().map(|found| view(props, typed, found)) }
            </div>
            if strong {
                <TextArea
                    id="new-reason"
                    label="Why this is another person"
                    value={props.reason.clone()}
                    onchange={props.onreason.clone()}
                    required=true
                    rows={2}
                    maxlength={500}
                    help="A record matches strongly, so the county keeps your reason."
                    error={props.reason_error.clone()}
                />
            }
        </Section>
    }
}

fn view(props: &MatchesProps, typed: &MatchCriteria, found: &ClientMatch) -> Html {
    let hit = &found.hit;
    let onchange = {
        let (others, onothers, id) = (props.others.clone(), props.onothers.clone(), hit.id);
        Callback::from(move |other: bool| {
            let mut others = others.clone();
            if other {
                others.insert(id);
            } else {
                others.remove(&id);
            }
            onothers.emit(others);
        })
    };
    let admit = {
        let (onadmit, hit) = (props.onadmit.clone(), hit.clone());
        Callback::from(move |_: MouseEvent| onadmit.emit(hit.clone()))
    };
    let tone = if found.strong { Tone::Bad } else { Tone::Look };
    let words = if found.strong { "Strong match" } else { "Possible match" };
    let same = |reasons: &[MatchReason]| found.reasons.iter().any(|reason| reasons.contains(reason));
    let mine = format!("{}, {}", typed.last_name, typed.first_name);
    let row = |what: &'static str, typed: String, on_file: String, same: bool| {
        html! {
            <tr>
                <th scope="row">{ what }</th>
                <td>{ typed }</td>
                <td class={classes!(same.then_some("portico-same"))}>{ on_file }{ if same { " (same)" } else { "" } }</td>
            </tr>
        }
    };
    html! {
        <div key={hit.id.to_string()}>
            <p>{ status(tone, words) }{ " " }{ found.reasons.iter().map(|reason| reason.label()).collect::<Vec<_>>().join(", ") }</p>
            <table class="portico-compare">
                <caption class="pf-v6-screen-reader">{ format!("Comparison with {}", format::hit_name(hit)) }</caption>
                <thead><tr><th scope="col"><span class="pf-v6-screen-reader">{ "Field" }</span></th><th scope="col">{ "As typed" }</th><th scope="col">{ "On file" }</th></tr></thead>
                <tbody>
                    { row("Name", mine, format::hit_name(hit), same(&[MatchReason::SameName])) }
                    { row("Birth date", format::day(typed.birth_date), format::day(hit.birth_date), same(&[MatchReason::SameBirthDate])) }
                    { row("Sex", typed.sex.map_or_else(String::new, |sex| sex.label().to_owned()), hit.sex.label().to_owned(), typed.sex == Some(hit.sex)) }
                    { row("CIN", typed.cin.clone().unwrap_or_default(), hit.cin.clone().unwrap_or_default(), same(&[MatchReason::SameCin])) }
                    { row("SSN", if typed.ssn.is_some() { "As typed".to_owned() } else { String::new() }, format::ssn(hit.ssn_last4.as_deref()), same(&[MatchReason::SameSsn])) }
                    { row("Client number", String::new(), format_client_number(hit.client_number), false) }
                </tbody>
            </table>
            <div class="portico-actions">
                if hit.enrolled_here == EnrolledHere::None {
                    <Button label="Same person: add admission" kind={Kind::Link} onclick={admit} />
                } else {
                    <LinkButton label="Same person: open record" to={Route::Client { id: hit.id }} kind={Kind::Link} />
                }
            </div>
            <Checkbox
                id={format!("new-other-{}", hit.id)}
                label={format!("{} is another person", format::hit_name(hit))}
                checked={props.others.contains(&hit.id)}
                {onchange}
            />
        </div>
    }
}

/// The comparison while its records are read.
pub(super) fn view_matches(load: &Load<Page<ClientMatch>>, view: impl FnOnce(&[ClientMatch]) -> Html) -> Html {
    view_load(load, Skeleton::Card, |page| view(&page.items))
}
