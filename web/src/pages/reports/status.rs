//! Authorization Request Status: choose, see at once, take the same along as CSV.

use domain::page::DEFAULT_LIMIT;
use domain::reports::{COLUMNS, StatusReportCriteria, StatusReportRow};
use gloo_timers::callback::Timeout;
use yew::prelude::*;
use yew_router::prelude::Link;

use super::ReportTabs;
use super::criteria::Filters;
use super::download::DownloadReport;
use super::filters::FilterFields;
use crate::api::{self, Pages, use_pages};
use crate::clock::Clock;
use crate::events::use_live;
use crate::pages::clients::{review_tone, status_tone};
use crate::route::Route;
use crate::session::use_clock;
use crate::ui::{
    Alert, Button, Column, DataTable, Empty, Glyph, Grid, Kind, Page, Skeleton, TextField, Tone, status, view_pages,
};

/// How long typing rests before the report is asked for.
const REST_MS: u32 = 400;

/// The page.
#[component]
pub(crate) fn StatusReportPage() -> Html {
    let filters = use_state_eq(Filters::default);
    let criteria = use_state_eq(StatusReportCriteria::default);
    let read = filters.read();
    let errors = read.as_ref().err().cloned().unwrap_or_default();
    {
        let settle = criteria.setter();
        use_effect_with(read.ok(), move |wanted| {
            let timer = wanted.clone().map(|wanted| Timeout::new(REST_MS, move || settle.set(wanted)));
            move || drop(timer)
        });
    }
    let list = use_pages((*criteria).clone(), api::reports::status);
    let clock = use_clock();
    let changed = use_state_eq(|| false);
    let one_page = list.state.ready().is_none_or(|rows| rows.items.len() <= usize::from(DEFAULT_LIMIT));
    {
        let (reload, changed) = (list.reload.clone(), changed.setter());
        use_live(
            &["authorization"],
            Callback::from(move |_| {
                // Reading again would throw away the pages somebody has loaded since; so they are asked.
                if one_page { reload.emit(()) } else { changed.set(true) }
            }),
        );
    }
    let refresh = {
        let (reload, changed) = (list.reload.clone(), changed.setter());
        Callback::from(move |_: MouseEvent| {
            changed.set(false);
            reload.emit(());
        })
    };
    let onchange = {
        let filters = filters.setter();
        Callback::from(move |next| filters.set(next))
    };
    let search = {
        let (now, onchange) = ((*filters).clone(), onchange.clone());
        Callback::from(move |text| onchange.emit(Filters { text, ..now.clone() }))
    };
    let any = list.state.ready().is_some_and(|rows| !rows.items.is_empty());
    html! {
        <Page
            title="Reports"
            lead="Authorization Request Status: every request you may see, newest first. The CSV holds the same rows and columns in the same order."
            actions={html! { <DownloadReport criteria={(*criteria).clone()} disabled={!any} /> }}
        >
            <ReportTabs />
            <FilterFields filters={(*filters).clone()} {errors} onchange={onchange.clone()} />
            <div class="portico-search-within pf-v6-c-form">
                <TextField
                    id="report-text"
                    label="Search within the results"
                    kind="search"
                    value={filters.text.clone()}
                    onchange={search}
                    maxlength={200}
                    help="Part of a number, client, agency, program, plan or procedure."
                />
            </div>
            if *changed {
                <Alert
                    tone={Tone::Info}
                    title="Some requests changed since this was loaded"
                    live=true
                    actions={html! { <Button label="Load the newest" kind={Kind::Link} onclick={refresh} /> }}
                />
            }
            { view(&list, &columns(&clock), filters.any(), &onchange) }
        </Page>
    }
}

fn view(
    list: &Pages<StatusReportRow>,
    columns: &[Column<StatusReportRow>],
    narrowed: bool,
    onchange: &Callback<Filters>,
) -> Html {
    view_pages(list, Skeleton::Rows, |rows| {
        if rows.is_empty() {
            return nothing(narrowed, onchange);
        }
        html! {
            <div class="portico-report">
                <DataTable
                    name="authorization-request-status"
                    caption="Authorization Request Status"
                    grid={Grid::of(columns, rows)}
                    more={list.more}
                    reading_more={list.reading_more}
                    load_more={list.load_more.clone()}
                    bare=true
                />
            </div>
        }
    })
}

fn nothing(narrowed: bool, onchange: &Callback<Filters>) -> Html {
    if !narrowed {
        return html! {
            <Empty title="No authorization requests yet" glyph={Glyph::Chart}>
                <p>{ "Requests appear here as soon as they are sent." }</p>
            </Empty>
        };
    }
    let clear = onchange.reform(|_: MouseEvent| Filters::default());
    html! {
        <Empty
            title="No request fits these filters"
            glyph={Glyph::Search}
            actions={html! { <Button label="Clear filters" onclick={clear} /> }}
        >
            <p>{ "Take one of them away, or look at another time." }</p>
        </Empty>
    }
}

/// The report's own columns, in its own order: screen and file never differ. So none is sorted by or hidden here.
fn columns(clock: &Clock) -> Vec<Column<StatusReportRow>> {
    COLUMNS.iter().map(|of| column(of, clock.clone())).collect()
}

fn column(of: &'static domain::reports::Column, clock: Clock) -> Column<StatusReportRow> {
    let column = Column::new(of.key, of.caption, move |row: &StatusReportRow| (of.cell)(row, &clock.0)).unsorted();
    let column = if of.numeric { column.numeric() } else { column };
    match of.key {
        "number" => column
            .drawn(|row| html! { <Link<Route> to={Route::Authorization { id: row.id }}>{ row.number }</Link<Route>> }),
        "client_name" => column.drawn(
            |row| html! { <Link<Route> to={Route::Client { id: row.client_id }}>{ &row.client_name }</Link<Route>> },
        ),
        "status" => column.drawn(|row| html! { { status(status_tone(row.status), row.status.label()) } }),
        "review_status" => {
            column.drawn(|row| html! { { status(review_tone(row.review_status), row.review_status.label()) } })
        }
        _ => column,
    }
}
