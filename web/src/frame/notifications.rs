//! What changed while one was elsewhere.

use domain::notifications::Notification;
use yew::prelude::*;
use yew_router::prelude::use_navigator;

use crate::api::{self, Loaded, use_load};
use crate::browser;
use crate::events::use_live;
use crate::route::Route;
use crate::session::use_clock;
use crate::ui::{Glyph, Menu, Skeleton, icon, view_load};

/// The bell with its count, and the list behind it.
#[component]
pub(super) fn Notifications() -> Html {
    let list = use_load((), |()| api::notifications::list());
    use_live(&["notification"], list.reload.reform(|_| ()));
    let unread = match &list.state {
        Loaded::Ready(page) => page.items.iter().filter(|item| !item.read).count(),
        Loaded::Loading | Loaded::Failed(_) => 0,
    };
    let label = match unread {
        0 => "Notifications".to_owned(),
        1 => "Notifications, 1 unread".to_owned(),
        many => format!("Notifications, {many} unread"),
    };
    let face = html! {
        <>
            <span class="pf-v6-c-button__icon">{ icon(Glyph::Bell) }</span>
            if unread > 0 {
                <span class="pf-v6-c-badge pf-m-unread" aria-hidden="true">{ unread }</span>
            }
        </>
    };
    let reload = list.reload.clone();
    html! {
        <Menu id="notifications" {label} {face}>
            <div class="portico-menu-text"><h2 class="pf-v6-c-title pf-m-md">{ "Notifications" }</h2></div>
            { view_load(&list, Skeleton::Lines, |page| {
                if page.items.is_empty() {
                    return html! { <p class="portico-menu-text">{ "Nothing yet. Decisions, questions and answers about your authorizations appear here." }</p> };
                }
                html! {
                    <ul class="portico-notifications">
                        { for page.items.iter().map(|item| html! { <Entry key={item.id.to_string()} item={item.clone()} onread={reload.clone()} /> }) }
                    </ul>
                }
            }) }
        </Menu>
    }
}

#[derive(Properties, PartialEq)]
struct EntryProps {
    item: Notification,
    onread: Callback<()>,
}

#[component]
fn Entry(props: &EntryProps) -> Html {
    let navigator = use_navigator();
    let clock = use_clock();
    let item = &props.item;
    let onclick = {
        let (id, read, onread) = (item.id, item.read, props.onread.clone());
        let to = destination(item);
        Callback::from(move |_: MouseEvent| {
            if let (Some(navigator), Some(to)) = (&navigator, to) {
                navigator.push(&to);
            }
            if !read {
                let onread = onread.clone();
                wasm_bindgen_futures::spawn_local(async move {
                    // Left unread it is shown again; nothing is lost.
                    if api::notifications::mark_read(id, browser::new_id()).await.is_ok() {
                        onread.emit(());
                    }
                });
            }
        })
    };
    html! {
        <li class={classes!((!item.read).then_some("portico-unread"))}>
            <button type="button" class="portico-notification" {onclick}>
                <span class="portico-small">
                    { item.kind.label() }{ " · " }{ clock.moment(item.created_at) }
                    if !item.read {
                        { " · Unread" }
                    }
                </span>
                <span>{ &item.subject }</span>
            </button>
        </li>
    }
}

fn destination(item: &Notification) -> Option<Route> {
    item.authorization_id
        .map(|id| Route::Authorization { id })
        .or_else(|| item.client_id.map(|id| Route::Client { id }))
}
