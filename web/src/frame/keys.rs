//! Keys that work on every page, and the card that shows them.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::find::FIELD_ID;
use crate::browser;
use crate::session::{Why, use_session};
use crate::ui::Dialog;

/// What a key press asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Find,
    ShowKeys,
    Lock,
}

fn wish_of(key: &str, control: bool, shift: bool, typing: bool) -> Option<Wish> {
    match (key, control, typing) {
        ("l" | "L", true, _) if shift => Some(Wish::Lock),
        ("k" | "K", true, _) | ("/", false, false) => Some(Wish::Find),
        ("?", false, false) => Some(Wish::ShowKeys),
        _ => None,
    }
}

/// Whether a key goes into a field: then it is a letter and no wish.
pub(crate) fn types_into(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| {
        let editable = element.dyn_ref::<HtmlElement>().is_some_and(HtmlElement::is_content_editable);
        editable || matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
    })
}

thread_local! {
    static SHOW: std::cell::RefCell<Option<Callback<()>>> = const { std::cell::RefCell::new(None) };
}

/// Shows the card of keys.
pub(super) fn show_keys() {
    let show = SHOW.with(|slot| slot.borrow().clone());
    if let Some(show) = show {
        show.emit(());
    }
}

/// Listens for the keys of every page.
#[component]
pub(super) fn Keys() -> Html {
    let shown = use_state_eq(|| false);
    let lock = use_session().lock;
    {
        let shown = shown.setter();
        use_effect_with((), move |()| {
            SHOW.with(|slot| {
                *slot.borrow_mut() = Some(Callback::from({
                    let shown = shown.clone();
                    move |()| shown.set(true)
                }))
            });
            let listener = browser::document().map(|document| {
                let options = EventListenerOptions::enable_prevent_default();
                EventListener::new_with_options(&document, "keydown", options, move |event| {
                    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                    let control = event.ctrl_key() || event.meta_key();
                    match wish_of(&event.key(), control, event.shift_key(), types_into(event)) {
                        Some(Wish::Lock) => {
                            event.prevent_default();
                            lock.emit(Why::Locked);
                        }
                        Some(Wish::Find) => {
                            event.prevent_default();
                            browser::focus(FIELD_ID);
                        }
                        Some(Wish::ShowKeys) => shown.set(true),
                        None => {}
                    }
                })
            });
            move || drop(listener)
        });
    }
    if !*shown {
        return Html::default();
    }
    let onclose = {
        let shown = shown.setter();
        Callback::from(move |()| shown.set(false))
    };
    html! {
        <Dialog title="Keys" {onclose}>
            <dl class="portico-keys">
                { key("/", "Find a client or a page") }
                { key("Ctrl+K", "The same, also while typing") }
                { key("?", "Show these keys") }
                { key("Ctrl+Shift+L", "Lock the screen, also while typing") }
                { key("Enter", "Send the form") }
                { key("Esc", "Close a dialog, menu or panel") }
                { key("A · P · D · I", "In review: approve, in part, deny, ask for information") }
            </dl>
        </Dialog>
    }
}

fn key(name: &'static str, what: &'static str) -> Html {
    html! { <div><dt><kbd>{ name }</kbd></dt><dd>{ what }</dd></div> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_left_alone_while_typing() {
        assert_eq!(wish_of("/", false, false, true), None);
        assert_eq!(wish_of("?", false, true, true), None);
        assert_eq!(wish_of("k", true, false, true), Some(Wish::Find));
        assert_eq!(wish_of("/", false, false, false), Some(Wish::Find));
        assert_eq!(wish_of("k", false, false, false), None);
        assert_eq!(wish_of("L", true, true, true), Some(Wish::Lock));
        assert_eq!(wish_of("l", true, false, false), None, "the browser's own");
    }
}
