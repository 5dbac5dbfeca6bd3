//! What every page has: one heading, its one primary action, its content.

use std::cell::Cell;

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::browser;

thread_local! {
    // The first page of a visit leaves the focus to the browser; every later one takes it to its heading.
    static FIRST: Cell<bool> = const { Cell::new(true) };
}

#[derive(Properties, PartialEq)]
pub(crate) struct PageProps {
    /// The heading and the browser's title: what the page is for, nothing about a client.
    pub(crate) title: AttrValue,
    /// Another heading than the title, where it says more than a browser's history may keep.
    #[prop_or_default]
    pub(crate) heading: Option<AttrValue>,
    /// One sentence under the heading.
    #[prop_or_default]
    pub(crate) lead: Option<AttrValue>,
    /// The page's buttons; one of them primary.
    #[prop_or_default]
    pub(crate) actions: Html,
    /// Above the heading, for example the way back.
    #[prop_or_default]
    pub(crate) above: Html,
    /// Reading pages keep lines short; tables take the width.
    #[prop_or_default]
    pub(crate) narrow: bool,
    pub(crate) children: Html,
}

/// A page.
#[component]
pub(crate) fn Page(props: &PageProps) -> Html {
    let heading = use_node_ref();
    use_effect_with(props.title.clone(), |title| browser::set_title(title));
    {
        let heading = heading.clone();
        use_effect_with((), move |()| {
            let first = FIRST.with(|flag| flag.replace(false));
            if !first && let Some(heading) = heading.cast::<HtmlElement>() {
                browser::focus_on(&heading);
            }
        });
    }
    html! {
        <div class={classes!("portico-page", props.narrow.then_some("portico-page-narrow"))}>
            { props.above.clone() }
            <div class="portico-page-head">
                <div>
                    <h1 class="pf-v6-c-title pf-m-2xl" tabindex="-1" ref={heading}>
                        { props.heading.as_ref().unwrap_or(&props.title) }
                    </h1>
                    if let Some(lead) = &props.lead {
                        <p class="portico-lead">{ lead }</p>
                    }
                </div>
                if props.actions != Html::default() {
                    <div class="portico-actions">{ props.actions.clone() }</div>
                }
            </div>
            { props.children.clone() }
        </div>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct SectionProps {
    pub(crate) title: AttrValue,
    /// Unique on the page; the section is named by its heading.
    pub(crate) id: AttrValue,
    #[prop_or_default]
    pub(crate) actions: Html,
    pub(crate) children: Html,
}

/// A part of a page with a heading of its own.
#[component]
pub(crate) fn Section(props: &SectionProps) -> Html {
    html! {
        <section class="portico-section" aria-labelledby={props.id.clone()}>
            <div class="portico-section-head">
                <h2 class="pf-v6-c-title pf-m-lg" id={props.id.clone()}>{ &props.title }</h2>
                { props.actions.clone() }
            </div>
            { props.children.clone() }
        </section>
    }
}
