//! Provider authorizations (P-Auths): the dollars of an agency for one funding source and one fiscal year.

mod balance;
mod entry;
mod new;
mod one;

pub(crate) use one::FundingOnePage;

use std::rc::Rc;

use domain::access::Permission;
use domain::calendar::{FiscalYear, fiscal_year_of};
use domain::funding::{ProviderAuthorization, ProviderAuthorizationFilter};
use yew::prelude::*;
use yew_router::prelude::{Link, use_navigator};

use self::balance::Balance;
use self::new::NewDialog;
use super::offers::{self, Choices, use_is_county, use_organizations, use_sources};
use crate::api::{self, Pages, use_pages};
use crate::events::use_live;
use crate::format;
use crate::route::Route;
use crate::session::{use_may, use_today};
use crate::ui::{Button, Column, Empty, Glyph, Grid, Kind, Page, SelectField, Skeleton, view_pages, view_table};

/// The list.
#[component]
pub(crate) fn FundingPage() -> Html {
    let today = use_today();
    let county = use_is_county();
    let may = use_may(Permission::ManageFunding);
    let navigator = use_navigator();
    let this_year = fiscal_year_of(today);
    let filter = use_state_eq(|| ProviderAuthorizationFilter {
        fiscal_year: Some(this_year.0),
        ..ProviderAuthorizationFilter::default()
    });
    let adding = use_state_eq(|| false);
    let list = use_pages((*filter).clone(), api::funding::list);
    use_live(&["provider_authorization"], list.reload.reform(|_| ()));
    let actions = html! {
        if may {
            <Button
                label="Add provider authorization"
                kind={Kind::Primary}
                icon={Glyph::Add}
                onclick={Callback::from({ let adding = adding.setter(); move |_| adding.set(true) })}
            />
        }
    };
    let ondone = {
        let adding = adding.setter();
        Callback::from(move |id| {
            adding.set(false);
            if let Some(navigator) = &navigator {
                navigator.push(&Route::FundingOne { id });
            }
        })
    };
    let lead = "A provider authorization (P-Auth) holds the dollars of one agency for one funding source and one fiscal year, 1 July to 30 June.";
    html! {
        <Page title="Provider authorizations" {lead} {actions}>
            <Filters
                filter={(*filter).clone()}
                {this_year}
                {county}
                onchange={Callback::from({ let filter = filter.setter(); move |next| filter.set(next) })}
            />
            { view(&list, county) }
            if *adding {
                <NewDialog
                    {this_year}
                    onclose={Callback::from({ let adding = adding.setter(); move |()| adding.set(false) })}
                    {ondone}
                />
            }
        </Page>
    }
}

fn view(list: &Pages<ProviderAuthorization>, county: bool) -> Html {
    view_pages(list, Skeleton::Rows, |rows| {
        if rows.is_empty() {
            return html! {
                <Empty title="No provider authorizations here" glyph={Glyph::Dollar}>
                    <p>{ "Choose another fiscal year or funding source. The county sets provider authorizations up from the contract." }</p>
                </Empty>
            };
        }
        let grid = Grid::of(&columns(county), rows);
        view_table(list, "provider-authorizations", "Provider authorizations", grid)
    })
}

fn columns(county: bool) -> Vec<Column<ProviderAuthorization>> {
    type Row = ProviderAuthorization;
    let mut columns = vec![
        Column::new("number", "P-Auth", |row: &Row| row.number.to_string())
            .drawn(|row| html! { <Link<Route> to={Route::FundingOne { id: row.id }}>{ row.number }</Link<Route>> }),
        Column::new("source", "Funding source", |row: &Row| {
            format!("{} {}", row.funding_source_id, row.funding_source_name)
        }),
        Column::new("year", "Fiscal year", |row: &Row| row.fiscal_year_label.clone())
            .drawn(|row| html! { <span class="portico-nowrap">{ &row.fiscal_year_label }</span> }),
        Column::new("amount", "Amount", |row: &Row| format::money(row.amount))
            .sorted_by(|row| sortable(row.amount))
            .numeric(),
        Column::new("used", "Used", |row: &Row| format::money(row.drawn))
            .sorted_by(|row| sortable(row.drawn))
            .numeric(),
        Column::new("remaining", "Remaining", |row: &Row| format::money(row.remaining))
            .sorted_by(|row| sortable(row.remaining))
            .drawn(|row| html! { <Balance remaining={row.remaining} amount={row.amount} /> }),
    ];
    if county {
        columns.insert(1, Column::new("agency", "Agency", |row: &Row| row.organization_name.clone()));
    }
    columns
}

/// An amount as a text that sorts as the amount does; none here is negative.
fn sortable(amount: rust_decimal::Decimal) -> String {
    format!("{amount:020.2}")
}

#[derive(Properties, PartialEq)]
struct FiltersProps {
    filter: ProviderAuthorizationFilter,
    this_year: FiscalYear,
    county: bool,
    onchange: Callback<ProviderAuthorizationFilter>,
}

#[component]
fn Filters(props: &FiltersProps) -> Html {
    let sources = use_sources();
    let organizations = use_organizations();
    let filter = Rc::new(props.filter.clone());
    let set = |change: fn(&mut ProviderAuthorizationFilter, String)| {
        let (filter, onchange) = (Rc::clone(&filter), props.onchange.clone());
        Callback::from(move |text: String| {
            let mut next = (*filter).clone();
            change(&mut next, text);
            onchange.emit(next);
        })
    };
    let chosen = |id: Option<String>| AttrValue::from(id.unwrap_or_default());
    html! {
        <div class="portico-narrow pf-v6-c-form" role="group" aria-label="Filters">
            <SelectField
                id="funding-year"
                label="Fiscal year"
                value={chosen(filter.fiscal_year.map(|year| year.to_string()))}
                options={years(props.this_year)}
                nothing={Some(AttrValue::Static("All years"))}
                onchange={set(|filter, text| filter.fiscal_year = text.parse().ok())}
            />
            <SelectField
                id="funding-source"
                label="Funding source"
                value={chosen(filter.funding_source_id.map(|id| id.to_string()))}
                options={offers::sources(&sources)}
                nothing={Some(AttrValue::Static("All sources"))}
                onchange={set(|filter, text| filter.funding_source_id = text.parse().ok())}
            />
            if props.county {
                <SelectField
                    id="funding-agency"
                    label="Agency"
                    value={chosen(filter.organization_id.map(|id| id.to_string()))}
                    options={offers::agencies(&organizations)}
                    nothing={Some(AttrValue::Static("All agencies"))}
                    onchange={set(|filter, text| filter.organization_id = text.parse().ok())}
                />
            }
        </div>
    }
}

/// The year that runs, the next and a few before it.
pub(super) fn years(this: FiscalYear) -> Choices {
    let year = |back: i16| FiscalYear(this.0.saturating_sub(back));
    (-1..=4).map(year).map(|year| (year.0.to_string().into(), year.label().into())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    #[test]
    fn next_year_can_be_prepared() {
        let words: Vec<String> = years(FiscalYear(2026)).into_iter().map(|(value, _)| value.to_string()).collect();
        assert_eq!(words, ["2027", "2026", "2025", "2024", "2023", "2022"]);
    }

    #[test]
    fn amounts_sort_as_amounts() {
        assert!(sortable(Decimal::new(99_999, 2)) < sortable(Decimal::new(1_000_000, 2)));
    }
}
