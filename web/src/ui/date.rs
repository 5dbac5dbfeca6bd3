//! Dates, typed in any habit or picked from the browser's calendar, shown as MM/DD/YYYY.

use serde::{Deserialize, Serialize};
use time::Date;
use time::macros::format_description;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::{control_class, described};
use super::{FieldFrame, Glyph, icon};
use crate::format;
use crate::session::use_today;

/// A date as it is being typed: the text as it stands and the day it means, once it means one.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(crate) struct TypedDate {
    /// What the field shows.
    pub(crate) text: String,
    /// The day meant.
    pub(crate) date: Option<Date>,
}

impl TypedDate {
    /// What a text means on this day; `today` is the county's.
    pub(crate) fn read(text: &str, today: Date) -> Self {
        Self { text: text.to_owned(), date: domain::dates::parse_typed(text, today).ok() }
    }

    /// What a text means as a birth date: a year of two digits is never in the future.
    pub(crate) fn read_birth(text: &str, today: Date) -> Self {
        Self { text: text.to_owned(), date: domain::dates::parse_birth_date(text, today).ok() }
    }

    /// Nothing typed.
    pub(crate) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Something typed that is no date.
    pub(crate) fn is_unread(&self) -> bool {
        self.date.is_none() && !self.is_empty()
    }
}

impl From<Date> for TypedDate {
    fn from(date: Date) -> Self {
        Self { text: format::day(date), date: Some(date) }
    }
}

impl From<Option<Date>> for TypedDate {
    fn from(date: Option<Date>) -> Self {
        date.map(Self::from).unwrap_or_default()
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct DateFieldProps {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) value: TypedDate,
    /// With every keystroke, and once more with the day written out when the field is left.
    pub(crate) onchange: Callback<TypedDate>,
    #[prop_or_default]
    pub(crate) required: bool,
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    /// A birth date.
    #[prop_or_default]
    pub(crate) birth: bool,
    /// A rule's word; that the text is no date the field says by itself when it is left.
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) disabled: bool,
}

/// A date.
#[component]
pub(crate) fn DateField(props: &DateFieldProps) -> Html {
    let today = use_today();
    let left = use_state_eq(|| false);
    let picker = use_node_ref();
    let oninput = {
        let (onchange, left) = (props.onchange.clone(), left.setter());
        let read = if props.birth { TypedDate::read_birth } else { TypedDate::read };
        Callback::from(move |event: InputEvent| {
            left.set(false);
            onchange.emit(read(&typed(&event), today));
        })
    };
    let onblur = {
        let (onchange, value, left) = (props.onchange.clone(), props.value.clone(), left.setter());
        Callback::from(move |_: FocusEvent| {
            left.set(true);
            if let Some(date) = value.date {
                onchange.emit(TypedDate::from(date));
            }
        })
    };
    let onpick = {
        let onchange = props.onchange.clone();
        Callback::from(move |event: InputEvent| {
            let picked = Date::parse(&typed(&event), format_description!("[year]-[month]-[day]")).ok();
            onchange.emit(TypedDate::from(picked));
        })
    };
    let unreadable = unread(&props.value, props.birth, today).filter(|_| *left).map(AttrValue::from);
    let error = unreadable.or_else(|| props.error.clone());
    let picked = props.value.date.and_then(|date| date.format(format_description!("[year]-[month]-[day]")).ok());
    html! {
        <FieldFrame
            id={props.id.clone()}
            label={props.label.clone()}
            required={props.required}
            help={props.help.clone()}
            error={error.clone()}
        >
            <div class="pf-v6-c-input-group portico-date">
                <div class="pf-v6-c-input-group__item pf-m-fill">
                    <span class={control_class(error.is_some())}>
                        <input
                            id={props.id.clone()}
                            type="text"
                            value={props.value.text.clone()}
                            {oninput}
                            {onblur}
                            placeholder="MM/DD/YYYY"
                            autocomplete="off"
                            maxlength="20"
                            disabled={props.disabled}
                            aria-required={props.required.then_some("true")}
                            aria-invalid={error.is_some().then_some("true")}
                            aria-describedby={described(&props.id, props.help.is_some(), error.is_some())}
                        />
                    </span>
                </div>
                <div class="pf-v6-c-input-group__item portico-date-pick">
                    <button
                        type="button"
                        class="pf-v6-c-button pf-m-control"
                        aria-label={format!("Pick {} from a calendar", props.label)}
                        disabled={props.disabled}
                        onclick={open_picker(&picker)}
                    >
                        <span class="pf-v6-c-button__icon">{ icon(Glyph::Calendar) }</span>
                    </button>
                    // The browser's own calendar, opened by the button; by itself it is neither seen nor reached.
                    <input
                        ref={picker}
                        type="date"
                        class="portico-native-date"
                        tabindex="-1"
                        aria-hidden="true"
                        value={picked}
                        oninput={onpick}
                    />
                </div>
            </div>
        </FieldFrame>
    }
}

/// What is wrong with a text that means no day.
fn unread(value: &TypedDate, birth: bool, today: Date) -> Option<&'static str> {
    let read = if birth { domain::dates::parse_birth_date } else { domain::dates::parse_typed };
    match read(&value.text, today) {
        Err(problem) if !value.is_empty() && value.date.is_none() => Some(problem.detail()),
        _ => None,
    }
}

fn open_picker(picker: &NodeRef) -> Callback<MouseEvent> {
    let picker = picker.clone();
    Callback::from(move |_| {
        if let Some(input) = picker.cast::<HtmlInputElement>() {
            input.show_picker().ok();
        }
    })
}

fn typed(event: &InputEvent) -> String {
    event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()).map(|i| i.value()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn any_habit_is_read_and_shown_the_one_way() {
        let today = date!(2026 - 03 - 01);
        for text in ["3/9/26", "030926", "2026-03-09", "+8"] {
            assert_eq!(TypedDate::read(text, today).date, Some(date!(2026 - 03 - 09)), "{text}");
        }
        assert_eq!(TypedDate::from(date!(2026 - 03 - 09)).text, "03/09/2026");
    }

    #[test]
    fn only_text_that_is_no_date_is_a_problem() {
        let today = date!(2026 - 03 - 01);
        assert!(unread(&TypedDate::read("soon", today), false, today).is_some());
        assert!(unread(&TypedDate::read(" ", today), false, today).is_none());
        assert!(unread(&TypedDate::read("today", today), false, today).is_none());
    }

    #[test]
    fn nobody_is_born_in_the_future() {
        let today = date!(2026 - 03 - 01);
        assert_eq!(TypedDate::read_birth("5/9/58", today).date, Some(date!(1958 - 05 - 09)));
        assert!(TypedDate::read_birth("5/9/2031", today).is_unread());
    }
}
