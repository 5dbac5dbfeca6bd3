//! What was done, and what was looked at.

use std::rc::Rc;

use domain::record::{AccessRow, EventRow, RecordFilter, purpose_words, shape_words};
use yew::prelude::*;
use yew_router::prelude::Link;

use super::{DownloadRecord, RecordFilters, RecordTabs, Typed};
use crate::api::record::File;
use crate::api::{self, Pages, use_pages};
use crate::clock::Clock;
use crate::route::Route;
use crate::session::use_clock;
use crate::ui::{Column, DataTable, Empty, Glyph, Grid, Page, Skeleton, Tone, status, view_pages};

/// Filters being typed, and the last of them that made sense.
#[hook]
fn use_filter() -> (UseStateHandle<Typed>, UseStateHandle<RecordFilter>) {
    let typed = use_state_eq(Typed::default);
    let filter = use_state_eq(RecordFilter::default);
    let settle = filter.setter();
    use_effect_with(typed.read().ok(), move |wanted| wanted.clone().into_iter().for_each(|next| settle.set(next)));
    (typed, filter)
}

/// Who did what.
#[component]
pub(crate) fn EventsPage() -> Html {
    let clock = use_clock();
    let (typed, filter) = use_filter();
    let list = use_pages((*filter).clone(), api::record::events);
    let actions = html! { <DownloadRecord name="record-what-was-done" file={File::Events((*filter).clone())} /> };
    html! {
        <Page title="Record" lead="Every change, sign-in and refusal. Sealed, so that nobody changes it unseen." {actions}>
            <RecordTabs />
            <RecordFilters typed={(*typed).clone()} onchange={Callback::from({ let typed = typed.setter(); move |next| typed.set(next) })} />
            { view_pages(&list, Skeleton::Rows, |rows| {
                if rows.is_empty() {
                    return nothing();
                }
                view_record(&list, "record-events", "What was done", Grid::of(&event_columns(&clock), rows))
            }) }
        </Page>
    }
}

/// Who looked at what.
#[component]
pub(crate) fn AccessesPage() -> Html {
    let clock = use_clock();
    let (typed, filter) = use_filter();
    let list = use_pages((*filter).clone(), api::record::accesses);
    let actions =
        html! { <DownloadRecord name="record-what-was-looked-at" file={File::Accesses((*filter).clone())} /> };
    html! {
        <Page title="Record" lead="Every look at a client's data, and why." {actions}>
            <RecordTabs />
            <RecordFilters typed={(*typed).clone()} onchange={Callback::from({ let typed = typed.setter(); move |next| typed.set(next) })} />
            { view_pages(&list, Skeleton::Rows, |rows| {
                if rows.is_empty() {
                    return nothing();
                }
                view_record(&list, "record-accesses", "What was looked at", Grid::of(&access_columns(&clock, true), rows))
            }) }
        </Page>
    }
}

/// The table of a part of the record. Its file is another one's matter: it holds every row, not only those read so far.
pub(crate) fn view_record<T>(list: &Pages<T>, name: &'static str, caption: &'static str, grid: Rc<Grid>) -> Html {
    let (more, reading_more, load_more) = (list.more, list.reading_more, list.load_more.clone());
    html! { <DataTable {name} {caption} {grid} {more} {reading_more} {load_more} bare=true /> }
}

fn nothing() -> Html {
    html! {
        <Empty title="Nothing fits" glyph={Glyph::Search}>
            <p>{ "Choose a longer period, or fewer criteria." }</p>
        </Empty>
    }
}

fn event_columns(clock: &Clock) -> Vec<Column<EventRow>> {
    let at = clock.clone();
    vec![
        Column::new("at", "When", move |row: &EventRow| at.moment(row.at)).sorted_by(|row| row.id.to_string()).steady(),
        Column::new("person", "Person", |row: &EventRow| {
            row.user_name.clone().unwrap_or_else(|| "Nobody known".to_owned())
        }),
        Column::new("organization", "Organization", |row: &EventRow| row.organization_name.clone().unwrap_or_default()),
        Column::new("what", "What", |row: &EventRow| row.words.clone()),
        Column::new("outcome", "Outcome", |row: &EventRow| if row.refused { "Refused" } else { "Done" }.to_owned())
            .drawn(|row| if row.refused { status(Tone::Bad, "Refused") } else { status(Tone::Quiet, "Done") }),
        Column::new("detail", "Details", |row: &EventRow| row.detail.clone()),
        Column::new("client", "Client", |row: &EventRow| row.client_id.map(|id| id.to_string()).unwrap_or_default())
            .drawn(|row| client_link(row.client_id))
            .unsorted(),
        Column::new("number", "Number", |row: &EventRow| row.seq.map(|seq| seq.to_string()).unwrap_or_default())
            .numeric(),
    ]
}

fn client_link(client: Option<uuid::Uuid>) -> Html {
    client.map_or_else(
        Html::default,
        |id| html! { <Link<Route> to={Route::Client { id }}>{ "Open record" }</Link<Route>> },
    )
}

/// The columns of accesses; on a client's own page without the client.
pub(crate) fn access_columns(clock: &Clock, of_all: bool) -> Vec<Column<AccessRow>> {
    let at = clock.clone();
    let mut columns = vec![
        Column::new("at", "When", move |row: &AccessRow| at.moment(row.at))
            .sorted_by(|row| row.id.to_string())
            .steady(),
        Column::new("person", "Person", |row: &AccessRow| row.user_name.clone().unwrap_or_default()),
        Column::new("organization", "Organization", |row: &AccessRow| {
            row.organization_name.clone().unwrap_or_default()
        }),
        Column::new("what", "What", |row: &AccessRow| row.words.clone()),
        Column::new("purpose", "Purpose", |row: &AccessRow| purpose_words(&row.purpose).to_owned()),
        Column::new("shape", "Searched by", |row: &AccessRow| shape_words(&row.shape)),
        Column::new("clients", "Clients shown", |row: &AccessRow| row.clients.to_string())
            .sorted_by(|row| format!("{:09}", row.clients))
            .numeric(),
    ];
    if of_all {
        let client = |row: &AccessRow| row.client_id.map(|id| id.to_string()).unwrap_or_default();
        columns.push(Column::new("client", "Client", client).drawn(|row| client_link(row.client_id)).unsorted());
    }
    columns.push(
        Column::new("number", "Number", |row: &AccessRow| row.seq.map(|seq| seq.to_string()).unwrap_or_default())
            .numeric(),
    );
    columns
}
