//! The screen when nobody is at it: a warning, then the page is put away until the same person is back.
//!
//! The server ends idle sessions by itself. What this adds is that nothing of a client stays on the screen, that
//! people are warned, and that whoever only reads or types is not taken for gone.

use std::cell::Cell;
use std::rc::Rc;

use gloo_events::EventListener;
use gloo_timers::callback::Interval;
use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, Element, HtmlDialogElement, Node};
use yew::prelude::*;

use crate::session::{Why, use_session};
use crate::ui::{Button, Dialog, Kind, use_notices};
use crate::{api, browser};

/// How long before the end people are warned.
const WARNING_SECONDS: i64 = 60;
/// Where tabs tell each other that somebody is at work.
const TABS: &str = "portico-activity";
/// They need not hear of every key.
const TOLD_EVERY_MS: f64 = 5_000.0;
/// What somebody at work does. Dictation types without keys.
const SIGNS: [&str; 5] = ["keydown", "input", "pointerdown", "wheel", "touchmove"];

/// How things stand after so many idle seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    AtWork,
    /// Seconds that are left.
    Warned(i64),
    Over,
}

const fn phase(idle_seconds: i64, limit_seconds: i64) -> Phase {
    let left = limit_seconds - idle_seconds;
    if left <= 0 {
        Phase::Over
    } else if left <= WARNING_SECONDS {
        Phase::Warned(left)
    } else {
        Phase::AtWork
    }
}

/// What the watch remembers: moments in milliseconds.
struct Moments {
    at_work: Cell<f64>,
    told: Cell<f64>,
    asked: Cell<f64>,
}

impl Moments {
    fn now() -> Self {
        let now = js_sys::Date::now();
        Self { at_work: Cell::new(now), told: Cell::new(now), asked: Cell::new(now) }
    }

    fn idle_seconds(&self) -> i64 {
        whole_seconds(js_sys::Date::now() - self.at_work.get())
    }

    /// Somebody is at work here: the other tabs are told now and then.
    fn note(&self, now: f64) {
        self.at_work.set(now);
        if now - self.told.get() >= TOLD_EVERY_MS {
            self.told.set(now);
            if let Ok(tabs) = BroadcastChannel::new(TABS) {
                tabs.post_message(&"".into()).ok();
            }
        }
    }

    /// Keeps the server's session alive while somebody is at work without asking it for anything. It ends with the
    /// wait here, so half of the limit apart is too seldom and a third is enough.
    fn keep_alive(&self, limit_seconds: i64) {
        let now = js_sys::Date::now();
        if whole_seconds(now - self.asked.get()) >= limit_seconds / 3 {
            self.asked.set(now);
            wasm_bindgen_futures::spawn_local(async {
                // A session that ended is told by the call itself.
                api::session::check().await.unwrap_or(());
            });
        }
    }
}

/// Milliseconds as seconds, for the few hours that matter here.
fn whole_seconds(milliseconds: f64) -> i64 {
    time::Duration::seconds_f64((milliseconds / 1_000.0).clamp(0.0, 1_000_000.0)).whole_seconds()
}

#[derive(Properties, PartialEq)]
pub(crate) struct IdleWatchProps {
    /// Minutes a session may lie idle.
    pub(crate) minutes: i32,
}

/// Watches whether somebody is at work, warns, and locks.
#[component]
pub(crate) fn IdleWatch(props: &IdleWatchProps) -> Html {
    let lock = use_session().lock;
    let now = use_state_eq(|| Phase::AtWork);
    let moments = use_memo((), |()| Moments::now());
    let limit = i64::from(props.minutes) * 60;
    {
        let (moments, now, lock) = (Rc::clone(&moments), now.setter(), lock.clone());
        use_effect_with(limit, move |limit| {
            let limit = *limit;
            let kept = watch(&moments, limit);
            let tick = Interval::new(1_000, move || {
                let phase = phase(moments.idle_seconds(), limit);
                now.set(phase);
                match phase {
                    Phase::Over => lock.emit(Why::Idle),
                    Phase::AtWork | Phase::Warned(_) => moments.keep_alive(limit),
                }
            });
            move || drop((kept, tick))
        });
    }
    let Phase::Warned(left) = *now else { return Html::default() };
    let stay = {
        let (moments, now) = (Rc::clone(&moments), now.setter());
        Callback::from(move |()| {
            moments.told.set(0.0);
            moments.note(js_sys::Date::now());
            now.set(Phase::AtWork);
        })
    };
    html! { <Warning {left} {stay} lock={lock.reform(|()| Why::Locked)} /> }
}

/// Listens for signs of work, here and in other tabs. Once people are warned, only the button counts here: a mouse that
/// is pushed aside is nobody at work.
fn watch(moments: &Rc<Moments>, limit: i64) -> (Vec<EventListener>, Option<(EventListener, BroadcastChannel)>) {
    let here = |name: &'static str| {
        let moments = Rc::clone(moments);
        browser::window().map(|window| {
            EventListener::new(&window, name, move |_| {
                if phase(moments.idle_seconds(), limit) == Phase::AtWork {
                    moments.note(js_sys::Date::now());
                }
            })
        })
    };
    let others = BroadcastChannel::new(TABS).ok().map(|tabs| {
        let moments = Rc::clone(moments);
        let heard = EventListener::new(&tabs, "message", move |_| moments.at_work.set(js_sys::Date::now()));
        (heard, tabs)
    });
    (SIGNS.into_iter().filter_map(here).collect(), others)
}

#[derive(Properties, PartialEq)]
struct WarningProps {
    left: i64,
    stay: Callback<()>,
    lock: Callback<()>,
}

#[component]
fn Warning(props: &WarningProps) -> Html {
    let footer = html! {
        <>
            <Button label="Stay signed in" kind={Kind::Primary} onclick={props.stay.reform(|_| ())} />
            <Button label="Lock now" kind={Kind::Link} onclick={props.lock.reform(|_| ())} />
        </>
    };
    let seconds = if props.left == 1 { "1 second".to_owned() } else { format!("{} seconds", props.left) };
    html! {
        <Dialog title="Are you still there?" onclose={props.stay.clone()} {footer}>
            <p>{ "Portico locks when nobody is at work, so that nobody else reads what is on the screen." }</p>
            <p role="timer">{ format!("It locks in {seconds}.") }</p>
        </Dialog>
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct CoverProps {
    pub(crate) covered: bool,
    pub(crate) children: Html,
}

/// Takes what it holds out of the document while it is covered: nothing is there to be read, searched or printed. It
/// comes back as it was, with whatever had been typed.
#[component]
pub(crate) fn Cover(props: &CoverProps) -> Html {
    let (holder, content) = (use_node_ref(), use_node_ref());
    let focused = use_mut_ref(|| None::<web_sys::HtmlElement>);
    let notices = use_notices();
    {
        let (holder, content) = (holder.clone(), content.clone());
        use_effect_with(props.covered, move |covered| {
            let (Some(holder), Some(content)) = (holder.cast::<Node>(), content.cast::<Element>()) else { return };
            if *covered {
                // The sign-in above may have the keyboard already; it gives it back by itself.
                *focused.borrow_mut() = browser::focused().filter(|element| content.contains(Some(element)));
                content.remove();
                if let Some(notices) = notices {
                    notices.close_all();
                }
            } else if !content.is_connected() {
                holder.append_child(&content).ok();
                open_dialogs(&content);
                if let Some(focused) = focused.borrow_mut().take() {
                    browser::focus_on(&focused);
                }
            }
        });
    }
    html! { <div ref={holder}><div ref={content}>{ props.children.clone() }</div></div> }
}

/// Out of the document a browser no longer holds dialogs above the page: they are opened anew.
fn open_dialogs(content: &Element) {
    let Ok(found) = content.query_selector_all("dialog[open]") else { return };
    for dialog in (0..found.length()).filter_map(|at| found.get(at)?.dyn_into::<HtmlDialogElement>().ok()) {
        dialog.set_open(false);
        dialog.show_modal().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_minute_is_a_warning() {
        assert_eq!(phase(0, 900), Phase::AtWork);
        assert_eq!(phase(839, 900), Phase::AtWork);
        assert_eq!(phase(840, 900), Phase::Warned(60));
        assert_eq!(phase(899, 900), Phase::Warned(1));
        assert_eq!(phase(900, 900), Phase::Over);
        assert_eq!(phase(90_000, 900), Phase::Over);
    }

    #[test]
    fn milliseconds_are_whole_seconds() {
        assert_eq!(whole_seconds(1_999.0), 1);
        assert_eq!(whole_seconds(-5.0), 0);
    }
}
