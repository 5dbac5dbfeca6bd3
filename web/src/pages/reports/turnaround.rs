//! Aging and turnaround: how long open requests wait, how long decisions took.

use domain::problem::FieldError;
use domain::reports::{Turnaround, TurnaroundFilter};
use yew::prelude::*;

use super::ReportTabs;
use super::figures::{Aging, Months, hours_in_words};
use crate::api::{self, use_load};
use crate::events::use_live;
use crate::format;
use crate::pages::offers::{self, use_is_county, use_organizations};
use crate::ui::{DateField, Page, Section, SelectField, Skeleton, TypedDate, error_at, view_load};

/// The filters as they are being typed.
#[derive(Debug, Clone, PartialEq, Default)]
struct Typed {
    agency: String,
    from: TypedDate,
    to: TypedDate,
}

impl Typed {
    fn read(&self) -> Result<TurnaroundFilter, Vec<FieldError>> {
        if self.from.date.zip(self.to.date).is_some_and(|(from, to)| to < from) {
            let detail = "The last day is before the first. Move one of them.";
            return Err(vec![FieldError::new("/to", "end_before_start", detail)]);
        }
        Ok(TurnaroundFilter { organization_id: self.agency.parse().ok(), from: self.from.date, to: self.to.date })
    }
}

/// The page.
#[component]
pub(crate) fn TurnaroundPage() -> Html {
    let typed = use_state_eq(Typed::default);
    let filter = use_state_eq(TurnaroundFilter::default);
    let read = typed.read();
    let errors = read.as_ref().err().cloned().unwrap_or_default();
    {
        let settle = filter.setter();
        use_effect_with(read.ok(), move |wanted| wanted.clone().into_iter().for_each(|wanted| settle.set(wanted)));
    }
    let load = use_load((*filter).clone(), api::reports::turnaround);
    use_live(&["authorization"], load.reload.reform(|_| ()));
    html! {
        <Page title="Aging and turnaround" lead="How long open requests have waited, and how long decisions took.">
            <ReportTabs />
            <Filters
                typed={(*typed).clone()}
                {errors}
                onchange={Callback::from({ let typed = typed.setter(); move |next| typed.set(next) })}
            />
            { view_load(&load, Skeleton::Card, |figures| view(figures)) }
        </Page>
    }
}

fn view(report: &Turnaround) -> Html {
    let fact = |term: &'static str, words: String| html! { <div><dt>{ term }</dt><dd>{ words }</dd></div> };
    html! {
        <>
            <Section title="Open requests" id="aging-open"><Aging aging={report.aging.clone()} /></Section>
            <Section title="From submission to decision" id="aging-took">
                <p class="portico-small">{ format!("Decided from {} to {}.", format::day(report.from), format::day(report.to)) }</p>
                <dl class="portico-facts">
                    { fact("Standard requests", hours_in_words(report.standard)) }
                    { fact("Expedited requests", hours_in_words(report.expedited)) }
                </dl>
            </Section>
            <Section title="Decisions by month" id="aging-months"><Months months={report.months.clone()} /></Section>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct FiltersProps {
    typed: Typed,
    errors: Vec<FieldError>,
    onchange: Callback<Typed>,
}

#[component]
fn Filters(props: &FiltersProps) -> Html {
    let county = use_is_county();
    let organizations = use_organizations();
    let typed = &props.typed;
    let set = |change: fn(&mut Typed, TypedDate)| {
        let (typed, onchange) = (typed.clone(), props.onchange.clone());
        Callback::from(move |date: TypedDate| {
            let mut next = typed.clone();
            change(&mut next, date);
            onchange.emit(next);
        })
    };
    let onagency = {
        let (typed, onchange) = (typed.clone(), props.onchange.clone());
        Callback::from(move |agency| onchange.emit(Typed { agency, ..typed.clone() }))
    };
    html! {
        <div class="portico-narrow pf-v6-c-form" role="group" aria-label="Report criteria">
            if county {
                <SelectField
                    id="turnaround-agency"
                    label="Agency"
                    value={typed.agency.clone()}
                    options={offers::agencies(&organizations)}
                    nothing={Some(AttrValue::Static("All agencies"))}
                    onchange={onagency}
                />
            }
            <DateField
                id="turnaround-from"
                label="Decided from"
                value={typed.from.clone()}
                onchange={set(|typed, date| typed.from = date)}
                help="Empty: a year back."
                error={error_at(&props.errors, "/from")}
            />
            <DateField
                id="turnaround-to"
                label="Decided to"
                value={typed.to.clone()}
                onchange={set(|typed, date| typed.to = date)}
                help="Empty: today."
                error={error_at(&props.errors, "/to")}
            />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::Date;
    use time::macros::date;

    #[test]
    fn days_must_be_in_order() {
        let typed = |from: Date, to: Date| Typed { from: from.into(), to: to.into(), ..Typed::default() };
        assert!(typed(date!(2026 - 01 - 01), date!(2026 - 01 - 01)).read().is_ok());
        assert!(typed(date!(2026 - 01 - 02), date!(2026 - 01 - 01)).read().is_err());
    }
}
