//! A client's coverage: drawn, and as a table.

use std::rc::Rc;

use domain::access::Permission;
use domain::clients::Client;
use domain::coverage::CoverageSpan;
use time::Date;
use yew::prelude::*;

use super::coverage_form::CoverageDialog;
use super::lanes::Lanes;
use crate::api::{self, use_load};
use crate::format;
use crate::session::{use_may, use_today};
use crate::ui::{Button, Column, DataTable, Empty, Glyph, Grid, Kind, Section, Skeleton, Tone, status, view_load};

#[derive(Properties, PartialEq)]
pub(super) struct CoverageTabProps {
    pub(super) client: Rc<Client>,
    pub(super) changed: Callback<()>,
}

#[derive(Debug, Clone, PartialEq)]
enum Open {
    Nothing,
    Adding,
    Changing(Rc<CoverageSpan>),
}

/// The coverage.
#[component]
pub(super) fn CoverageTab(props: &CoverageTabProps) -> Html {
    let client = &props.client;
    let today = use_today();
    let may = use_may(Permission::AdmitClients);
    let list = use_load((client.id, client.standing), |(id, _)| api::coverage::list(id));
    let open = use_state_eq(|| Open::Nothing);
    let onclose = {
        let open = open.setter();
        Callback::from(move |()| open.set(Open::Nothing))
    };
    let ondone = {
        let (onclose, reload, changed) = (onclose.clone(), list.reload.clone(), props.changed.clone());
        Callback::from(move |()| {
            onclose.emit(());
            reload.emit(());
            changed.emit(());
        })
    };
    let add = {
        let open = open.setter();
        Callback::from(move |_: MouseEvent| open.set(Open::Adding))
    };
    let actions = html! { if may { <Button label="Add coverage" icon={Glyph::Add} onclick={add} /> } };
    let on_file = list.state.ready().map(|page| page.items.clone()).unwrap_or_default();
    let span = match &*open {
        Open::Changing(span) => Some((**span).clone()),
        Open::Nothing | Open::Adding => None,
    };
    html! {
        <Section title="Payers over time" id="payers" {actions}>
            { view_load(&list, Skeleton::Rows, |page| {
                if page.items.is_empty() {
                    return html! {
                        <Empty title="No coverage" glyph={Glyph::Dollar}>
                            <p>{ "Coverage says which payer answers from a day on. An authorization needs one on its start date." }</p>
                        </Empty>
                    };
                }
                let change = open.setter();
                let row_actions = may.then(|| Callback::from(move |row: Rc<CoverageSpan>| change_button(&row, &change)));
                html! {
                    <>
                        <Lanes spans={page.items.clone()} {today} />
                        <DataTable name="coverage" caption="Coverage" grid={Grid::with_actions(&columns(today), &ordered(&page.items), row_actions)} bare=true />
                    </>
                }
            }) }
            if *open != Open::Nothing {
                <CoverageDialog client={client.id} born={client.birth_date} {span} {on_file} {onclose} {ondone} />
            }
        </Section>
    }
}

fn change_button(row: &Rc<CoverageSpan>, open: &UseStateSetter<Open>) -> Html {
    if !row.entered_by_my_organization {
        return Html::default();
    }
    let (open, picked) = (open.clone(), Rc::clone(row));
    let onclick = Callback::from(move |_: MouseEvent| open.set(Open::Changing(Rc::clone(&picked))));
    html! { <Button label="Change or end" say={format!("Change or end {}", row.plan_name)} kind={Kind::Link} {onclick} /> }
}

fn ordered(spans: &[CoverageSpan]) -> Vec<Rc<CoverageSpan>> {
    let mut rows: Vec<Rc<CoverageSpan>> = spans.iter().cloned().map(Rc::new).collect();
    rows.sort_by_key(|span| (std::cmp::Reverse(span.start_date), span.payer));
    rows
}

fn columns(today: Date) -> Vec<Column<CoverageSpan>> {
    vec![
        Column::new("payer", "Payer", |span: &CoverageSpan| span.payer.label().to_owned()),
        Column::new("plan", "Plan", |span: &CoverageSpan| span.plan_name.clone()),
        Column::new("member", "CIN or member number", |span: &CoverageSpan| span.member_id.clone().unwrap_or_default()),
        Column::new("subscriber", "Subscriber", |span: &CoverageSpan| {
            span.subscriber.clone().unwrap_or_else(|| "Client".to_owned())
        }),
        Column::new("start", "First day", |span: &CoverageSpan| format::day(span.start_date))
            .sorted_by(|span| span.start_date.to_string())
            .steady(),
        Column::new("end", "Last day", |span: &CoverageSpan| format::day_or(span.end_date, "Open"))
            .sorted_by(|span| span.end_date.map(|date| date.to_string()).unwrap_or_default())
            .steady(),
        Column::new("today", "Today", move |span: &CoverageSpan| standing(span, today).1.to_owned()).drawn(
            move |span| {
                let (tone, text) = standing(span, today);
                html! { { status(tone, text) } }
            },
        ),
    ]
}

fn standing(span: &CoverageSpan, today: Date) -> (Tone, &'static str) {
    if span.effective_on(today) {
        (Tone::Good, "In force")
    } else if span.start_date > today {
        (Tone::Info, "Not begun")
    } else {
        (Tone::Quiet, "Ended")
    }
}
