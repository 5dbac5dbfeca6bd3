//! The criteria of the status report, as fields.

use domain::authorizations::{ReviewStatus, Status};
use domain::problem::FieldError;
use yew::prelude::*;

use super::criteria::Filters;
use crate::pages::offers::{self, use_is_county, use_organizations, use_programs, use_sources};
use crate::ui::{Button, DateField, Kind, SelectField, TextField, TypedDate, choices, error_at};

#[derive(Properties, PartialEq)]
pub(super) struct FilterFieldsProps {
    pub(super) filters: Filters,
    pub(super) errors: Vec<FieldError>,
    pub(super) onchange: Callback<Filters>,
}

/// The fields. Every change is heard at once; the report follows by itself.
#[component]
pub(super) fn FilterFields(props: &FilterFieldsProps) -> Html {
    let county = use_is_county();
    let (sources, organizations, programs) = (use_sources(), use_organizations(), use_programs());
    let filters = &props.filters;
    let error = |pointer: &str| error_at(&props.errors, pointer);
    let set = |change: fn(&mut Filters, String)| {
        let (filters, onchange) = (filters.clone(), props.onchange.clone());
        Callback::from(move |text: String| {
            let mut next = filters.clone();
            change(&mut next, text);
            onchange.emit(next);
        })
    };
    let set_date = |change: fn(&mut Filters, TypedDate)| {
        let (filters, onchange) = (filters.clone(), props.onchange.clone());
        Callback::from(move |date: TypedDate| {
            let mut next = filters.clone();
            change(&mut next, date);
            onchange.emit(next);
        })
    };
    let pick = |id: &'static str,
                label: &'static str,
                value: &str,
                options: offers::Choices,
                all: &'static str,
                change: fn(&mut Filters, String)| {
        let onchange = set(change);
        html! {
            <SelectField
                {id}
                {label}
                value={value.to_owned()}
                {options}
                nothing={Some(AttrValue::Static(all))}
                {onchange}
            />
        }
    };
    let of_agency: Vec<_> = programs
        .iter()
        .filter(|program| filters.agency.is_empty() || program.organization_id.to_string() == filters.agency)
        .cloned()
        .collect();
    let statuses = choices(Status::ALL, |one| (one.as_str(), one.label()));
    let reviews = choices(ReviewStatus::ALL, |one| (one.as_str(), one.label()));
    let sites = offers::programs(&of_agency, county && filters.agency.is_empty());
    let to_agency = |filters: &mut Filters, id: String| {
        filters.agency = id;
        filters.program.clear();
    };
    html! {
        <div class="portico-narrow pf-v6-c-form" role="group" aria-label="Report criteria">
            { pick("report-status", "Status", &filters.status, statuses, "All statuses", |f, t| f.status = t) }
            { pick("report-review_status", "Review status", &filters.review, reviews, "All review statuses", |f, t| f.review = t) }
            <TextField
                id="report-client_number"
                label="Client number"
                value={filters.number.clone()}
                onchange={set(|f, t| f.number = t)}
                inputmode="numeric"
                maxlength={12}
                placeholder="All clients"
                error={error("/client_number")}
            />
            { pick("report-source", "Funding source", &filters.source, offers::sources(&sources), "All sources", |f, t| f.source = t) }
            if county {
                { pick("report-agency", "Agency", &filters.agency, offers::agencies(&organizations), "All agencies", to_agency) }
            }
            { pick("report-program", "Program", &filters.program, sites, "All programs", |f, t| f.program = t) }
            <DateField
                id="report-from"
                label="Submitted from"
                value={filters.from.clone()}
                onchange={set_date(|f, date| f.from = date)}
                error={error("/from")}
            />
            <DateField
                id="report-to"
                label="Submitted to"
                value={filters.to.clone()}
                onchange={set_date(|f, date| f.to = date)}
                error={error("/to")}
            />
            if filters.any() {
                <div class="portico-narrow-clear">
                    <Button
                        label="Clear filters"
                        kind={Kind::Link}
                        onclick={props.onchange.reform(|_| Filters::default())}
                    />
                </div>
            }
        </div>
    }
}
