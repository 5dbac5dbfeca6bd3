//! Says when the browser has lost its network.

use gloo_events::EventListener;
use yew::prelude::*;

use crate::browser;
use crate::ui::{Alert, Tone};

/// A banner while there is no network.
#[component]
pub(super) fn NetworkNote() -> Html {
    let online = use_state_eq(browser::online);
    {
        let online = online.setter();
        use_effect_with((), move |()| {
            let listeners = browser::window().map(|window| {
                ["online", "offline"].map(|name| {
                    let online = online.clone();
                    EventListener::new(&window, name, move |_| online.set(browser::online()))
                })
            });
            move || drop(listeners)
        });
    }
    html! {
        <div class="portico-network" role="status">
            if !*online {
                <Alert tone={Tone::Look} title="No network">
                    <p>{ "What is on the page can be read. What you type is kept here and saved when the network is back." }</p>
                </Alert>
            }
        </div>
    }
}
