//! Fields for text, with their label, help and error where a screen reader finds them.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::{Glyph, icon};

#[derive(Properties, PartialEq)]
pub(crate) struct FieldFrameProps {
    /// The id of the control inside; label, help and error are tied to it.
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    #[prop_or_default]
    pub(crate) required: bool,
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
    pub(crate) children: Html,
}

/// Label, control, help and error of one field. The control inside carries `aria-describedby={described(id, …)}`.
#[component]
pub(crate) fn FieldFrame(props: &FieldFrameProps) -> Html {
    html! {
        <div class="pf-v6-c-form__group">
            <div class="pf-v6-c-form__group-label">
                <label class="pf-v6-c-form__label" for={props.id.clone()}>
                    <span class="pf-v6-c-form__label-text">{ &props.label }</span>
                    if props.required {
                        // The star is the style sheet's: a label's text is its name.
                        <span class="pf-v6-c-form__label-required" aria-hidden="true" />
                    }
                </label>
            </div>
            <div class="pf-v6-c-form__group-control">
                { props.children.clone() }
                <FieldNotes id={props.id.clone()} help={props.help.clone()} error={props.error.clone()} />
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(super) struct FieldNotesProps {
    pub(super) id: AttrValue,
    pub(super) help: Option<AttrValue>,
    pub(super) error: Option<AttrValue>,
}

/// Help and error under a control.
#[component]
pub(super) fn FieldNotes(props: &FieldNotesProps) -> Html {
    if props.help.is_none() && props.error.is_none() {
        return Html::default();
    }
    html! {
        <div class="pf-v6-c-form__helper-text">
            <div class="pf-v6-c-helper-text">
                if let Some(error) = &props.error {
                    <div class="pf-v6-c-helper-text__item pf-m-error" id={error_id(&props.id)}>
                        <span class="pf-v6-c-helper-text__item-icon">{ icon(Glyph::Stop) }</span>
                        <span class="pf-v6-c-helper-text__item-text">{ error }</span>
                    </div>
                }
                if let Some(help) = &props.help {
                    <div class="pf-v6-c-helper-text__item" id={help_id(&props.id)}>
                        <span class="pf-v6-c-helper-text__item-text">{ help }</span>
                    </div>
                }
            </div>
        </div>
    }
}

fn error_id(id: &str) -> String {
    format!("{id}-error")
}

fn help_id(id: &str) -> String {
    format!("{id}-help")
}

/// The ids of what describes a control, error first.
pub(super) fn described(id: &str, help: bool, error: bool) -> Option<String> {
    match (error, help) {
        (true, true) => Some(format!("{} {}", error_id(id), help_id(id))),
        (true, false) => Some(error_id(id)),
        (false, true) => Some(help_id(id)),
        (false, false) => None,
    }
}

/// The classes around a control.
pub(super) fn control_class(error: bool) -> Classes {
    classes!("pf-v6-c-form-control", error.then_some("pf-m-error"))
}

#[derive(Properties, PartialEq)]
pub(crate) struct TextFieldProps {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) value: AttrValue,
    /// With every keystroke.
    pub(crate) onchange: Callback<String>,
    /// When the field is left.
    #[prop_or_default]
    pub(crate) onleave: Callback<()>,
    #[prop_or_default]
    pub(crate) required: bool,
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
    /// `text`, `password`, `email`, `tel`, `search`.
    #[prop_or(AttrValue::Static("text"))]
    pub(crate) kind: AttrValue,
    /// Names and numbers of clients are never offered by the browser: `off` unless said otherwise.
    #[prop_or(AttrValue::Static("off"))]
    pub(crate) autocomplete: AttrValue,
    #[prop_or_default]
    pub(crate) inputmode: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) maxlength: Option<u32>,
    #[prop_or_default]
    pub(crate) placeholder: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) readonly: bool,
    /// Takes the focus when the dialog around it opens, instead of the first field.
    #[prop_or_default]
    pub(crate) autofocus: bool,
    #[prop_or_default]
    pub(crate) node: NodeRef,
}

/// One line of text.
#[component]
pub(crate) fn TextField(props: &TextFieldProps) -> Html {
    let oninput = props.onchange.reform(|event: InputEvent| {
        event.target().and_then(|t| t.dyn_into::<HtmlInputElement>().ok()).map(|i| i.value()).unwrap_or_default()
    });
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
                    ref={props.node.clone()}
                    id={props.id.clone()}
                    type={props.kind.clone()}
                    value={props.value.clone()}
                    {oninput}
                    onblur={props.onleave.reform(|_| ())}
                    autocomplete={props.autocomplete.clone()}
                    inputmode={props.inputmode.clone()}
                    maxlength={props.maxlength.map(|most| most.to_string())}
                    placeholder={props.placeholder.clone()}
                    readonly={props.readonly}
                    autofocus={props.autofocus}
                    spellcheck="false"
                    aria-required={props.required.then_some("true")}
                    aria-invalid={props.error.is_some().then_some("true")}
                    aria-describedby={described(&props.id, props.help.is_some(), props.error.is_some())}
                />
            </span>
        </FieldFrame>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct TextAreaProps {
    pub(crate) id: AttrValue,
    pub(crate) label: AttrValue,
    pub(crate) value: AttrValue,
    pub(crate) onchange: Callback<String>,
    #[prop_or_default]
    pub(crate) required: bool,
    #[prop_or_default]
    pub(crate) help: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) error: Option<AttrValue>,
    #[prop_or(4)]
    pub(crate) rows: u32,
    #[prop_or_default]
    pub(crate) maxlength: Option<u32>,
}

/// Several lines of text.
#[component]
pub(crate) fn TextArea(props: &TextAreaProps) -> Html {
    let oninput = props.onchange.reform(|event: InputEvent| {
        event.target().and_then(|t| t.dyn_into::<HtmlTextAreaElement>().ok()).map(|a| a.value()).unwrap_or_default()
    });
    html! {
        <FieldFrame
            id={props.id.clone()}
            label={props.label.clone()}
            required={props.required}
            help={props.help.clone()}
            error={props.error.clone()}
        >
            <span class={classes!(control_class(props.error.is_some()), "pf-m-textarea", "pf-m-resize-vertical")}>
                <textarea
                    id={props.id.clone()}
                    rows={props.rows.to_string()}
                    value={props.value.clone()}
                    {oninput}
                    maxlength={props.maxlength.map(|most| most.to_string())}
                    aria-required={props.required.then_some("true")}
                    aria-invalid={props.error.is_some().then_some("true")}
                    aria-describedby={described(&props.id, props.help.is_some(), props.error.is_some())}
                />
            </span>
        </FieldFrame>
    }
}
