//! What a list says when it has nothing, and what to do next.

use yew::prelude::*;

use super::{Glyph, icon};

#[derive(Properties, PartialEq)]
pub(crate) struct EmptyProps {
    /// What there is none of.
    pub(crate) title: AttrValue,
    #[prop_or(Glyph::Info)]
    pub(crate) glyph: Glyph,
    /// What this would hold and how to begin.
    #[prop_or_default]
    pub(crate) children: Html,
    /// The next step.
    #[prop_or_default]
    pub(crate) actions: Html,
}

/// Nothing here, and how to begin.
#[component]
pub(crate) fn Empty(props: &EmptyProps) -> Html {
    html! {
        <div class="pf-v6-c-empty-state pf-m-sm portico-empty">
            <div class="pf-v6-c-empty-state__content">
                <div class="pf-v6-c-empty-state__header">
                    <div class="pf-v6-c-empty-state__icon">{ icon(props.glyph) }</div>
                    <div class="pf-v6-c-empty-state__title">
                        <p class="pf-v6-c-empty-state__title-text">{ &props.title }</p>
                    </div>
                </div>
                <div class="pf-v6-c-empty-state__body">{ props.children.clone() }</div>
                if props.actions != Html::default() {
                    <div class="pf-v6-c-empty-state__footer">
                        <div class="pf-v6-c-empty-state__actions">{ props.actions.clone() }</div>
                    </div>
                }
            </div>
        </div>
    }
}
