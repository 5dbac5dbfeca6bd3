//! What for: service, funding source, plan, procedure. Choosing one narrows the others.

use domain::authorizations::Facts;
use domain::calendar::fiscal_year_of;
use domain::funding::{FundingSource, Service};
use domain::problem::FieldError;
use time::Date;
use yew::prelude::*;

use super::form::{Form, Left, left, settle};
use crate::format;
use crate::ui::{RadioGroup, SelectField, error_at};

#[derive(Properties, PartialEq)]
pub(super) struct GroupProps {
    pub(super) form: Form,
    pub(super) onchange: Callback<Form>,
    pub(super) errors: Vec<FieldError>,
    pub(super) sources: Vec<FundingSource>,
    pub(super) facts: Option<Facts>,
    pub(super) today: Date,
}

/// The group.
#[component]
pub(super) fn WhatGroup(props: &GroupProps) -> Html {
    let form = &props.form;
    let choices = left(form, &props.sources);
    let set = |change: fn(&mut Form, String)| {
        let (form, onchange, sources) = (form.clone(), props.onchange.clone(), props.sources.clone());
        Callback::from(move |word: String| {
            let mut next = form.clone();
            change(&mut next, word);
            onchange.emit(settle(next, &sources));
        })
    };
    let id_of = |id: Option<i32>| id.map(|id| id.to_string()).unwrap_or_default();
    html! {
        <fieldset class="portico-group">
            <legend>{ "What for" }</legend>
            <RadioGroup
                id="request-service"
                label="Service"
                value={form.service.map(Service::as_str).unwrap_or_default()}
                options={Service::ALL.iter().map(|service| (AttrValue::from(service.as_str()), service_words(*service))).collect::<Vec<_>>()}
                onchange={set(|form, word| form.service = Service::parse(&word))}
                required=true
                error={error_at(&props.errors, "/service")}
            />
            <SelectField
                id="request-funding_source_id"
                label="Funding source"
                value={id_of(form.source)}
                options={source_options(&choices, props)}
                onchange={set(|form, word| { form.source = word.parse().ok(); drop_plan_of_another_source(form); })}
                help="With what is left of your agency's provider authorization (P-Auth)."
                error={error_at(&props.errors, "/funding_source_id")}
            />
            <SelectField
                id="request-plan_id"
                label="Benefit plan"
                value={id_of(form.plan)}
                options={choices.plans.iter().map(|plan| (plan.id.to_string().into(), format!("{} {}", plan.id, plan.name).into())).collect::<Vec<_>>()}
                onchange={set(|form, word| form.plan = word.parse().ok())}
                required=true
                error={error_at(&props.errors, "/plan_id")}
            />
            if choices.ask_medi_cal {
                <RadioGroup
                    id="request-medi_cal"
                    label="Is this Medi-Cal?"
                    value={form.medi_cal.map(|yes| if yes { "yes" } else { "no" }).unwrap_or_default()}
                    options={vec![("yes".into(), "Medi-Cal".into()), ("no".into(), "Non-Medi-Cal".into())]}
                    onchange={set(|form, word| form.medi_cal = Some(word == "yes"))}
                    required=true
                    help="This funding source pays for both."
                    error={error_at(&props.errors, "/medi_cal")}
                />
            }
            <SelectField
                id="request-procedure"
                label="Procedure"
                value={form.procedure.clone().unwrap_or_default()}
                options={choices.procedures.iter().map(|p| (p.text.clone().into(), procedure_words(&p.text, p.service, p.medi_cal))).collect::<Vec<_>>()}
                onchange={set(|form, word| form.procedure = (!word.is_empty()).then_some(word))}
                required=true
                disabled={form.plan.is_none()}
                help={form.plan.is_none().then_some("Choose a plan first; the procedure follows from it.")}
                error={error_at(&props.errors, "/procedure")}
            />
        </fieldset>
    }
}

/// Another source keeps the service and looks for its plan again.
fn drop_plan_of_another_source(form: &mut Form) {
    form.plan = None;
    form.procedure = None;
}

fn service_words(service: Service) -> AttrValue {
    format!("{} ({})", service.label(), service.as_str()).into()
}

fn procedure_words(text: &str, service: Service, medi_cal: bool) -> AttrValue {
    format!("{text} · {} {}", service.as_str(), if medi_cal { "Medi-Cal" } else { "Non-Medi-Cal" }).into()
}

fn source_options(choices: &Left<'_>, props: &GroupProps) -> Vec<(AttrValue, AttrValue)> {
    let words = |source: &&FundingSource| {
        let bare = format!("{} {}", source.id, source.name);
        match &props.facts {
            Some(facts) => format!("{bare} · {}", money_words(facts, source.id, props.form.first_day(props.today))),
            None => bare,
        }
    };
    choices.sources.iter().map(|source| (source.id.to_string().into(), words(source).into())).collect()
}

/// What is left for a source in the fiscal year of a day.
pub(super) fn money_words(facts: &Facts, source: i32, day: Date) -> String {
    let year = fiscal_year_of(day).0;
    let mine = facts.provider_authorizations.iter().find(|p| p.funding_source_id == source && p.fiscal_year == year);
    mine.map_or_else(|| "no P-Auth".to_owned(), |p| format!("{} left", format::money(p.remaining)))
}
