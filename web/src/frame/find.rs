//! The quick find in the bar: pages, clients opened before, and the way to the client search with the text in hand.
//!
//! What is typed stays in memory: it may name a client, so it never becomes part of an address.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement};
use yew::prelude::*;
use yew_router::prelude::use_navigator;

use super::navigation::{Place, places};
use super::recent::{Recent, recent_clients};
use crate::route::Route;
use crate::session::use_me;
use crate::ui::{Glyph, icon};

/// The id of the field, for the keys that lead here.
pub(super) const FIELD_ID: &str = "quick-find";

thread_local! {
    static HANDED: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The text somebody typed here before the client search opened; given once.
pub(crate) fn take_handed_text() -> Option<String> {
    HANDED.with(|slot| slot.borrow_mut().take())
}

/// One thing to go to.
#[derive(Debug, Clone, PartialEq)]
enum Offer {
    Search(String),
    Client(Recent),
    Page(&'static str, Route, Glyph),
}

fn offers(text: &str, pages: &[Place], recent: &[Recent], may_search: bool) -> Vec<Offer> {
    let wanted = text.trim().to_lowercase();
    let mut found = Vec::new();
    if may_search && !wanted.is_empty() {
        found.push(Offer::Search(text.trim().to_owned()));
    }
    let fits = |words: &str| wanted.is_empty() || words.to_lowercase().contains(&wanted);
    let numbered = |client: &Recent| domain::clients::format_client_number(client.client_number).contains(&wanted);
    found.extend(recent.iter().filter(|client| fits(&client.name) || numbered(client)).cloned().map(Offer::Client));
    found.extend(pages.iter().filter(|page| fits(page.label)).map(|page| Offer::Page(page.label, page.to, page.glyph)));
    found
}

impl Offer {
    fn route(&self) -> Route {
        match self {
            Self::Search(_) => Route::Clients,
            Self::Client(client) => Route::Client { id: client.id },
            Self::Page(_, route, _) => *route,
        }
    }

    fn view(&self) -> Html {
        match self {
            Self::Search(text) => {
                html! { <>{ icon(Glyph::Search) }<span>{ format!("Find client “{text}”") }</span></> }
            }
            Self::Client(client) => html! {
                <>{ icon(Glyph::Person) }<span>{ &client.name }{ " · " }{ domain::clients::format_client_number(client.client_number) }</span></>
            },
            Self::Page(label, _, glyph) => html! { <>{ icon(*glyph) }<span>{ *label }</span></> },
        }
    }
}

/// The quick find.
#[component]
pub(super) fn QuickFind() -> Html {
    let me = use_me();
    let navigator = use_navigator();
    let text = use_state_eq(String::new);
    let open = use_state_eq(|| false);
    let at = use_state_eq(|| 0_usize);
    let permissions = me.map(|me| me.permissions.clone()).unwrap_or_default();
    let may_search = permissions.contains(&domain::access::Permission::ReadClients);
    let found = if *open { offers(&text, &places(&permissions), &recent_clients(), may_search) } else { Vec::new() };
    let go = {
        let (text, open) = (text.setter(), open.setter());
        Callback::from(move |offer: Offer| {
            if let Offer::Search(words) = &offer {
                HANDED.with(|slot| *slot.borrow_mut() = Some(words.clone()));
            }
            text.set(String::new());
            open.set(false);
            if let Some(navigator) = &navigator {
                navigator.push(&offer.route());
            }
        })
    };
    let oninput = {
        let (text, open, at) = (text.setter(), open.setter(), at.setter());
        Callback::from(move |event: InputEvent| {
            let field = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            text.set(field.map(|field| field.value()).unwrap_or_default());
            open.set(true);
            at.set(0);
        })
    };
    let onkeydown = {
        let (found, go, open, at) = (found.clone(), go.clone(), open.clone(), at.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "ArrowDown" => {
                event.prevent_default();
                at.set(if *open { (*at + 1).min(found.len().saturating_sub(1)) } else { 0 });
                open.set(true);
            }
            "ArrowUp" => {
                event.prevent_default();
                at.set(at.saturating_sub(1));
            }
            "Enter" => {
                event.prevent_default();
                if let Some(offer) = found.get(*at) {
                    go.emit(offer.clone());
                    leave(&event);
                }
            }
            "Escape" => open.set(false),
            _ => {}
        })
    };
    let onfocus = {
        let open = open.setter();
        Callback::from(move |_: FocusEvent| open.set(true))
    };
    let onblur = {
        let open = open.setter();
        Callback::from(move |_: FocusEvent| open.set(false))
    };
    let option = |(place, offer): (usize, &Offer)| {
        let pick = {
            let (go, offer) = (go.clone(), offer.clone());
            // On press, not on click: the field loses the focus, and the list with it, before a click is one.
            Callback::from(move |event: MouseEvent| {
                event.prevent_default();
                go.emit(offer.clone());
            })
        };
        html! {
            <li
                key={place}
                id={format!("quick-find-{place}")}
                role="option"
                aria-selected={(place == *at).to_string()}
                class={classes!("portico-offer", (place == *at).then_some("portico-offer-on"))}
                onmousedown={pick}
            >
                { offer.view() }
            </li>
        }
    };
    let expanded = !found.is_empty();
    html! {
        <div class="portico-find" role="search">
            <label class="pf-v6-screen-reader" for={FIELD_ID}>{ "Find a client or a page" }</label>
            <span class="pf-v6-c-form-control pf-m-icon portico-find-field">
                <input
                    id={FIELD_ID}
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    maxlength="120"
                    placeholder="Find a client or a page (press /)"
                    aria-expanded={expanded.to_string()}
                    aria-controls="quick-find-list"
                    aria-autocomplete="list"
                    aria-activedescendant={expanded.then(|| format!("quick-find-{}", *at))}
                    value={(*text).clone()}
                    {oninput}
                    {onkeydown}
                    {onfocus}
                    {onblur}
                />
                <span class="pf-v6-c-form-control__utilities"><span class="pf-v6-c-form-control__icon">{ icon(Glyph::Search) }</span></span>
            </span>
            <ul id="quick-find-list" role="listbox" aria-label="Clients and pages" class="portico-offers" hidden={!expanded}>
                { for found.iter().enumerate().map(option) }
            </ul>
        </div>
    }
}

fn leave(event: &KeyboardEvent) {
    if let Some(field) = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok()) {
        // The next page takes the focus; a field that keeps it is no harm.
        field.blur().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::access::{Role, permissions_of};

    #[test]
    fn text_leads_to_the_search_first() {
        let pages = places(permissions_of(Role::AgencyClerk));
        let found = offers(" reyes ", &pages, &[], true);
        assert_eq!(found, [Offer::Search("reyes".to_owned())]);
        assert!(offers("cli", &pages, &[], true).iter().any(|offer| offer.route() == Route::Clients));
    }

    #[test]
    fn clients_opened_before_are_found_by_name_and_number() {
        let known = Recent { id: uuid::Uuid::nil(), name: "Reyes, Ana".to_owned(), client_number: 800_440_154 };
        let known = [known];
        assert_eq!(offers("ana", &[], &known, false).len(), 1);
        assert_eq!(offers("440154", &[], &known, false).len(), 1);
        assert_eq!(offers("bo", &[], &known, false).len(), 0);
    }
}
