//! What changes elsewhere, as it changes: one stream of server-sent events a browser, shared by its tabs.
//!
//! The tab that holds the lock keeps the stream and tells the others over a broadcast channel; when it closes, another
//! one takes over. Events carry a kind and ids, nothing else: a page that hears one reads again what it shows.
//!
//! In a page: `use_live(&["authorization"], reload)`; the callback gets [`Live`] and decides whether it is concerned.

use std::cell::RefCell;
use std::rc::Rc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use yew::prelude::*;

mod stream;

/// The kind of an event that stands for "anything may have changed": the stream was away for a while.
const RESUMED: &str = "resumed";

/// Something changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Live {
    /// What kind of thing, for example `authorization` or `notification`.
    pub(crate) kind: String,
    /// Which one; the stream calls it its subject.
    #[serde(default, alias = "subject_id")]
    pub(crate) id: Option<Uuid>,
    /// The client it belongs to.
    #[serde(default)]
    pub(crate) client_id: Option<Uuid>,
}

impl Live {
    fn resumed() -> Self {
        Self { kind: RESUMED.to_owned(), id: None, client_id: None }
    }

    /// Whether this may be about that record: it names it, or names none.
    pub(crate) fn concerns(&self, id: Uuid) -> bool {
        self.id.is_none_or(|named| named == id) || self.client_id == Some(id)
    }

    fn is_of(&self, kinds: &[&str]) -> bool {
        self.kind == RESUMED || kinds.contains(&self.kind.as_str())
    }
}

type Listener = Rc<dyn Fn(&Live)>;

/// The listeners of this tab.
#[derive(Clone, Default)]
pub(crate) struct Hub(Rc<RefCell<Vec<(u32, Listener)>>>, Rc<RefCell<u32>>);

impl PartialEq for Hub {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl Hub {
    fn join(&self, listener: Listener) -> u32 {
        let mut next = self.1.borrow_mut();
        *next = next.wrapping_add(1);
        self.0.borrow_mut().push((*next, listener));
        *next
    }

    fn leave(&self, id: u32) {
        self.0.borrow_mut().retain(|(known, _)| *known != id);
    }

    fn tell(&self, live: &Live) {
        // A listener may leave or join while it is told.
        let listeners: Vec<Listener> = self.0.borrow().iter().map(|(_, listener)| Rc::clone(listener)).collect();
        listeners.iter().for_each(|listener| listener(live));
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct LiveProviderProps {
    pub(crate) children: Html,
}

/// Keeps the stream while somebody is signed in.
#[component]
pub(crate) fn LiveProvider(props: &LiveProviderProps) -> Html {
    let hub = use_memo((), |()| Hub::default());
    {
        let hub = (*hub).clone();
        use_effect_with((), move |()| {
            let shared = stream::share(hub);
            move || drop(shared)
        });
    }
    html! { <ContextProvider<Hub> context={(*hub).clone()}>{ props.children.clone() }</ContextProvider<Hub>> }
}

/// Calls back whenever something of these kinds changed, and once after the stream was away.
#[hook]
pub(crate) fn use_live(kinds: &'static [&'static str], heard: Callback<Live>) {
    let hub = use_context::<Hub>();
    // The callback is made anew with every drawing; the newest one is what is called.
    let latest = use_mut_ref(Callback::noop);
    *latest.borrow_mut() = heard;
    use_effect_with((), move |()| {
        let joined = hub.map(|hub| {
            let listener: Listener = Rc::new(move |live: &Live| {
                if live.is_of(kinds) {
                    let heard = latest.borrow().clone();
                    heard.emit(live.clone());
                }
            });
            (hub.join(listener), hub)
        });
        move || {
            if let Some((id, hub)) = joined {
                hub.leave(id);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    #[test]
    fn listeners_hear_their_kinds_and_every_resumption() {
        let authorization = Live { kind: "authorization".to_owned(), id: None, client_id: None };
        assert!(authorization.is_of(&["authorization"]));
        assert!(!authorization.is_of(&["news"]));
        assert!(Live::resumed().is_of(&["news"]));
    }

    #[test]
    fn who_left_hears_no_more() {
        let hub = Hub::default();
        let heard = Rc::new(Cell::new(0));
        let count = Rc::clone(&heard);
        let id = hub.join(Rc::new(move |_| count.set(count.get() + 1)));
        hub.tell(&Live::resumed());
        hub.leave(id);
        hub.tell(&Live::resumed());
        assert_eq!(heard.get(), 1);
    }
}
