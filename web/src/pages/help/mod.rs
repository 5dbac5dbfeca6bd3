//! Help: a page for each screen.

mod blocks;
mod content;

use yew::prelude::*;
use yew_router::prelude::Link;

use self::content::topic;
use crate::route::{HelpPage, Route};
use crate::ui::Page;

/// All topics.
#[component]
pub(crate) fn HelpIndex() -> Html {
    let entry = |page: &HelpPage| {
        html! {
            <li key={page.to_string()}>
                <Link<Route> to={Route::HelpOn { page: *page }}>{ page.label() }</Link<Route>>
                <span class="portico-small">{ topic(*page).lead }</span>
            </li>
        }
    };
    html! {
        <Page
            title="Help"
            lead="A page for each screen. The question mark in the bar opens the one for the page you are on."
            narrow=true
        >
            <ul class="portico-topics">{ for HelpPage::ALL.iter().map(entry) }</ul>
        </Page>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct HelpTopicProps {
    pub(crate) page: HelpPage,
}

/// One topic.
#[component]
pub(crate) fn HelpTopic(props: &HelpTopicProps) -> Html {
    let topic = topic(props.page);
    let above = html! { <p><Link<Route> to={Route::Help}>{ "All help topics" }</Link<Route>></p> };
    html! {
        <Page title={props.page.label()} lead={topic.lead} {above} narrow=true>
            <div class="portico-help">{ for topic.blocks.iter().map(blocks::view) }</div>
        </Page>
    }
}
