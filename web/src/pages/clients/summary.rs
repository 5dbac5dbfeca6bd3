//! A client at a glance: where they are admitted, who pays, what is authorized.

use std::rc::Rc;

use domain::clients::Client;
use domain::coverage::CoverageSpan;
use yew::prelude::*;
use yew_router::prelude::Link;

use super::{review_tone, status_tone};
use crate::api::{self, use_load};
use crate::format;
use crate::pages;
use crate::route::Route;
use crate::session::use_today;
use crate::ui::{LinkButton, Section, Skeleton, status, view_load};

#[derive(Properties, PartialEq)]
pub(super) struct SummaryTabProps {
    pub(super) client: Rc<Client>,
}

/// The summary. Each part reads for itself: one that fails leaves the others.
#[component]
pub(super) fn SummaryTab(props: &SummaryTabProps) -> Html {
    let client = &props.client;
    // The record's version and lamps change with what is shown here, so a change read above is read here too.
    html! {
        <>
            <Admissions client={client.clone()} />
            <Coverage client={client.clone()} />
            <Latest client={client.clone()} />
        </>
    }
}

#[component]
fn Admissions(props: &SummaryTabProps) -> Html {
    let id = props.client.id;
    let today = use_today();
    let list = use_load((id, props.client.standing), |(id, _)| api::enrollments::list(id));
    let more =
        html! { <LinkButton label="All programs" to={Route::ClientPrograms { id }} kind={crate::ui::Kind::Link} /> };
    html! {
        <Section title="Open admissions" id="open-admissions" actions={more}>
            { view_load(&list, Skeleton::Lines, |page| {
                let open: Vec<_> = page.items.iter().filter(|one| one.open_on(today)).collect();
                if open.is_empty() {
                    return html! { <p>{ "No admission is open today. Add one under Programs before you request an authorization." }</p> };
                }
                html! {
                    <ul class="portico-plain-list">
                        { for open.into_iter().map(|one| html! {
                            <li key={one.id.to_string()}>{ format!("{}, {} · {}", one.program_name, one.organization_name, format::span(one.start_date, one.end_date)) }</li>
                        }) }
                    </ul>
                }
            }) }
        </Section>
    }
}

#[component]
fn Coverage(props: &SummaryTabProps) -> Html {
    let id = props.client.id;
    let today = use_today();
    let list = use_load((id, props.client.standing), |(id, _)| api::coverage::list(id));
    let more =
        html! { <LinkButton label="All coverage" to={Route::ClientCoverage { id }} kind={crate::ui::Kind::Link} /> };
    html! {
        <Section title="Coverage today" id="coverage-today" actions={more}>
            { view_load(&list, Skeleton::Lines, |page| {
                let spans = domain::coverage::effective_on(&page.items, today);
                if spans.is_empty() {
                    return html! { <p>{ "No payer answers today. Add coverage before you request an authorization." }</p> };
                }
                html! {
                    <ul class="portico-plain-list">
                        { for spans.into_iter().map(|span| html! {
                            <li key={span.id.to_string()}>{ format!("{} · {}", payer_and_plan(span), format::span(span.start_date, span.end_date)) }</li>
                        }) }
                    </ul>
                }
            }) }
        </Section>
    }
}

#[component]
fn Latest(props: &SummaryTabProps) -> Html {
    const MOST: usize = 5;
    let id = props.client.id;
    let list = use_load((id, props.client.standing), |(id, _)| api::authorizations::of_client(id, None));
    let more = html! { <LinkButton label="All authorizations" to={Route::ClientAuthorizations { id }} kind={crate::ui::Kind::Link} /> };
    html! {
        <Section title="Latest authorizations" id="latest-authorizations" actions={more}>
            { view_load(&list, Skeleton::Lines, |page| {
                if page.items.is_empty() {
                    return html! { <p>{ "Nothing requested yet." }</p> };
                }
                html! {
                    <ul class="portico-plain-list">
                        { for page.items.iter().take(MOST).map(|row| {
                            let to = Route::Authorization { id: row.id };
                            let words = format!("{} · {}", row.number, row.procedure);
                            html! {
                                <li key={row.id.to_string()}>
                                    if pages::built(to) { <Link<Route> {to}>{ words }</Link<Route>> } else { { words } }
                                    { format!(" · {} ", format::span(row.start_date, Some(row.end_date))) }
                                    { status(status_tone(row.status), row.status.label()) }
                                    { " " }
                                    { status(review_tone(row.review_status), row.review_status.label()) }
                                </li>
                            }
                        }) }
                    </ul>
                }
            }) }
        </Section>
    }
}

/// Payer and plan, once where they are the same.
fn payer_and_plan(span: &CoverageSpan) -> String {
    if span.plan_name == span.payer.label() {
        span.plan_name.clone()
    } else {
        format!("{}: {}", span.payer.label(), span.plan_name)
    }
}
