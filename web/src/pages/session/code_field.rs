//! The field for a code, ready to be typed into.

use yew::prelude::*;

use crate::browser;
use crate::ui::TextField;

#[derive(Properties, PartialEq)]
pub(super) struct CodeFieldProps {
    pub(super) id: AttrValue,
    pub(super) label: AttrValue,
    pub(super) help: AttrValue,
    pub(super) value: String,
    pub(super) onchange: Callback<String>,
    pub(super) error: Option<AttrValue>,
}

/// A field for six digits or a recovery code, which takes the keyboard when it appears.
#[component]
pub(super) fn CodeField(props: &CodeFieldProps) -> Html {
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            if let Some(field) = node.cast::<web_sys::HtmlElement>() {
                browser::focus_on(&field);
            }
        });
    }
    html! {
        <TextField
            id={props.id.clone()}
            label={props.label.clone()}
            help={props.help.clone()}
            value={props.value.clone()}
            onchange={props.onchange.clone()}
            autocomplete="one-time-code"
            maxlength={60}
            required=true
            error={props.error.clone()}
            {node}
        />
    }
}
