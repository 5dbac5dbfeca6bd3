//! Nothing typed is lost: a form keeps itself on the server while it is typed, and comes back after a reload, a
//! sign-in or a lost network.
//!
//! In a form: `let draft = use_draft(DraftKind::Client, None);` then on every change
//! `draft.keep.emit(api::json::write(&form))`, once `draft.found` holds a former one show it with a way to start
//! over, draw [`DraftWords`] beside the buttons, and `draft.discard.emit(())` when the form was sent.
//! While the network is away the form lives in this page only, and leaving the page asks first.

use std::cell::RefCell;
use std::rc::Rc;

use domain::drafts::{Draft, DraftKind, SaveDraft};
use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;
use wasm_bindgen::JsCast;
use yew::prelude::*;

use crate::api::{self, Failure, Task, start};
use crate::browser;
use crate::session::{use_clock, use_session};
use crate::ui::{Glyph, icon};

/// How long the typing rests before the draft is saved.
const REST_MS: u32 = 800;
/// How long to wait before saving is tried again.
const AGAIN_MS: u32 = 10_000;

/// How safe the form is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Keeping {
    /// Nothing typed yet.
    Nothing,
    /// Typed, and about to be saved.
    Saving,
    /// On the server since.
    Saved(OffsetDateTime),
    /// Only in this page, and why.
    Here(Failure),
}

/// The draft of one form.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    /// The draft's id, for requests that end it.
    pub(crate) id: Uuid,
    /// How safe the form is.
    pub(crate) keeping: Keeping,
    /// A draft from before; given once, when it was found.
    pub(crate) found: Option<Rc<Draft>>,
    /// Keeps the form as it is now.
    pub(crate) keep: Callback<Value>,
    /// Throws the draft away: the form was sent, or is begun anew.
    pub(crate) discard: Callback<()>,
    /// Forgets the draft, which the request that was sent has ended.
    pub(crate) forget: Callback<()>,
}

struct Keeper {
    id: Uuid,
    version: Option<i32>,
    /// Newest content that is not on the server.
    waiting: Option<Value>,
    timer: Option<Timeout>,
    saving: Option<Task>,
}

/// Keeps a form of this kind, about this client where it is about one.
#[hook]
pub(crate) fn use_draft(kind: DraftKind, client: Option<Uuid>) -> Kept {
    let session = use_session();
    let keeping = use_state_eq(|| Keeping::Nothing);
    let found = use_state(|| None::<Rc<Draft>>);
    let keeper =
        use_mut_ref(|| Keeper { id: browser::new_id(), version: None, waiting: None, timer: None, saving: None });
    {
        let (keeper, found, keeping) = (Rc::clone(&keeper), found.setter(), keeping.setter());
        use_effect_with((kind, client), move |(kind, client)| {
            let (kind, client) = (*kind, *client);
            let task = start(async move {
                // A failed look for drafts costs nothing: the form begins empty and is kept from now on.
                let Ok(page) = api::drafts::list(kind, client).await else { return };
                let mine = page.items.into_iter().find(|draft| draft.client_id == client);
                let untouched = keeper.borrow().waiting.is_none();
                if let Some(draft) = mine.filter(|_| untouched) {
                    {
                        let mut keeper = keeper.borrow_mut();
                        keeper.id = draft.id;
                        keeper.version = Some(draft.version);
                    }
                    keeping.set(Keeping::Saved(draft.updated_at));
                    found.set(Some(Rc::new(draft)));
                }
            });
            move || drop(task)
        });
    }
    {
        let (keeper, keeping) = (Rc::clone(&keeper), keeping.setter());
        use_effect_with((kind, client), move |(kind, client)| {
            let (kind, client) = (*kind, *client);
            let back = browser::window()
                .map(|window| EventListener::new(&window, "online", move |_| save(&keeper, kind, client, &keeping)));
            move || drop(back)
        });
    }
    {
        let (keeper, keeping) = (Rc::clone(&keeper), keeping.setter());
        // Whoever signed in again has it saved at once, too.
        use_effect_with(session.returns, move |_| save(&keeper, kind, client, &keeping));
    }
    {
        let unsafe_now = matches!(*keeping, Keeping::Saving | Keeping::Here(_));
        use_effect_with(unsafe_now, |unsafe_now| {
            let guard = unsafe_now.then(warn_before_leaving).flatten();
            move || drop(guard)
        });
    }
    let keep = {
        let (keeper, keeping) = (Rc::clone(&keeper), keeping.setter());
        Callback::from(move |body: Value| {
            keeping.set(Keeping::Saving);
            let (later, setter) = (Rc::clone(&keeper), keeping.clone());
            let mut keeper = keeper.borrow_mut();
            keeper.waiting = Some(body);
            keeper.timer = Some(Timeout::new(REST_MS, move || save(&later, kind, client, &setter)));
        })
    };
    let end = {
        let (keeper, keeping, found) = (Rc::clone(&keeper), keeping.setter(), found.setter());
        Callback::from(move |deleting: bool| {
            let (id, version) = {
                let mut keeper = keeper.borrow_mut();
                keeper.waiting = None;
                keeper.timer = None;
                keeper.saving = None;
                let former = (keeper.id, keeper.version.take());
                keeper.id = browser::new_id();
                former
            };
            keeping.set(Keeping::Nothing);
            found.set(None);
            if let Some(version) = version.filter(|_| deleting) {
                // A draft that stays behind is thrown away by the server after 30 days.
                wasm_bindgen_futures::spawn_local(async move { api::drafts::discard(id, version).await.unwrap_or(()) });
            }
        })
    };
    let (discard, forget) = (end.reform(|()| true), end.reform(|()| false));
    let id = keeper.borrow().id;
    Kept { id, keeping: (*keeping).clone(), found: (*found).clone(), keep, discard, forget }
}

fn save(keeper: &Rc<RefCell<Keeper>>, kind: DraftKind, client: Option<Uuid>, keeping: &UseStateSetter<Keeping>) {
    let (id, version, body) = {
        let mut held = keeper.borrow_mut();
        // One saving at a time: the next begins when this one ends, with whatever is newest then.
        if held.saving.is_some() {
            return;
        }
        let Some(body) = held.waiting.take() else { return };
        (held.id, held.version, body)
    };
    let (later, keeping) = (Rc::clone(keeper), keeping.clone());
    let task = start(async move {
        let draft = SaveDraft { kind, client_id: client, title: None, body: body.clone() };
        let answer = api::drafts::save(id, version, draft).await;
        let mut held = later.borrow_mut();
        held.saving = None;
        match answer {
            Ok(saved) => {
                held.version = Some(saved.version);
                if held.waiting.is_some() {
                    let (again, setter) = (Rc::clone(&later), keeping.clone());
                    held.timer = Some(Timeout::new(REST_MS, move || save(&again, kind, client, &setter)));
                } else {
                    keeping.set(Keeping::Saved(saved.updated_at));
                }
            }
            Err(failure) => {
                held.waiting.get_or_insert(body);
                keeping.set(Keeping::Here(failure));
                let (again, setter) = (Rc::clone(&later), keeping.clone());
                held.timer = Some(Timeout::new(AGAIN_MS, move || save(&again, kind, client, &setter)));
            }
        }
    });
    // The work above may already be over when nothing in it had to wait.
    keeper.borrow_mut().saving = Some(task);
}

fn warn_before_leaving() -> Option<EventListener> {
    let window = browser::window()?;
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(&window, "beforeunload", options, |event| {
        event.prevent_default();
        if let Some(event) = event.dyn_ref::<web_sys::BeforeUnloadEvent>() {
            event.set_return_value("unsaved");
        }
    }))
}

#[derive(Properties, PartialEq)]
pub(crate) struct DraftWordsProps {
    pub(crate) keeping: Keeping,
}

/// How safe the form is, in words: "Saved at 6:02 PM".
#[component]
pub(crate) fn DraftWords(props: &DraftWordsProps) -> Html {
    let clock = use_clock();
    let (glyph, words) = match &props.keeping {
        Keeping::Nothing => return html! { <span class="portico-draft" role="status" /> },
        Keeping::Saving => (Glyph::Clock, "Saving draft".to_owned()),
        Keeping::Saved(at) => (Glyph::Check, format!("Draft saved at {}", clock.time(*at))),
        Keeping::Here(Failure::Offline) => {
            (Glyph::Offline, "Not saved: no network. The form stays in this page; do not close it.".to_owned())
        }
        Keeping::Here(failure) => (Glyph::Attention, format!("Draft not saved: {}", failure.title())),
    };
    html! { <span class="portico-draft" role="status">{ icon(glyph) }{ " " }{ words }</span> }
}
