//! Unread important news, shown once before the work; afterwards it is found under News.

use domain::news::NewsItem;
use yew::prelude::*;

use super::card::Card;
use super::paragraphs;
use crate::api::{self, Load, Loaded, use_load};
use crate::ui::{Button, Kind};
use crate::{browser, format};

#[derive(Properties, PartialEq)]
pub(crate) struct NewsGateProps {
    pub(crate) unread: i64,
    pub(crate) children: Html,
}

/// Shows unread news first, then the work.
#[component]
pub(crate) fn NewsGate(props: &NewsGateProps) -> Html {
    // Only what was unread at sign-in stands before the work; what comes later is found in the list.
    let any = use_memo((), |()| props.unread > 0);
    let passed = use_state_eq(|| !*any);
    if *passed {
        return props.children.clone();
    }
    let onpass = {
        let passed = passed.setter();
        Callback::from(move |()| passed.set(true))
    };
    html! { <Unread {onpass} /> }
}

#[derive(Properties, PartialEq)]
struct UnreadProps {
    onpass: Callback<()>,
}

#[component]
fn Unread(props: &UnreadProps) -> Html {
    let news: Load<_> = use_load((), |()| api::news::list(None));
    let items: Vec<NewsItem> = match &news.state {
        Loaded::Ready(page) => page.items.iter().filter(|item| !item.read).cloned().collect(),
        Loaded::Loading | Loaded::Failed(_) => Vec::new(),
    };
    // News that cannot be read must not keep anybody from the work.
    let nothing = !matches!(news.state, Loaded::Loading) && items.is_empty();
    {
        let onpass = props.onpass.clone();
        use_effect_with(nothing, move |nothing| {
            if *nothing {
                onpass.emit(());
            }
        });
    }
    if items.is_empty() {
        return html! { <main class="portico-alone" aria-busy="true" /> };
    }
    let onclick = {
        let (onpass, ids) = (props.onpass.clone(), items.iter().map(|item| item.id).collect::<Vec<_>>());
        Callback::from(move |_: MouseEvent| {
            for id in ids.clone() {
                wasm_bindgen_futures::spawn_local(async move {
                    // Unmarked it is shown again at the next sign-in.
                    api::news::mark_read(id, browser::new_id()).await.unwrap_or(());
                });
            }
            onpass.emit(());
        })
    };
    html! {
        <Card title="News" wide=true>
            { for items.iter().map(|item| html! {
                <article class="portico-news" key={item.id.to_string()}>
                    <h2 class="pf-v6-c-title pf-m-lg">{ &item.title }</h2>
                    <p class="portico-small">{ format::day(item.published_on) }</p>
                    { for paragraphs(&item.body).into_iter().map(|text| html! { <p>{ text }</p> }) }
                </article>
            }) }
            <div class="portico-actions"><Button label="Continue to Portico" kind={Kind::Primary} {onclick} /></div>
        </Card>
    }
}
