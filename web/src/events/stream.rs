//! The one stream and how the tabs share it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortController, BroadcastChannel, EventSource, MessageEvent};

use super::{Hub, Live};
use crate::api::{self, json};
use crate::browser;

const NAME: &str = "portico-events";
const ADDRESS: &str = "/api/v1/events";
/// How long to wait before a stream that the server ended is opened again.
const AGAIN_MS: u32 = 5_000;

/// This tab's part in the stream. Dropping it gives the lead to another tab.
pub(super) struct Shared {
    lead: Rc<RefCell<Option<Lead>>>,
    release: Rc<RefCell<Option<Function>>>,
    waiting: Option<AbortController>,
    channel: Option<BroadcastChannel>,
    _heard: Option<EventListener>,
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.lead.borrow_mut().take();
        // Either the lock was ours and is given back, or the wait for it ends here.
        if let Some(release) = self.release.borrow_mut().take() {
            release.call0(&JsValue::NULL).ok();
        }
        if let Some(waiting) = &self.waiting {
            waiting.abort();
        }
        if let Some(channel) = &self.channel {
            channel.close();
        }
    }
}

/// Hears what the leading tab tells, and leads as soon as no other tab does.
pub(super) fn share(hub: Hub) -> Shared {
    let channel = BroadcastChannel::new(NAME).ok();
    let heard = channel.as_ref().map(|channel| {
        let hub = hub.clone();
        EventListener::new(channel, "message", move |event| tell(&hub, event))
    });
    let lead = Rc::new(RefCell::new(None));
    let release = Rc::new(RefCell::new(None));
    let waiting = AbortController::new().ok();
    let begin = {
        let (lead, channel) = (Rc::clone(&lead), channel.clone());
        move || *lead.borrow_mut() = Some(Lead::new(hub, channel))
    };
    // A browser without locks has every tab keep a stream of its own.
    let fallback = begin.clone();
    if wait_for_lock(waiting.as_ref(), Rc::clone(&release), begin).is_none() {
        fallback();
    }
    Shared { lead, release, waiting, channel, _heard: heard }
}

/// Calls `begin` once this tab holds the lock; it is held until `release` is called. `None`: the browser has no locks.
fn wait_for_lock(
    waiting: Option<&AbortController>,
    release: Rc<RefCell<Option<Function>>>,
    begin: impl FnOnce() + 'static,
) -> Option<()> {
    let navigator: JsValue = browser::window()?.navigator().into();
    let locks = Reflect::get(&navigator, &"locks".into()).ok().filter(JsValue::is_object)?;
    let request: Function = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    let options = Object::new();
    if let Some(waiting) = waiting {
        Reflect::set(&options, &"signal".into(), &waiting.signal()).ok()?;
    }
    let granted = Closure::once_into_js(move |_: JsValue| -> JsValue {
        begin();
        let held = Promise::new(&mut |resolve, _| *release.borrow_mut() = Some(resolve));
        held.into()
    });
    let asked = request.call3(&locks, &NAME.into(), &options, &granted).ok()?;
    // Giving up the wait refuses the promise; that is not a fault, so somebody has to hear it.
    if let Ok(promise) = asked.dyn_into::<Promise>() {
        wasm_bindgen_futures::spawn_local(async move {
            wasm_bindgen_futures::JsFuture::from(promise).await.ok();
        });
    }
    Some(())
}

fn tell(hub: &Hub, event: &web_sys::Event) {
    let text = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
    let live = text.and_then(|text| read(&text));
    if let Some(live) = live {
        hub.tell(&live);
    }
}

fn read(text: &str) -> Option<Live> {
    json::tree(text).and_then(|tree| json::read(&tree))
}

/// The open stream of the leading tab.
struct Lead(Rc<Stream>);

impl Lead {
    fn new(hub: Hub, channel: Option<BroadcastChannel>) -> Self {
        let stream = Rc::new(Stream {
            hub,
            channel,
            open: RefCell::new(None),
            again: RefCell::new(None),
            closed: Cell::new(false),
        });
        stream.connect(false);
        Self(stream)
    }
}

impl Drop for Lead {
    fn drop(&mut self) {
        self.0.close();
    }
}

struct Stream {
    hub: Hub,
    channel: Option<BroadcastChannel>,
    open: RefCell<Option<(EventSource, [EventListener; 3])>>,
    again: RefCell<Option<Timeout>>,
    closed: Cell<bool>,
}

impl Stream {
    fn connect(self: &Rc<Self>, resumed: bool) {
        let Ok(source) = EventSource::new(ADDRESS) else { return };
        let me = Rc::clone(self);
        let message = EventListener::new(&source, "message", move |event| {
            if let Some(text) = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string()) {
                me.pass_on(&text);
            }
        });
        let me = Rc::clone(self);
        let opened = EventListener::once(&source, "open", move |_| {
            if resumed && let Ok(text) = serde_json::to_string(&Live::resumed()) {
                me.pass_on(&text);
            }
        });
        let me = Rc::downgrade(self);
        let broken = EventListener::new(&source, "error", move |event| {
            // The browser reconnects by itself unless the server ended the stream for good.
            let ended = event
                .target()
                .and_then(|target| target.dyn_into::<EventSource>().ok())
                .is_some_and(|source| source.ready_state() == EventSource::CLOSED);
            if ended && let Some(me) = me.upgrade() {
                me.wait();
            }
        });
        *self.open.borrow_mut() = Some((source, [message, opened, broken]));
    }

    /// Opens the stream again in a while, once the session stands; that question also shows when it does not.
    fn wait(self: &Rc<Self>) {
        let me = Rc::clone(self);
        *self.again.borrow_mut() = Some(Timeout::new(AGAIN_MS, move || {
            wasm_bindgen_futures::spawn_local(async move {
                let stands = api::session::check().await.is_ok();
                match stands {
                    _ if me.closed.get() => {}
                    true => me.connect(true),
                    false => me.wait(),
                }
            });
        }));
    }

    /// Tells this tab and all others.
    fn pass_on(&self, text: &str) {
        if let Some(channel) = &self.channel {
            channel.post_message(&text.into()).ok();
        }
        if let Some(live) = read(text) {
            self.hub.tell(&live);
        }
    }

    fn close(&self) {
        self.closed.set(true);
        self.again.borrow_mut().take();
        if let Some((source, listeners)) = self.open.borrow_mut().take() {
            source.close();
            drop(listeners);
        }
    }
}
