//! Authorizations of the agency (the county: of all), by filters that stand in the address.

use domain::access::OrganizationKind;
use domain::authorizations::{AuthorizationFilter, AuthorizationRow};
use yew::prelude::*;
use yew_router::prelude::{Link, use_location, use_navigator};

use super::due::due_short;
use super::filters::{Filters, Wanted};
use crate::api::{self, use_pages};
use crate::clock::Clock;
use crate::events::{Live, use_live};
use crate::format;
use crate::pages::clients::{review_tone, status_tone};
use crate::route::Route;
use crate::session::{use_clock, use_me};
use crate::ui::{Button, Column, Empty, Glyph, Grid, Kind, LinkButton, Page, Skeleton, status, view_pages, view_table};

/// The page.
#[component]
pub(crate) fn AuthorizationsPage() -> Html {
    let wanted = use_location().and_then(|location| location.query::<Wanted>().ok()).unwrap_or_default();
    let navigator = use_navigator();
    let clock = use_clock();
    let county = use_me().is_some_and(|me| me.organization.kind == OrganizationKind::County);
    let list =
        use_pages(wanted.filter(), |filter: AuthorizationFilter, cursor| api::authorizations::list(filter, cursor));
    {
        let reload = list.reload.clone();
        use_live(&["authorization"], Callback::from(move |_: Live| reload.emit(())));
    }
    let onchange = Callback::from(move |next: Wanted| {
        if let Some(navigator) = &navigator {
            // An address that cannot be written leaves the list as it is.
            navigator.replace_with_query(&Route::Authorizations, next).ok();
        }
    });
    let clear = onchange.reform(|()| Wanted::default());
    let body = view_pages(&list, Skeleton::Rows, |rows| {
        if rows.is_empty() {
            return nothing(&wanted, clear);
        }
        view_table(&list, "authorizations", "Authorizations", Grid::of(&columns(&clock, county), rows))
    });
    let lead = if county { "Every agency's requests." } else { "Your agency's requests and where each stands." };
    html! {
        <Page title="Authorizations" {lead}>
            <Filters wanted={wanted.clone()} {onchange} />
            { body }
        </Page>
    }
}

fn nothing(wanted: &Wanted, clear: Callback<()>) -> Html {
    if *wanted == Wanted::default() {
        let actions = html! { <LinkButton label="Find a client" to={Route::Clients} kind={Kind::Primary} icon={Glyph::Search} /> };
        return html! {
            <Empty title="No authorizations yet" glyph={Glyph::Document} {actions}>
                <p>{ "A request begins on a client's page. Find the client, then request an authorization." }</p>
            </Empty>
        };
    }
    let actions = html! { <Button label="Clear filters" onclick={clear.reform(|_: MouseEvent| ())} /> };
    html! { <Empty title="Nothing fits these filters" glyph={Glyph::Search} {actions}><p>{ "Take a filter away to see more." }</p></Empty> }
}

fn columns(clock: &Clock, county: bool) -> Vec<Column<AuthorizationRow>> {
    let (reviewed, due, submitted) = (clock.clone(), clock.clone(), clock.clone());
    let agency = Column::new("agency", "Agency", |row: &AuthorizationRow| row.organization_name.clone());
    let units = |row: &AuthorizationRow| row.units_granted.unwrap_or(row.units_requested);
    vec![
        Column::new("number", "Number", |row: &AuthorizationRow| row.number.to_string())
            .drawn(|row| html! { <Link<Route> to={Route::Authorization { id: row.id }}>{ row.number }</Link<Route>> }),
        Column::new("client", "Client", |row: &AuthorizationRow| row.client_name.clone()).drawn(
            |row| html! { <Link<Route> to={Route::Client { id: row.client_id }}>{ &row.client_name }</Link<Route>> },
        ),
        Column::new("client_number", "Client number", |row: &AuthorizationRow| {
            domain::clients::format_client_number(row.client_number)
        })
        .hidden(),
        if county { agency } else { agency.hidden() },
        Column::new("program", "Program", |row: &AuthorizationRow| row.program_name.clone()).hidden(),
        Column::new("source", "Funding source", |row: &AuthorizationRow| {
            format!("{} {}", row.funding_source_id, row.funding_source_name)
        })
        .hidden(),
        Column::new("plan", "Plan", |row: &AuthorizationRow| format!("{} {}", row.plan_id, row.plan_name)).hidden(),
        Column::new("procedure", "Procedure", |row: &AuthorizationRow| row.procedure.clone()),
        Column::new("start", "Start", |row: &AuthorizationRow| format::day(row.start_date))
            .sorted_by(|row| row.start_date.to_string()),
        Column::new("end", "End", |row: &AuthorizationRow| format::day(row.end_date))
            .sorted_by(|row| row.end_date.to_string()),
        Column::new("units", "Units", move |row: &AuthorizationRow| units(row).to_string())
            .sorted_by(move |row| format!("{:05}", units(row)))
            .numeric()
            .hidden(),
        Column::new("status", "Status", |row: &AuthorizationRow| row.status.label().to_owned())
            .drawn(|row| html! { { status(status_tone(row.status), row.status.label()) } }),
        Column::new("review", "Review", |row: &AuthorizationRow| row.review_status.label().to_owned())
            .drawn(|row| html! { { status(review_tone(row.review_status), row.review_status.label()) } }),
        Column::new("reviewed", "Reviewed", move |row: &AuthorizationRow| {
            row.review_at.map(|at| reviewed.moment(at)).unwrap_or_default()
        })
        .sorted_by(|row| row.review_at.map(|at| at.unix_timestamp().to_string()).unwrap_or_default()),
        Column::new("due", "Due", move |row: &AuthorizationRow| {
            row.due.map(|one| due_short(one, &due)).unwrap_or_default()
        })
        .sorted_by(|row| {
            row.due.and_then(|due| due.due_at).map(|at| at.unix_timestamp().to_string()).unwrap_or_default()
        }),
        Column::new("missing", "Missing documents", |row: &AuthorizationRow| row.missing_documents.to_string())
            .numeric()
            .hidden(),
        Column::new("submitted", "Submitted", move |row: &AuthorizationRow| submitted.moment(row.submitted_at))
            .sorted_by(|row| row.submitted_at.unix_timestamp().to_string())
            .hidden(),
    ]
}
