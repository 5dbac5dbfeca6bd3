//! A state as a label: colour, icon and word together.

use yew::prelude::*;

use super::{Glyph, Icon, Tone};

#[derive(Properties, PartialEq)]
pub(crate) struct StatusLabelProps {
    pub(crate) tone: Tone,
    pub(crate) text: AttrValue,
    /// Another icon than the tone's own, for example a clock.
    #[prop_or_default]
    pub(crate) glyph: Option<Glyph>,
}

/// A state in words, with its colour and icon.
#[component]
pub(crate) fn StatusLabel(props: &StatusLabelProps) -> Html {
    let colour = match props.tone {
        Tone::Quiet => None,
        Tone::Info => Some("pf-m-blue"),
        Tone::Good => Some("pf-m-green"),
        Tone::Look => Some("pf-m-yellow"),
        Tone::Bad => Some("pf-m-red"),
    };
    html! {
        <span class={classes!("pf-v6-c-label", "pf-m-compact", colour)}>
            <span class="pf-v6-c-label__content">
                <span class="pf-v6-c-label__icon"><Icon glyph={props.glyph.unwrap_or(props.tone.glyph())} /></span>
                <span class="pf-v6-c-label__text">{ &props.text }</span>
            </span>
        </span>
    }
}
