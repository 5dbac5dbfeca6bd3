//! The filters of the list, as they stand in the address: nothing that names a client.

use domain::authorizations::{AuthorizationFilter, AuthorizationSort, ReviewStatus, Status};
use serde::{Deserialize, Serialize};
use time::Date;
use yew::prelude::*;

use crate::api::{self, use_load};
use crate::ui::{Button, DateField, Kind, SelectField, TypedDate, choices};

/// The filters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_status: Option<ReviewStatus>,
    #[serde(skip_serializing_if = "Option::is_none")]
    funding_source_id: Option<i32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    submitted_from: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    submitted_to: Option<Date>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sort: Option<AuthorizationSort>,
}

impl Wanted {
    /// What the server is asked.
    pub(super) fn filter(&self) -> AuthorizationFilter {
        AuthorizationFilter {
            status: self.status,
            review_status: self.review_status,
            funding_source_id: self.funding_source_id,
            submitted_from: self.submitted_from,
            submitted_to: self.submitted_to,
            sort: self.sort,
            ..AuthorizationFilter::default()
        }
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct FiltersProps {
    pub(super) wanted: Wanted,
    pub(super) onchange: Callback<Wanted>,
}

/// The filters above the list; each works as soon as it is chosen.
#[component]
pub(super) fn Filters(props: &FiltersProps) -> Html {
    let wanted = &props.wanted;
    let sources = use_load((), |()| api::funding::sources());
    let from = use_state_eq(|| TypedDate::from(wanted.submitted_from));
    let to = use_state_eq(|| TypedDate::from(wanted.submitted_to));
    {
        // Cleared from elsewhere, or another address: the fields follow.
        let (from, to) = (from.clone(), to.clone());
        use_effect_with((wanted.submitted_from, wanted.submitted_to), move |(now_from, now_to)| {
            for (field, now) in [(&from, now_from), (&to, now_to)] {
                if field.date != *now {
                    field.set(TypedDate::from(*now));
                }
            }
        });
    }
    let set = |change: fn(&mut Wanted, String)| {
        let wanted = wanted.clone();
        props.onchange.reform(move |word: String| {
            let mut next = wanted.clone();
            change(&mut next, word);
            next
        })
    };
    let set_day = |field: &UseStateHandle<TypedDate>, change: fn(&mut Wanted, Option<Date>)| {
        let (field, wanted, onchange) = (field.setter(), wanted.clone(), props.onchange.clone());
        Callback::from(move |typed: TypedDate| {
            let mut next = wanted.clone();
            // Half a date asks for nothing yet.
            if typed.date.is_some() || typed.is_empty() {
                change(&mut next, typed.date);
            }
            field.set(typed);
            if next != wanted {
                onchange.emit(next);
            }
        })
    };
    let options = sources
        .state
        .ready()
        .map(|sources| {
            sources
                .iter()
                .map(|source| {
                    (AttrValue::from(source.id.to_string()), AttrValue::from(format!("{} {}", source.id, source.name)))
                })
                .collect::<Vec<_>>()
        })
        .unwrap_or_default();
    let word = |text: Option<&'static str>| AttrValue::from(text.unwrap_or_default());
    html! {
        <form class="portico-filters" role="search" aria-label="Filters" onsubmit={Callback::from(|event: SubmitEvent| event.prevent_default())}>
            <SelectField id="filter-status" label="Status" value={word(wanted.status.map(Status::as_str))} nothing="All" options={choices(Status::ALL, |status| (status.as_str(), status.label()))} onchange={set(|wanted, word| wanted.status = Status::parse(&word))} />
            <SelectField id="filter-review_status" label="Review" value={word(wanted.review_status.map(ReviewStatus::as_str))} nothing="All" options={choices(ReviewStatus::ALL, |status| (status.as_str(), status.label()))} onchange={set(|wanted, word| wanted.review_status = ReviewStatus::parse(&word))} />
            <SelectField id="filter-funding_source_id" label="Funding source" value={wanted.funding_source_id.map(|id| id.to_string()).unwrap_or_default()} nothing="All" {options} onchange={set(|wanted, word| wanted.funding_source_id = word.parse().ok())} />
            <DateField id="filter-submitted_from" label="Submitted from" value={(*from).clone()} onchange={set_day(&from, |wanted, date| wanted.submitted_from = date)} />
            <DateField id="filter-submitted_to" label="Submitted to" value={(*to).clone()} onchange={set_day(&to, |wanted, date| wanted.submitted_to = date)} />
            <SelectField id="filter-sort" label="Order" value={wanted.sort.unwrap_or(AuthorizationSort::Newest).as_str()} nothing={None::<AttrValue>} options={choices(AuthorizationSort::ALL, |sort| (sort.as_str(), sort.label()))} onchange={set(|wanted, word| wanted.sort = AuthorizationSort::parse(&word).filter(|sort| *sort != AuthorizationSort::Newest))} />
            if *wanted != Wanted::default() {
                <Button label="Clear filters" kind={Kind::Link} onclick={props.onchange.reform(|_| Wanted::default())} />
            }
        </form>
    }
}
