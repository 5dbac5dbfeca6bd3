//! How much, from where, and how fast.

use domain::authorizations::{Facts, ProgramFact, Urgency, standard_day};
use domain::problem::FieldError;
use domain::settings::DecisionClockSettings;
use time::Date;
use yew::prelude::*;

use super::form::Form;
use crate::format;
use crate::ui::{RadioGroup, SelectField, TextField, error_at};

#[derive(Properties, PartialEq)]
pub(super) struct MuchGroupProps {
    pub(super) form: Form,
    pub(super) onchange: Callback<Form>,
    pub(super) errors: Vec<FieldError>,
    pub(super) facts: Option<Facts>,
    pub(super) clock: Option<DecisionClockSettings>,
    pub(super) today: Date,
}

/// The group.
#[component]
pub(super) fn MuchGroup(props: &MuchGroupProps) -> Html {
    let form = &props.form;
    let set = |change: fn(&mut Form, String)| {
        let form = form.clone();
        props.onchange.reform(move |word: String| {
            let mut next = form.clone();
            change(&mut next, word);
            next
        })
    };
    let programs = props.facts.as_ref().map(|facts| offering(facts, form)).unwrap_or_default();
    let option =
        |program: &&ProgramFact| (AttrValue::from(program.id.to_string()), AttrValue::from(program.name.clone()));
    html! {
        <fieldset class="portico-group">
            <legend>{ "How much" }</legend>
            <SelectField
                id="request-program_id"
                label="Program"
                value={form.program.map(|id| id.to_string()).unwrap_or_default()}
                options={programs.iter().map(option).collect::<Vec<_>>()}
                onchange={set(|form, word| form.program = word.parse().ok())}
                required=true
                help={form.service.map(|service| format!("Your programs that offer {}.", service.as_str()))}
                error={error_at(&props.errors, "/program_id")}
            />
            <TextField
                id="request-units"
                label="Units"
                value={form.units.clone()}
                onchange={set(|form, typed| form.units = typed)}
                required=true
                inputmode="numeric"
                maxlength={5}
                help="1 to 9999. The county suggests 9999."
                error={error_at(&props.errors, "/units")}
            />
            <RadioGroup
                id="request-urgency"
                label="How fast"
                value={form.urgency.as_str()}
                options={Urgency::ALL.iter().map(|urgency| (AttrValue::from(urgency.as_str()), pace_words(*urgency, props).into())).collect::<Vec<_>>()}
                onchange={set(|form, word| form.urgency = Urgency::parse(&word).unwrap_or(Urgency::Standard))}
                help="The time counts from when all required documents are here, and stops while the county waits for your answer."
                error={error_at(&props.errors, "/urgency")}
            />
        </fieldset>
    }
}

/// The programs that offer the service, or all of them while none is chosen.
pub(super) fn offering<'a>(facts: &'a Facts, form: &Form) -> Vec<&'a ProgramFact> {
    let fits = |program: &&ProgramFact| form.service.is_none_or(|service| program.services.contains(&service));
    facts.programs.iter().filter(|program| program.active).filter(fits).collect()
}

fn pace_words(urgency: Urgency, props: &MuchGroupProps) -> String {
    let Some(clock) = props.clock else { return urgency.label().to_owned() };
    match urgency {
        Urgency::Expedited => {
            format!("Expedited: within {} hours, where waiting could seriously harm the client", clock.expedited_hours)
        }
        Urgency::Standard => {
            let holidays = props.facts.as_ref().map(|facts| facts.holidays.as_slice()).unwrap_or_default();
            let by = standard_day(clock, holidays, props.today);
            format!(
                "Standard: within {} business days, {} calendar days at most; sent complete today, by {}",
                clock.standard_business_days,
                clock.standard_calendar_days,
                format::day(by)
            )
        }
    }
}
