//! Buttons do something here; links lead somewhere and look like buttons where they are the next step.

use yew::prelude::*;
use yew_router::prelude::Link;

use super::{Glyph, icon};
use crate::route::Route;

/// How much a button stands out. A page has one `Primary`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Kind {
    Primary,
    #[default]
    Secondary,
    Link,
    Plain,
    Danger,
}

impl Kind {
    const fn class(self) -> &'static str {
        match self {
            Self::Primary => "pf-m-primary",
            Self::Secondary => "pf-m-secondary",
            Self::Link => "pf-m-link pf-m-inline",
            Self::Plain => "pf-m-plain",
            Self::Danger => "pf-m-danger",
        }
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct ButtonProps {
    /// Verb and object. With `Kind::Plain` it is read aloud and not drawn.
    pub(crate) label: AttrValue,
    #[prop_or_default]
    pub(crate) kind: Kind,
    #[prop_or_default]
    pub(crate) icon: Option<Glyph>,
    #[prop_or_default]
    pub(crate) onclick: Callback<MouseEvent>,
    /// Sends the form it stands in.
    #[prop_or_default]
    pub(crate) submit: bool,
    /// On its way: shows a spinner and does not answer.
    #[prop_or_default]
    pub(crate) busy: bool,
    #[prop_or_default]
    pub(crate) disabled: bool,
    /// What a screen reader says instead of the label, for example "Remove Smith, Ada".
    #[prop_or_default]
    pub(crate) say: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) id: Option<AttrValue>,
    /// For buttons that open and close something.
    #[prop_or_default]
    pub(crate) expanded: Option<bool>,
    #[prop_or_default]
    pub(crate) pressed: Option<bool>,
    #[prop_or_default]
    pub(crate) controls: Option<AttrValue>,
    #[prop_or_default]
    pub(crate) class: Classes,
    #[prop_or_default]
    pub(crate) node: NodeRef,
}

/// A button.
#[component]
pub(crate) fn Button(props: &ButtonProps) -> Html {
    let plain = props.kind == Kind::Plain;
    let said = props.say.clone().or_else(|| plain.then(|| props.label.clone()));
    let class = classes!(
        "pf-v6-c-button",
        props.kind.class(),
        props.busy.then_some("pf-m-progress pf-m-in-progress"),
        props.class.clone()
    );
    // A busy button keeps the focus, so it is not `disabled`; it only does nothing.
    let onclick =
        if props.busy { Callback::from(|event: MouseEvent| event.prevent_default()) } else { props.onclick.clone() };
    html! {
        <button
            ref={props.node.clone()}
            id={props.id.clone()}
            type={if props.submit { "submit" } else { "button" }}
            {class}
            {onclick}
            disabled={props.disabled}
            aria-disabled={props.busy.then_some("true")}
            aria-label={said}
            title={plain.then(|| props.label.clone())}
            aria-expanded={props.expanded.map(|open| open.to_string())}
            aria-pressed={props.pressed.map(|down| down.to_string())}
            aria-controls={props.controls.clone()}
        >
            if props.busy {
                <span class="pf-v6-c-button__progress"><Spinner /></span>
            }
            if let Some(glyph) = props.icon {
                <span class={classes!("pf-v6-c-button__icon", (!plain).then_some("pf-m-start"))}>{ icon(glyph) }</span>
            }
            if !plain {
                <span class="pf-v6-c-button__text">{ &props.label }</span>
            }
        </button>
    }
}

#[component]
fn Spinner() -> Html {
    html! {
        <svg class="pf-v6-c-spinner pf-m-md" viewBox="0 0 100 100" aria-hidden="true">
            <circle class="pf-v6-c-spinner__path" cx="50" cy="50" r="45" fill="none" />
        </svg>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct LinkButtonProps {
    pub(crate) label: AttrValue,
    pub(crate) to: Route,
    #[prop_or_default]
    pub(crate) kind: Kind,
    #[prop_or_default]
    pub(crate) icon: Option<Glyph>,
}

/// A link to another page that stands where a button would.
#[component]
pub(crate) fn LinkButton(props: &LinkButtonProps) -> Html {
    html! {
        <Link<Route> to={props.to} classes={classes!("pf-v6-c-button", props.kind.class())}>
            if let Some(glyph) = props.icon {
                <span class="pf-v6-c-button__icon pf-m-start">{ icon(glyph) }</span>
            }
            <span class="pf-v6-c-button__text">{ &props.label }</span>
        </Link<Route>>
    }
}
