//! Tabs that are links: each has an address of its own.

use yew::prelude::*;
use yew_router::prelude::{Link, use_route};

use crate::route::Route;

/// One tab.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tab {
    pub(crate) label: AttrValue,
    pub(crate) to: Route,
}

#[derive(Properties, PartialEq)]
pub(crate) struct TabBarProps {
    /// What the tabs are parts of, for example "Client record".
    pub(crate) label: AttrValue,
    pub(crate) tabs: Vec<Tab>,
}

/// A row of tabs, the current page's marked.
#[component]
pub(crate) fn TabBar(props: &TabBarProps) -> Html {
    let here = use_route::<Route>();
    html! {
        <nav class="pf-v6-c-tabs portico-tabs" aria-label={props.label.clone()}>
            <ul class="pf-v6-c-tabs__list">
                { for props.tabs.iter().map(|tab| {
                    let current = here == Some(tab.to);
                    html! {
                        <li key={tab.label.to_string()} class={classes!("pf-v6-c-tabs__item", current.then_some("pf-m-current"))}>
                            <TabLink tab={tab.clone()} {current} />
                        </li>
                    }
                }) }
            </ul>
        </nav>
    }
}

#[derive(Properties, PartialEq)]
struct TabLinkProps {
    tab: Tab,
    current: bool,
}

#[component]
fn TabLink(props: &TabLinkProps) -> Html {
    html! {
        <Link<Route> to={props.tab.to} classes="pf-v6-c-tabs__link">
            <span class="pf-v6-c-tabs__item-text">
                { &props.tab.label }
                if props.current {
                    <span class="pf-v6-screen-reader">{ " (this page)" }</span>
                }
            </span>
        </Link<Route>>
    }
}
