//! A message that stays on the page, beside what it is about.

use yew::prelude::*;

use super::{Glyph, icon};

/// What a colour means, everywhere. It always comes with an icon and words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tone {
    /// Nothing to do.
    #[default]
    Quiet,
    /// Good to know, or under way.
    Info,
    /// Holds, done, granted.
    Good,
    /// Look at this.
    Look,
    /// Blocks, refused, overdue.
    Bad,
}

impl Tone {
    /// The icon that goes with the colour.
    pub(crate) const fn glyph(self) -> Glyph {
        match self {
            Self::Quiet => Glyph::Minus,
            Self::Info => Glyph::Info,
            Self::Good => Glyph::Check,
            Self::Look => Glyph::Attention,
            Self::Bad => Glyph::Stop,
        }
    }

    /// PatternFly's class on an alert.
    pub(crate) const fn alert_class(self) -> &'static str {
        match self {
            Self::Quiet => "pf-m-custom",
            Self::Info => "pf-m-info",
            Self::Good => "pf-m-success",
            Self::Look => "pf-m-warning",
            Self::Bad => "pf-m-danger",
        }
    }

    const fn spoken(self) -> &'static str {
        match self {
            Self::Quiet => "Note:",
            Self::Info => "Information:",
            Self::Good => "Success:",
            Self::Look => "Warning:",
            Self::Bad => "Problem:",
        }
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct AlertProps {
    #[prop_or_default]
    pub(crate) tone: Tone,
    pub(crate) title: AttrValue,
    #[prop_or_default]
    pub(crate) children: Html,
    /// Buttons or links that mend it.
    #[prop_or_default]
    pub(crate) actions: Html,
    /// Read aloud at once when it appears.
    #[prop_or_default]
    pub(crate) live: bool,
    #[prop_or_default]
    pub(crate) id: Option<AttrValue>,
}

/// A message in the page.
#[component]
pub(crate) fn Alert(props: &AlertProps) -> Html {
    html! {
        <div
            id={props.id.clone()}
            class={classes!("pf-v6-c-alert", "pf-m-inline", props.tone.alert_class())}
            role={props.live.then_some("alert")}
        >
            <div class="pf-v6-c-alert__icon">{ icon(props.tone.glyph()) }</div>
            <p class="pf-v6-c-alert__title">
                <span class="pf-v6-screen-reader">{ props.tone.spoken() }{ " " }</span>
                { &props.title }
            </p>
            if props.children != Html::default() {
                <div class="pf-v6-c-alert__description">{ props.children.clone() }</div>
            }
            if props.actions != Html::default() {
                <div class="pf-v6-c-alert__action-group">{ props.actions.clone() }</div>
            }
        </div>
    }
}
