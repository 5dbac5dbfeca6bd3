//! When: first and last day, or a number of days, and where the fiscal year cuts them.

use domain::authorizations::{Period, split};
use domain::calendar::fiscal_year_of;
use domain::problem::FieldError;
use yew::prelude::*;

use super::form::Form;
use crate::format;
use crate::ui::{Checkbox, DateField, TextField, error_at};

#[derive(Properties, PartialEq)]
pub(super) struct WhenGroupProps {
    pub(super) form: Form,
    pub(super) onchange: Callback<Form>,
    pub(super) errors: Vec<FieldError>,
}

/// The group.
#[component]
pub(super) fn WhenGroup(props: &WhenGroupProps) -> Html {
    let form = &props.form;
    let set = |change: fn(Form, crate::ui::TypedDate) -> Form| {
        let form = form.clone();
        props.onchange.reform(move |date| change(form.clone(), date))
    };
    let set_days = {
        let form = form.clone();
        props.onchange.reform(move |typed| form.clone().with_days(typed))
    };
    let set_split = {
        let form = form.clone();
        props.onchange.reform(move |split| Form { split, ..form.clone() })
    };
    let parts = form.period().map(split).unwrap_or_default();
    html! {
        <fieldset class="portico-group">
            <legend>{ "When" }</legend>
            <div class="portico-triple">
                <DateField
                    id="request-start_date"
                    label="Start date"
                    value={form.start.clone()}
                    onchange={set(Form::with_start)}
                    required=true
                    error={error_at(&props.errors, "/start_date")}
                />
                <DateField
                    id="request-end_date"
                    label="End date"
                    value={form.end.clone()}
                    onchange={set(Form::with_end)}
                    required=true
                    error={error_at(&props.errors, "/end_date")}
                />
                <TextField
                    id="request-days"
                    label="For days"
                    value={form.days.clone()}
                    onchange={set_days}
                    inputmode="numeric"
                    maxlength={3}
                    help="Fills the end date; both days count."
                    error={error_at(&props.errors, "/days")}
                />
            </div>
            if let Some(period) = form.period() {
                <YearBar {period} />
            }
            if parts.len() == 2 {
                <Checkbox
                    id="request-split"
                    label="Make two requests, split at 30 June"
                    checked={form.split}
                    onchange={set_split}
                    help="A request stays inside one fiscal year, 1 July to 30 June, because its money does."
                />
            }
        </fieldset>
    }
}

#[derive(Properties, PartialEq)]
struct YearBarProps {
    period: Period,
}

/// The fiscal years a period touches, the period in them, and the edges between them.
#[component]
fn YearBar(props: &YearBarProps) -> Html {
    let period = props.period;
    let (first, last) = (fiscal_year_of(period.start_date), fiscal_year_of(period.end_date));
    let whole = Period { start_date: first.first_day(), end_date: last.last_day() };
    let place = |day: time::Date| share((day - whole.start_date).whole_days(), whole.days());
    let parts = split(period);
    let label = parts.iter().map(|part| {
        format!("{} to {} in {}", format::day(part.start_date), format::day(part.end_date), part.fiscal_year().label())
    });
    let piece = |part: &Period| {
        let style = format!("left: {}; width: {}", place(part.start_date), share(part.days(), whole.days()));
        html! { <span class="portico-year-span" {style} /> }
    };
    // The first part's edge is where the second begins.
    let edge = |part: &Period| html! { <span class="portico-year-edge" style={format!("left: {}", place(part.start_date))} /> };
    html! {
        <figure class="portico-year" role="img" aria-label={label.collect::<Vec<_>>().join("; ")}>
            <div class="portico-year-track" aria-hidden="true">
                { for parts.iter().map(piece) }
                { for parts.iter().skip(1).map(edge) }
            </div>
            <div class="portico-scale" aria-hidden="true">
                <span>{ format::day(whole.start_date) }</span>
                if parts.len() > 1 {
                    <span>{ "Fiscal year ends 30 June" }</span>
                } else {
                    <span>{ first.label() }</span>
                }
                <span>{ format::day(whole.end_date) }</span>
            </div>
        </figure>
    }
}

/// A part of a whole as a style sheet says it, to a tenth of a percent.
fn share(part: i64, whole: i64) -> String {
    let thousandths = part.saturating_mul(1_000).checked_div(whole).unwrap_or(0).clamp(0, 1_000);
    format!("{}.{}%", thousandths / 10, thousandths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_stay_inside_the_bar() {
        assert_eq!(share(0, 365), "0.0%");
        assert_eq!(share(365, 365), "100.0%");
        assert_eq!(share(1, 3), "33.3%");
        assert_eq!(share(5, 0), "0.0%");
        assert_eq!(share(9, 3), "100.0%");
    }
}
