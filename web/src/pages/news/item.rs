//! One item of news.

use std::rc::Rc;

use domain::news::NewsItem;
use uuid::Uuid;
use yew::prelude::*;

use crate::format;
use crate::pages::session::paragraphs;
use crate::session::use_today;
use crate::ui::{Button, Glyph, Kind, Section, Tone, status, status_with};

#[derive(Properties, PartialEq)]
pub(super) struct ItemProps {
    pub(super) item: Rc<NewsItem>,
    pub(super) onread: Callback<Uuid>,
    /// For those who write news.
    pub(super) onchange: Option<Callback<Uuid>>,
}

/// The item with what can be done to it.
#[component]
pub(super) fn Item(props: &ItemProps) -> Html {
    let today = use_today();
    let item = &props.item;
    let id = item.id;
    let shown = item.shown_on(today);
    let unread = shown && !item.read;
    let actions = html! {
        <div class="portico-actions">
            if unread {
                <Button
                    label="Mark as read"
                    say={format!("Mark as read: {}", item.title)}
                    onclick={props.onread.reform(move |_| id)}
                />
            }
            if let Some(onchange) = &props.onchange {
                <Button
                    label="Change"
                    say={format!("Change: {}", item.title)}
                    kind={Kind::Link}
                    onclick={onchange.reform(move |_| id)}
                />
            }
        </div>
    };
    html! {
        <article class={classes!("portico-news", "portico-reading", unread.then_some("portico-news-unread"))}>
            <Section title={item.title.clone()} id={format!("news-{id}")} {actions}>
                <p class="portico-news-facts">
                    <span class="portico-small">{ dates(item) }</span>
                    if item.important {
                        { status(Tone::Look, "Important") }
                    }
                    if unread {
                        { status_with(Glyph::News, Tone::Info, "Unread") }
                    }
                    if !shown {
                        { status(Tone::Quiet, if item.published_on > today { "Not shown yet" } else { "No longer shown" }) }
                    }
                </p>
                { for paragraphs(&item.body).into_iter().map(|text| html! { <p>{ text }</p> }) }
            </Section>
        </article>
    }
}

fn dates(item: &NewsItem) -> String {
    match item.expires_on {
        Some(last) => format!("{}, shown until {}", format::day(item.published_on), format::day(last)),
        None => format::day(item.published_on),
    }
}
