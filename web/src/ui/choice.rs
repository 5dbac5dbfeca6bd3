//! Ticking and picking.

use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::field::{FieldNotes, described};

#[derive(Properties, PartialEq)]
pub(crate) struct CheckboxProps {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) checked: bool,
    pub(crate) onchange: Callback<bool>,
    #[prop_or_default]
    pub(crate) disabled: bool,
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
}

/// A box to tick.
#[component]
pub(crate) fn Checkbox(props: &CheckboxProps) -> Html {
    let onchange = props.onchange.reform(|event: Event| {
        event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()).is_some_and(|input| input.checked())
    });
    html! {
        <div class="pf-v6-c-form__group">
            <div class="pf-v6-c-form__group-control">
                <div class="pf-v6-c-check">
                    <input
                        class="pf-v6-c-check__input"
                        type="checkbox"
                        id={props.id.clone()}
                        checked={props.checked}
                        disabled={props.disabled}
                        {onchange}
                        aria-invalid={props.error.is_some().then_some("true")}
                        aria-describedby={described(&props.id, props.help.is_some(), props.error.is_some())}
                    />
                    <label class="pf-v6-c-check__label" for={props.id.clone()}>{ &props.label }</label>
                </div>
                <FieldNotes id={props.id.clone()} help={props.help.clone()} error={props.error.clone()} />
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct RadioGroupProps {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) value: AttrValue,
    pub(crate) options: Vec<(AttrValue, AttrValue)>,
    pub(crate) onchange: Callback<String>,
    #[prop_or_default]
    pub(crate) required: bool,
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
}

/// One of a few, all of them in sight. The first radio carries the group's id, so that a summary can lead there.
#[component]
pub(crate) fn RadioGroup(props: &RadioGroupProps) -> Html {
    let legend = format!("{}-legend", props.id);
    let radio = |(place, (value, words)): (usize, &(AttrValue, AttrValue))| {
        let id = if place == 0 { props.id.to_string() } else { format!("{}-{value}", props.id) };
        let picked = value.to_string();
        let onchange = props.onchange.reform(move |_: Event| picked.clone());
        html! {
            <div class="pf-v6-c-radio" key={value.to_string()}>
                <input
                    class="pf-v6-c-radio__input"
                    type="radio"
                    name={props.id.clone()}
                    id={id.clone()}
                    value={value.clone()}
                    checked={*value == props.value}
                    {onchange}
                />
                <label class="pf-v6-c-radio__label" for={id}>{ words }</label>
            </div>
        }
    };
    html! {
        <div
            class="pf-v6-c-form__group"
            role="radiogroup"
            aria-labelledby={legend.clone()}
            aria-required={props.required.then_some("true")}
            aria-describedby={described(&props.id, props.help.is_some(), props.error.is_some())}
        >
            <div class="pf-v6-c-form__group-label">
                <span class="pf-v6-c-form__label" id={legend}>
                    <span class="pf-v6-c-form__label-text">{ &props.label }</span>
                    if props.required {
                        <span class="pf-v6-c-form__label-required" aria-hidden="true" />
                    }
                </span>
            </div>
            <div class="pf-v6-c-form__group-control pf-m-stack">
                { for props.options.iter().enumerate().map(radio) }
                <FieldNotes id={props.id.clone()} help={props.help.clone()} error={props.error.clone()} />
            </div>
        </div>
    }
}
