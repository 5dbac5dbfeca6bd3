//! One thing to do: whose it is, what is the matter, when it is due, one button.

use domain::access::Permission;
use domain::home::{HomeAction, HomeItem};
use time::OffsetDateTime;
use yew::prelude::*;
use yew_router::prelude::Link;

use crate::format;
use crate::pages;
use crate::route::Route;
use crate::session::{use_clock, use_may, use_today};
use crate::ui::{Glyph, LinkButton, Tone, status, status_with};

#[derive(Properties, PartialEq)]
pub(super) struct TodoProps {
    pub(super) item: HomeItem,
    pub(super) done: bool,
}

/// A row.
#[component]
pub(super) fn Todo(props: &TodoProps) -> Html {
    let item = &props.item;
    let reviews = use_may(Permission::ReviewAuthorizations);
    let step = step(item, reviews).filter(|(to, _)| pages::built(*to));
    html! {
        <li class={classes!("portico-todo", props.done.then_some("portico-todo-done"))}>
            <div class="portico-todo-what">
                if let Some(name) = &item.client_name {
                    <strong>{ client(item, name) }</strong>
                }
                <span>{ &item.sentence }</span>
            </div>
            <div class="portico-todo-due">
                if props.done {
                    { status(Tone::Good, "Done") }
                } else if let Some(at) = item.due_at {
                    <DueWords {at} />
                }
            </div>
            <div class="portico-todo-do">
                if let Some((to, label)) = step.filter(|_| !props.done) {
                    <LinkButton {label} {to} />
                }
            </div>
        </li>
    }
}

fn client(item: &HomeItem, name: &str) -> Html {
    match item.client_id.map(|id| Route::Client { id }) {
        Some(to) => html! { <Link<Route> {to}>{ name }</Link<Route>> },
        None => html! { { name } },
    }
}

#[derive(Properties, PartialEq)]
struct DueWordsProps {
    at: OffsetDateTime,
}

/// When it is due, by the county's day: the browser's clock is never asked.
#[component]
fn DueWords(props: &DueWordsProps) -> Html {
    let (today, clock) = (use_today(), use_clock());
    let (day, time) = (clock.day(props.at), clock.time(props.at));
    let (tone, text) = if day < today {
        (Tone::Bad, format!("Overdue since {}", format::day(day)))
    } else if day == today {
        (Tone::Look, format!("Due today by {time}"))
    } else {
        (Tone::Quiet, format!("Due {} {time}", format::day(day)))
    };
    html! { { status_with(Glyph::Clock, tone, text) } }
}

/// The one button. Who may look but not decide is led to the authorization instead of the review.
fn step(item: &HomeItem, reviews: bool) -> Option<(Route, String)> {
    if item.action == HomeAction::Review && !reviews {
        let id = item.authorization_id?;
        return Some((Route::Authorization { id }, HomeAction::OpenAuthorization.label().to_owned()));
    }
    Some((destination(item)?, item.action_label.clone()))
}

/// Where the button leads.
fn destination(item: &HomeItem) -> Option<Route> {
    let authorization = item.authorization_id.map(|id| Route::Authorization { id });
    match item.action {
        HomeAction::OpenAuthorization | HomeAction::AnswerInformation | HomeAction::AttachDocuments => authorization,
        HomeAction::Review => item.authorization_id.map(|id| Route::ReviewOne { id }),
        HomeAction::OpenClient => item.client_id.map(|id| Route::Client { id }),
        HomeAction::RequestAuthorization => item.client_id.map(|client| Route::RequestAuthorization { client }),
        // Each form finds its own draft again: a request at its client, an answer at its authorization.
        HomeAction::ContinueDraft => authorization
            .or_else(|| item.client_id.map(|client| Route::RequestAuthorization { client }))
            .or(Some(Route::ClientNew)),
        HomeAction::OpenFunding => Some(Route::Funding),
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn every_button_leads_where_the_work_is() {
        let id = Uuid::from_u128(4);
        let item = |action| HomeItem {
            client_id: Some(id),
            client_name: None,
            authorization_id: None,
            draft_id: None,
            sentence: String::new(),
            due_at: None,
            action_label: String::new(),
            action,
        };
        assert_eq!(destination(&item(HomeAction::OpenClient)), Some(Route::Client { id }));
        assert_eq!(destination(&item(HomeAction::ContinueDraft)), Some(Route::RequestAuthorization { client: id }));
        assert_eq!(destination(&item(HomeAction::Review)), None);
        let mine = HomeItem { authorization_id: Some(id), ..item(HomeAction::Review) };
        assert_eq!(destination(&mine), Some(Route::ReviewOne { id }));
        assert_eq!(step(&mine, false), Some((Route::Authorization { id }, "Open authorization".to_owned())));
    }
}
