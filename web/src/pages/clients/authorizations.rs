//! One client's authorizations.

use std::rc::Rc;

use domain::authorizations::AuthorizationRow;
use domain::clients::Client;
use yew::prelude::*;
use yew_router::prelude::Link;

use super::{review_tone, status_tone};
use crate::api::{self, use_pages};
use crate::clock::Clock;
use crate::events::{Live, use_live};
use crate::format;
use crate::pages;
use crate::route::Route;
use crate::session::use_clock;
use crate::ui::{Column, Empty, Glyph, Grid, Skeleton, status, view_pages, view_table};

#[derive(Properties, PartialEq)]
pub(super) struct AuthorizationsTabProps {
    pub(super) client: Rc<Client>,
}

/// The list.
#[component]
pub(super) fn AuthorizationsTab(props: &AuthorizationsTabProps) -> Html {
    let id = props.client.id;
    let clock = use_clock();
    let list = use_pages(id, api::authorizations::of_client);
    {
        let reload = list.reload.clone();
        use_live(
            &["authorization"],
            Callback::from(move |live: Live| {
                if live.client_id.is_none_or(|client| client == id) {
                    reload.emit(());
                }
            }),
        );
    }
    view_pages(&list, Skeleton::Rows, |rows| {
        if rows.is_empty() {
            // The page's own button says how to begin.
            return html! {
                <Empty title="No authorizations yet" glyph={Glyph::Document}>
                    <p>{ "Requests for this client appear here with their number as soon as they are sent." }</p>
                </Empty>
            };
        }
        let grid = Grid::of(&columns(&clock), rows);
        view_table(&list, "client-authorizations", "Authorizations of this client", grid)
    })
}

fn columns(clock: &Clock) -> Vec<Column<AuthorizationRow>> {
    let clock = clock.clone();
    vec![
        Column::new("number", "Number", |row: &AuthorizationRow| row.number.to_string()).drawn(|row| {
            let to = Route::Authorization { id: row.id };
            if pages::built(to) {
                html! { <Link<Route> {to}>{ row.number }</Link<Route>> }
            } else {
                html! { { row.number } }
            }
        }),
        Column::new("plan", "Plan", |row: &AuthorizationRow| format!("{} {}", row.plan_id, row.plan_name)),
        Column::new("procedure", "Procedure", |row: &AuthorizationRow| row.procedure.clone()),
        Column::new("program", "Program", |row: &AuthorizationRow| row.program_name.clone()),
        Column::new("start", "Start", |row: &AuthorizationRow| format::day(row.start_date))
            .sorted_by(|row| row.start_date.to_string())
            .steady(),
        Column::new("end", "End", |row: &AuthorizationRow| format::day(row.end_date))
            .sorted_by(|row| row.end_date.to_string())
            .steady(),
        Column::new("units", "Units", |row: &AuthorizationRow| {
            row.units_granted.unwrap_or(row.units_requested).to_string()
        })
        .sorted_by(|row| format!("{:05}", row.units_granted.unwrap_or(row.units_requested)))
        .numeric(),
        Column::new("status", "Status", |row: &AuthorizationRow| row.status.label().to_owned())
            .drawn(|row| html! { { status(status_tone(row.status), row.status.label()) } }),
        Column::new("review", "Review", |row: &AuthorizationRow| row.review_status.label().to_owned())
            .drawn(|row| html! { { status(review_tone(row.review_status), row.review_status.label()) } }),
        Column::new("submitted", "Submitted", move |row: &AuthorizationRow| clock.moment(row.submitted_at))
            .sorted_by(|row| row.submitted_at.unix_timestamp().to_string())
            .hidden(),
        Column::new("agency", "Agency", |row: &AuthorizationRow| row.organization_name.clone()).hidden(),
    ]
}
