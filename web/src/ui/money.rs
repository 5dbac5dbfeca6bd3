//! Amounts of dollars.

use rust_decimal::Decimal;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::FieldFrame;
use super::field::{control_class, described};
use crate::format;

/// The amount a text means: `1234.5`, `1,234.50`, `$1,234.50`, `-20`; `None` when it means none.
pub(crate) fn read_money(text: &str) -> Option<Decimal> {
    let bare: String = text.chars().filter(|c| !matches!(c, '$' | ',' | ' ')).collect();
    let amount: Decimal = bare.parse().ok()?;
    (amount.scale() <= 2).then_some(amount)
}

#[derive(Properties, PartialEq)]
pub(crate) struct MoneyFieldProps {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    /// The text as it stands; [`read_money`] says what it means.
    pub(crate) value: AttrValue,
    pub(crate) onchange: Callback<String>,
    #[prop_or_default]
    pub(crate) required: bool,
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
}

/// An amount, written out as $1,234.50 when the field is left.
#[component]
pub(crate) fn MoneyField(props: &MoneyFieldProps) -> Html {
    let oninput = props.onchange.reform(|event: InputEvent| {
        event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()).map(|i| i.value()).unwrap_or_default()
    });
    let onblur = {
        let (onchange, value) = (props.onchange.clone(), props.value.clone());
        Callback::from(move |_: FocusEvent| {
            if let Some(amount) = read_money(&value) {
                onchange.emit(format::money(amount));
            }
        })
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
                <input
                    id={props.id.clone()}
                    type="text"
                    inputmode="decimal"
                    value={props.value.clone()}
                    {oninput}
                    {onblur}
                    placeholder="$0.00"
                    autocomplete="off"
                    maxlength="20"
                    aria-required={props.required.then_some("true")}
                    aria-invalid={props.error.is_some().then_some("true")}
                    aria-describedby={described(&props.id, props.help.is_some(), props.error.is_some())}
                />
            </span>
        </FieldFrame>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        assert_eq!(read_money("$1,234.50"), Some(Decimal::new(123_450, 2)));
        assert_eq!(read_money("-20"), Some(Decimal::new(-20, 0)));
        assert_eq!(read_money("1.005"), None);
        assert_eq!(read_money("lots"), None);
    }
}
