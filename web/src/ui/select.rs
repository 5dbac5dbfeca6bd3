//! Choosing one of a few.

use wasm_bindgen::JsCast;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::FieldFrame;
use super::field::{control_class, described};

#[derive(Properties, PartialEq)]
pub(crate) struct SelectFieldProps {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    /// The chosen value; empty for none.
    pub(crate) value: AttrValue,
    /// Value and words of each choice; [`choices`] makes them from an enum.
    pub(crate) options: Vec<(AttrValue, AttrValue)>,
    pub(crate) onchange: Callback<String>,
    /// The words of "nothing chosen"; `None` leaves that choice out.
    #[prop_or(Some(AttrValue::Static("Choose")))]
    pub(crate) nothing: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) required: bool,
    #[prop_or_default]
    pub(crate) disabled: bool,
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
}

/// A drop-down list; the browser's own, because every keyboard, phone and screen reader knows it.
#[component]
pub(crate) fn SelectField(props: &SelectFieldProps) -> Html {
    let onchange = props.onchange.reform(|event: Event| {
        event.target().and_then(|t| t.dyn_into::<HtmlSelectElement>().ok()).map(|s| s.value()).unwrap_or_default()
    });
    let option = |(value, words): &(AttrValue, AttrValue)| {
        html! { <option key={value.to_string()} value={value.clone()} selected={*value == props.value}>{ words }</option> }
    };
    html! {
        <FieldFrame
            id={props.id.clone()}
            label={props.label.clone()}
            required={props.required}
            help={props.help.clone()}
            error={props.error.clone()}
        >
            <span class={control_class(props.error.is_some())}>
                <select
                    id={props.id.clone()}
                    {onchange}
                    disabled={props.disabled}
                    aria-required={props.required.then_some("true")}
                    aria-invalid={props.error.is_some().then_some("true")}
                    aria-describedby={described(&props.id, props.help.is_some(), props.error.is_some())}
                >
                    if let Some(nothing) = &props.nothing {
                        <option key="" value="" selected={props.value.is_empty()}>{ nothing }</option>
                    }
                    { for props.options.iter().map(option) }
                </select>
                <span class="pf-v6-c-form-control__utilities">
                    <span class="pf-v6-c-form-control__toggle-icon">{ super::icon(super::Glyph::Down) }</span>
                </span>
            </span>
        </FieldFrame>
    }
}

/// Choices from a closed set of words: `choices(Sex::ALL, |sex| (sex.as_str(), sex.label()))`.
pub(crate) fn choices<T: Copy>(
    all: &[T],
    words: impl Fn(T) -> (&'static str, &'static str),
) -> Vec<(AttrValue, AttrValue)> {
    all.iter().map(|one| words(*one)).map(|(value, label)| (value.into(), label.into())).collect()
}
