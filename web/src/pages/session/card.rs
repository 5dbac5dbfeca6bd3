//! The card that stands alone on a page before the work begins.

use yew::prelude::*;

use crate::browser;
use crate::frame::Band;

#[derive(Properties, PartialEq)]
pub(super) struct CardProps {
    pub(super) title: AttrValue,
    #[prop_or_default]
    pub(super) wide: bool,
    pub(super) children: Html,
}

/// A card with the product's and the county's name above it.
#[component]
pub(super) fn Card(props: &CardProps) -> Html {
    use_effect_with(props.title.clone(), |title| browser::set_title(title));
    html! {
        <div class="portico-before">
            <Band demo=false />
            <main class={classes!("portico-card-page", props.wide.then_some("portico-card-wide"))}>
                <p class="portico-card-brand">
                    <span class="portico-brand-name">{ "Portico" }</span>
                    <span>{ browser::meta("portico-county").unwrap_or_default() }</span>
                </p>
                <div class="pf-v6-c-card portico-card">
                    <div class="pf-v6-c-card__body">
                        <h1 class="pf-v6-c-title pf-m-xl">{ &props.title }</h1>
                        { props.children.clone() }
                    </div>
                </div>
            </main>
        </div>
    }
}
