//! A state as a label: colour, icon and word together.

use yew::prelude::*;

use super::{Glyph, Tone, icon};

/// A state in words, with its colour and icon.
pub(crate) fn status(tone: Tone, text: impl Into<AttrValue>) -> Html {
    view(tone.glyph(), tone, text.into())
}

/// The same with another icon than the tone's own, for example a clock.
pub(crate) fn status_with(glyph: Glyph, tone: Tone, text: impl Into<AttrValue>) -> Html {
    view(glyph, tone, text.into())
}

fn view(glyph: Glyph, tone: Tone, text: AttrValue) -> Html {
    let colour = match tone {
        Tone::Quiet => None,
        Tone::Info => Some("pf-m-blue"),
        Tone::Good => Some("pf-m-green"),
        Tone::Look => Some("pf-m-yellow"),
        Tone::Bad => Some("pf-m-red"),
    };
    html! {
        <span class={classes!("pf-v6-c-label", "pf-m-compact", colour)}>
            <span class="pf-v6-c-label__content">
                <span class="pf-v6-c-label__icon">{ icon(glyph) }</span>
                <span class="pf-v6-c-label__text">{ text }</span>
            </span>
        </span>
    }
}
