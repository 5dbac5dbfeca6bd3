//! Find a client: one field, two reaches, and the separate fields one click away.

use domain::access::{OrganizationKind, Permission};
use domain::clients::{ClientCriteria, check_county_criteria, check_criteria};
use domain::problem::FieldError;
use yew::prelude::*;
use yew_router::prelude::use_location;

use super::fields::FieldSearch;
use super::results::Results;
use super::smart;
use crate::api::clients::Reach;
use crate::browser;
use crate::frame::take_handed_text;
use crate::pages;
use crate::route::Route;
use crate::session::{use_may, use_me, use_today};
use crate::ui::{Button, Glyph, Kind, LinkButton, Page, ProblemSummary, TextField};

/// A search that was sent. Counting makes the same search sent twice a new one.
#[derive(Debug, Clone, PartialEq)]
struct Sent {
    count: u32,
    criteria: ClientCriteria,
    words: Vec<String>,
    other: Option<(String, ClientCriteria)>,
}

/// The page.
#[component]
pub(crate) fn FindClient() -> Html {
    let me = use_me();
    let today = use_today();
    let may_admit = use_may(Permission::AdmitClients);
    let may_search = use_may(Permission::SearchCounty);
    let county = me.is_some_and(|me| me.organization.kind == OrganizationKind::County);
    let reach = use_state_eq(|| if county { Reach::WholeCounty } else { Reach::OwnAgency });
    let text = use_state_eq(String::new);
    let apart = use_state_eq(|| false);
    let sent = use_state_eq(|| None::<Sent>);
    let errors = use_state_eq(Vec::<FieldError>::new);
    let attempt = use_state_eq(|| 0_u32);
    let location = use_location();

    let search_in = {
        let (sent, errors, attempt) = (sent.clone(), errors.clone(), attempt.clone());
        Callback::from(move |(reach, reading): (Reach, smart::Reading)| {
            let found = match reach {
                Reach::OwnAgency => check_criteria(&reading.criteria),
                Reach::WholeCounty => check_county_criteria(&reading.criteria),
            };
            attempt.set(*attempt + 1);
            if found.is_empty() {
                let count = *attempt + 1;
                sent.set(Some(Sent { count, criteria: reading.criteria, words: reading.words, other: reading.other }));
            }
            errors.set(found);
        })
    };
    let search = {
        let reach = *reach;
        search_in.reform(move |reading| (reach, reading))
    };
    // Text typed into the quick find arrives in memory, with each arrival at this address.
    {
        let (text, search) = (text.setter(), search.clone());
        use_effect_with(location, move |_| {
            if let Some(handed) = take_handed_text() {
                search.emit(smart::read(&handed, today));
                text.set(handed);
            }
        });
    }
    // Whoever comes here comes to type. On a phone the keyboard would cover the page.
    use_effect_with((), |()| {
        if !browser::is_narrow() {
            browser::focus("by-name");
        }
    });
    let onsubmit = {
        let (text, search) = (text.clone(), search.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            search.emit(smart::read(&text, today));
        })
    };
    let onfields = search.reform(|criteria| smart::Reading { criteria, ..smart::Reading::default() });
    let toggle = {
        let apart = apart.clone();
        Callback::from(move |_: MouseEvent| apart.set(!*apart))
    };
    let actions = html! {
        if may_admit && pages::built(Route::ClientNew) {
            <LinkButton label="Add new client" to={Route::ClientNew} icon={Glyph::Add} />
        }
    };
    let onreach = {
        let (reach, sent) = (reach.setter(), sent.clone());
        Callback::from(move |next| {
            reach.set(next);
            sent.set(None);
        })
    };
    let widen = |sent: &Sent| {
        let (reach, search_in, sent) = (reach.clone(), search_in.clone(), sent.clone());
        (may_search && *reach == Reach::OwnAgency).then(|| {
            Callback::from(move |()| {
                reach.set(Reach::WholeCounty);
                let reading =
                    smart::Reading { criteria: sent.criteria.clone(), words: sent.words.clone(), other: None };
                search_in.emit((Reach::WholeCounty, reading));
            })
        })
    };
    html! {
        <Page title="Find a client" {actions}>
            if !county && may_search {
                <ReachChoice reach={*reach} onchange={onreach} />
            }
            <p class="portico-lead">{ explanation(*reach, county) }</p>
            <ProblemSummary errors={(*errors).clone()} prefix="by" attempt={*attempt} />
            if *apart {
                <FieldSearch onsearch={onfields} errors={(*errors).clone()} />
            } else {
                <form class="pf-v6-c-form portico-form" novalidate=true {onsubmit}>
                    <TextField
                        id="by-name"
                        label="Name, birth date, client number, CIN or SSN"
                        value={(*text).clone()}
                        onchange={Callback::from({ let text = text.setter(); move |typed| text.set(typed) })}
                        maxlength={120}
                        help="For example: Reyes, Marisol · Marisol Reyes 5/9/2012 · 800440154 · 96634632D"
                    />
                    <div class="portico-actions">
                        <Button label="Find client" kind={Kind::Primary} icon={Glyph::Search} submit=true />
                    </div>
                </form>
            }
            <div>
                <Button
                    label={if *apart { "Use one field" } else { "Use separate fields" }}
                    kind={Kind::Link}
                    onclick={toggle}
                />
            </div>
            if let Some(sent) = (*sent).clone() {
                <Understood words={sent.words.clone()} other={sent.other.clone()} onother={search.reform(|criteria| smart::Reading { criteria, ..smart::Reading::default() })} />
                <Results key={sent.count} reach={*reach} criteria={sent.criteria.clone()} widen={widen(&sent)} />
            }
        </Page>
    }
}

const fn explanation(reach: Reach, county: bool) -> &'static str {
    match (reach, county) {
        (Reach::OwnAgency, _) => "Clients your agency has admitted, now or before.",
        (Reach::WholeCounty, false) => {
            "Every client of the county, with only what tells people apart. Each search is recorded."
        }
        (Reach::WholeCounty, true) => "Every client of the county. Each search is recorded.",
    }
}

#[derive(Properties, PartialEq)]
struct ReachChoiceProps {
    reach: Reach,
    onchange: Callback<Reach>,
}

#[component]
fn ReachChoice(props: &ReachChoiceProps) -> Html {
    let choice = |(reach, label): (Reach, &'static str)| {
        let chosen = props.reach == reach;
        html! {
            <div class="pf-v6-c-toggle-group__item">
                <button
                    type="button"
                    class={classes!("pf-v6-c-toggle-group__button", chosen.then_some("pf-m-selected"))}
                    aria-pressed={chosen.to_string()}
                    onclick={props.onchange.reform(move |_| reach)}
                >
                    <span class="pf-v6-c-toggle-group__text">{ label }</span>
                </button>
            </div>
        }
    };
    html! {
        <div class="pf-v6-c-toggle-group" role="group" aria-label="Where to look">
            { for [(Reach::OwnAgency, "My agency"), (Reach::WholeCounty, "Whole county")].into_iter().map(choice) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct UnderstoodProps {
    words: Vec<String>,
    other: Option<(String, ClientCriteria)>,
    onother: Callback<ClientCriteria>,
}

#[component]
fn Understood(props: &UnderstoodProps) -> Html {
    html! {
        <div class="portico-actions">
            if !props.words.is_empty() {
                <span class="portico-small">{ format!("Looking for {}", props.words.join(" and ")) }</span>
            }
            if let Some((label, criteria)) = props.other.clone() {
                <Button label={label} kind={Kind::Link} onclick={props.onother.reform(move |_| criteria.clone())} />
            }
        </div>
    }
}
