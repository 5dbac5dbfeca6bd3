//! Help as it is drawn.

use domain::access::{Role, permissions_of};
use domain::attachments::DocumentType;
use domain::settings::Settings;
use domain::tokens::ScopeEntry;
use yew::prelude::*;
use yew_router::prelude::Link;

use super::content::Block;
use crate::api::{self, use_load};
use crate::format;
use crate::route::Route;
use crate::ui::{Skeleton, view_load};

/// One piece.
pub(super) fn view(block: &Block) -> Html {
    match block {
        Block::Heading(text) => html! { <h2 class="pf-v6-c-title pf-m-lg">{ *text }</h2> },
        Block::Text(text) => html! { <p>{ *text }</p> },
        Block::Steps(steps) => {
            html! { <ol class="portico-howto">{ for steps.iter().map(|step| html! { <li>{ *step }</li> }) }</ol> }
        }
        Block::List(lines) => {
            html! { <ul class="portico-plain-list">{ for lines.iter().map(|line| html! { <li>{ *line }</li> }) }</ul> }
        }
        Block::Terms(terms) => html! {
            <dl class="portico-terms">{ for terms.iter().map(|(term, means)| html! { <div><dt>{ *term }</dt><dd>{ *means }</dd></div> }) }</dl>
        },
        Block::Keys(keys) => html! {
            <dl class="portico-keys">{ for keys.iter().map(|(key, does)| html! { <div><dt><kbd>{ *key }</kbd></dt><dd>{ *does }</dd></div> }) }</dl>
        },
        Block::RequiredDocuments => html! {
            <ol class="portico-howto">{ for DocumentType::REQUIRED.iter().map(|form| html! { <li>{ form.label() }</li> }) }</ol>
        },
        Block::DecisionClock => html! { <FromSettings words={Words::Clock} /> },
        Block::FileLimits => html! { <FromSettings words={Words::Files} /> },
        Block::Roles => roles(),
        Block::Scopes => html! { <ScopeList /> },
        Block::More(page) => html! {
            <p>{ "More: " }<Link<Route> to={Route::HelpOn { page: *page }}>{ page.label() }</Link<Route>></p>
        },
    }
}

fn roles() -> Html {
    let role = |role: &Role| {
        let may: Vec<&str> = permissions_of(*role).iter().map(|permission| permission.label()).collect();
        html! { <div><dt>{ role.label() }</dt><dd>{ may.join("; ") }</dd></div> }
    };
    html! { <dl class="portico-terms">{ for Role::ALL.iter().map(role) }</dl> }
}

/// Every scope and the operations it opens, as the server's document has them.
#[component]
fn ScopeList() -> Html {
    let scopes = use_load((), |()| api::tokens::scopes());
    view_load(&scopes, Skeleton::Lines, |scopes| {
        let scope = |one: &ScopeEntry| {
            let operations: Vec<&str> =
                one.operations.iter().map(|operation| operation.summary.trim_end_matches('.')).collect();
            html! {
                <div key={one.scope.as_str()}>
                    <dt>{ &one.label }{ " (" }<code>{ one.scope.as_str() }</code>{ ")" }</dt>
                    <dd>{ operations.join("; ") }</dd>
                </div>
            }
        };
        html! { <dl class="portico-terms">{ for scopes.iter().map(scope) }</dl> }
    })
}

/// Which part of the settings to tell.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Words {
    Clock,
    Files,
}

#[derive(Properties, PartialEq)]
struct FromSettingsProps {
    words: Words,
}

/// What this county has set.
#[component]
fn FromSettings(props: &FromSettingsProps) -> Html {
    let settings = use_load((), |()| api::settings::read());
    let words = props.words;
    view_load(&settings, Skeleton::Lines, |settings| match words {
        Words::Clock => clock(settings),
        Words::Files => html! { <p>{ files(settings) }</p> },
    })
}

fn clock(settings: &Settings) -> Html {
    let clock = settings.decision_clock;
    html! {
        <dl class="portico-terms">
            <div><dt>{ "Expedited" }</dt><dd>{ format!("{} hours", clock.expedited_hours) }</dd></div>
            <div>
                <dt>{ "Standard" }</dt>
                <dd>{ format!("{} calendar days or {} business days, whichever ends first", clock.standard_calendar_days, clock.standard_business_days) }</dd>
            </div>
        </dl>
    }
}

fn files(settings: &Settings) -> String {
    let limits = &settings.attachments;
    let types: Vec<String> = limits.extensions.iter().map(|one| one.to_uppercase()).collect();
    format!(
        "A file has at most {}; above {} Portico warns. Accepted types: {}.",
        format::size(limits.max_bytes),
        format::size(limits.warn_bytes),
        types.join(", ")
    )
}
