//! News of the county: read, marked as read, and for county staff written.

mod editor;
mod item;

use std::rc::Rc;

use domain::access::Permission;
use domain::news::NewsItem;
use uuid::Uuid;
use yew::prelude::*;

use self::editor::NewsDialog;
use self::item::Item;
use crate::api::{self, Pages, use_pages};
use crate::browser;
use crate::events::use_live;
use crate::session::{use_may, use_session, use_today};
use crate::ui::{Button, Empty, Glyph, Kind, Page, Skeleton, Tone, use_notices, view_pages};

/// What is open beside the list.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Open {
    Nothing,
    Writing,
    Changing(Uuid),
}

/// The page.
#[component]
pub(crate) fn NewsPage() -> Html {
    let may = use_may(Permission::WriteNews);
    let session = use_session();
    let today = use_today();
    let notices = use_notices();
    let list = use_pages(may, |all, cursor| if all { api::news::every(cursor) } else { api::news::list(cursor) });
    use_live(&["news"], list.reload.reform(|_| ()));
    let open = use_state_eq(|| Open::Nothing);
    let items = list.state.ready().map(|rows| ordered(&rows.items)).unwrap_or_default();
    let onread = {
        let (reload, refresh) = (list.reload.clone(), session.refresh.clone());
        Callback::from(move |ids: Vec<Uuid>| {
            let (reload, refresh, notices) = (reload.clone(), refresh.clone(), notices.clone());
            wasm_bindgen_futures::spawn_local(async move {
                for id in ids {
                    if let Err(failure) = api::news::mark_read(id, browser::new_id()).await
                        && let Some(notices) = &notices
                    {
                        notices.say(Tone::Bad, format!("Not marked as read: {}", failure.title()));
                    }
                }
                reload.emit(());
                refresh.emit(());
            });
        })
    };
    let unread: Vec<Uuid> =
        items.iter().filter(|item| !item.read && item.shown_on(today)).map(|item| item.id).collect();
    let actions = html! {
        <>
            if unread.len() > 1 {
                <Button
                    label="Mark all as read"
                    icon={Glyph::Check}
                    onclick={onread.reform({ let unread = unread.clone(); move |_| unread.clone() })}
                />
            }
            if may {
                <Button
                    label="Write news"
                    kind={Kind::Primary}
                    icon={Glyph::Add}
                    onclick={Callback::from({ let open = open.setter(); move |_| open.set(Open::Writing) })}
                />
            }
        </>
    };
    let onclose = Callback::from({
        let open = open.setter();
        move |()| open.set(Open::Nothing)
    });
    let ondone = {
        let (onclose, reload) = (onclose.clone(), list.reload.clone());
        Callback::from(move |()| {
            onclose.emit(());
            reload.emit(());
        })
    };
    let onchange = may.then(|| {
        Callback::from({
            let open = open.setter();
            move |id| open.set(Open::Changing(id))
        })
    });
    let changing = match *open {
        Open::Changing(id) => items.iter().find(|item| item.id == id).map(|item| (**item).clone()),
        Open::Nothing | Open::Writing => None,
    };
    html! {
        <Page title="News" lead="From the county." {actions} narrow=true>
            { view(&list, &items, may, &onread, onchange) }
            if *open == Open::Writing || changing.is_some() {
                <NewsDialog item={changing} {onclose} {ondone} onlost={list.reload.clone()} />
            }
        </Page>
    }
}

fn view(
    list: &Pages<NewsItem>,
    items: &[Rc<NewsItem>],
    may: bool,
    onread: &Callback<Vec<Uuid>>,
    onchange: Option<Callback<Uuid>>,
) -> Html {
    view_pages(list, Skeleton::Lines, |_| {
        if items.is_empty() {
            let how = if may {
                "Write the first item; everybody sees it after the next sign-in."
            } else {
                "What the county announces appears here and after sign-in."
            };
            return html! { <Empty title="No news" glyph={Glyph::News}><p>{ how }</p></Empty> };
        }
        html! {
            <>
                { for items.iter().map(|item| html! {
                    <Item
                        key={item.id.to_string()}
                        item={Rc::clone(item)}
                        onread={onread.reform(|id| vec![id])}
                        onchange={onchange.clone()}
                    />
                }) }
                if list.more {
                    <div><Button label="Load more" busy={list.reading_more} onclick={list.load_more.reform(|_| ())} /></div>
                }
            </>
        }
    })
}

/// What is important and unread comes first; otherwise newest first, as the server has it.
fn ordered(items: &[Rc<NewsItem>]) -> Vec<Rc<NewsItem>> {
    let mut items = items.to_vec();
    items.sort_by_key(|item| (!item.important || item.read, !item.important));
    items
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::macros::date;

    #[test]
    fn important_and_unread_first_then_newest() {
        let item = |id: u128, important, read| {
            Rc::new(NewsItem {
                id: Uuid::from_u128(id),
                title: String::new(),
                body: String::new(),
                published_on: date!(2026 - 11 - 20),
                expires_on: None,
                important,
                read,
                version: 1,
            })
        };
        let items = [item(1, false, false), item(2, true, true), item(3, true, false), item(4, false, true)];
        let order: Vec<u128> = ordered(&items).iter().map(|item| item.id.as_u128()).collect();
        assert_eq!(order, [3, 2, 1, 4]);
    }
}
