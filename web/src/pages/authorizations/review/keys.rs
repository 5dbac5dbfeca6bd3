//! A, P, D and I choose what to do with the open request, unless somebody is typing.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use yew::prelude::*;

use super::typed::Choice;
use crate::browser;
use crate::frame::types_into;

/// Whether a dialog is open: then the page behind it hears no keys.
fn dialog_is_open() -> bool {
    browser::document().and_then(|document| document.query_selector("dialog[open]").ok().flatten()).is_some()
}

/// Calls back with what a key chooses.
#[hook]
pub(super) fn use_choice_keys(chosen: Callback<Choice>) {
    // The callback is made anew with every drawing; the newest one is what is called.
    let latest = use_mut_ref(Callback::noop);
    *latest.borrow_mut() = chosen;
    use_effect_with((), move |()| {
        let listener = browser::document().map(|document| {
            EventListener::new(&document, "keydown", move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
                let plain = !(event.ctrl_key() || event.meta_key() || event.alt_key());
                if let Some(choice) = Choice::of_key(&event.key())
                    && plain
                    && !types_into(event)
                    && !dialog_is_open()
                {
                    let chosen = latest.borrow().clone();
                    chosen.emit(choice);
                }
            })
        });
        move || drop(listener)
    });
}
