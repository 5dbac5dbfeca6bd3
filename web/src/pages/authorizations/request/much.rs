//! How much, from where, and how fast.

use domain::authorizations::{Calendar, Facts, ProgramFact, Urgency, pacific_offset_at};
use domain::problem::FieldError;
use domain::settings::DecisionClockSettings;
use time::{Date, Time};
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

/// The county day a standard request of today would be due.
fn standard_day(clock: DecisionClockSettings, holidays: &[Date], today: Date) -> Date {
    let calendar = Calendar { clock, holidays, offset_at: pacific_offset_at };
    // Noon in California: the day is what counts, not the hour.
    let noon = today.with_time(Time::MIDNIGHT).assume_utc() + time::Duration::hours(20);
    let due = calendar.due_at(Urgency::Standard, noon, &[]);
    due.to_offset(pacific_offset_at(due)).date()
}

#[cfg(test)]
mod tests {
    use time::macros::date;

    use super::*;

    #[test]
    fn a_holiday_moves_the_day_only_as_far_as_the_calendar_allows() {
        let clock = DecisionClockSettings::default();
        assert_eq!(standard_day(clock, &[], date!(2026 - 11 - 02)), date!(2026 - 11 - 09));
        let thanksgiving = [date!(2026 - 11 - 26), date!(2026 - 11 - 27)];
        assert_eq!(standard_day(clock, &thanksgiving, date!(2026 - 11 - 23)), date!(2026 - 11 - 30));
    }
}
