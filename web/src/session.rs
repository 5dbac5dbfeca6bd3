//! Who is signed in, for every page.
//!
//! - [`use_me`] gives the person (signed in wherever a page is shown); [`use_today`] the county's calendar day.
//! - [`use_may`] says whether to show something. The server decides again, always.
//! - [`use_session`] is for the frame and the sign-in pages.

use std::rc::Rc;

use domain::access::Permission;
use domain::county_time::CountyTime;
use domain::session::Me;
use gloo_events::EventListener;
use time::Date;
use wasm_bindgen::JsCast as _;
use web_sys::{BroadcastChannel, MessageEvent};
use yew::prelude::*;

use crate::api::{self, Failure, Signal, start};
use crate::clock::Clock;

/// Where the tabs of a browser tell each other that somebody signed in or out, or locked the screen.
const TABS: &str = "portico-session";
/// What they tell.
const OUT: &str = "out";
const LOCKED: &str = "lock";
const BACK: &str = "in";

/// Where the session stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Standing {
    /// Not asked yet.
    Asking,
    /// The server could not say.
    Unreachable(Failure),
    /// Nobody is signed in.
    Out,
    /// Signed in.
    In(Rc<Me>),
    /// The session of this person ended; their page is put away until they are back.
    Ended(Rc<Me>, Why),
}

/// Why a page is put away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// The server says that the session is over.
    Over,
    /// Somebody locked the screen.
    Locked,
    /// Nobody was at work for as long as a session may lie idle.
    Idle,
}

/// The session and what can be done to it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Session {
    /// Where it stands.
    pub(crate) standing: Standing,
    /// Counts how often somebody came back after their session had ended: what failed meanwhile is read again.
    pub(crate) returns: u32,
    /// Asks the server again.
    pub(crate) refresh: Callback<()>,
    /// Somebody has just signed in.
    pub(crate) signed_in: Callback<Me>,
    /// Somebody has just signed out.
    pub(crate) signed_out: Callback<()>,
    /// Ends the session and puts the page away until the same person is back.
    pub(crate) lock: Callback<Why>,
}

#[derive(Debug)]
enum Change {
    Here(Box<Me>),
    Nobody,
    SignedOut,
    Away(Why),
    Unreachable(Failure),
}

#[derive(Debug, Clone, PartialEq)]
struct Held {
    standing: Standing,
    /// Counts how often somebody came back after their session had ended.
    returns: u32,
}

impl Reducible for Held {
    type Action = Change;

    fn reduce(self: Rc<Self>, change: Change) -> Rc<Self> {
        let former = match &self.standing {
            Standing::In(me) | Standing::Ended(me, _) => Some(Rc::clone(me)),
            Standing::Asking | Standing::Out | Standing::Unreachable(_) => None,
        };
        let back = matches!((&change, &self.standing), (Change::Here(_), Standing::Ended(..)));
        let standing = match (change, former) {
            (Change::Here(me), _) => Standing::In(Rc::from(me)),
            (Change::SignedOut, _) | (Change::Nobody | Change::Away(_), None) => Standing::Out,
            // What is put away stays so, for the reason it was; and a failed question changes nothing.
            (Change::Nobody | Change::Away(_) | Change::Unreachable(_), Some(_))
                if matches!(self.standing, Standing::Ended(..)) =>
            {
                self.standing.clone()
            }
            (Change::Nobody, Some(me)) => Standing::Ended(me, Why::Over),
            (Change::Away(why), Some(me)) => Standing::Ended(me, why),
            (Change::Unreachable(_), Some(me)) => Standing::In(me),
            (Change::Unreachable(failure), None) => Standing::Unreachable(failure),
        };
        Rc::new(Self { standing, returns: self.returns.wrapping_add(u32::from(back)) })
    }
}

#[derive(Properties, PartialEq)]
pub(crate) struct ProviderProps {
    pub(crate) children: Html,
}

/// Asks once who is signed in and hears from every call when that ends.
#[component]
pub(crate) fn SessionProvider(props: &ProviderProps) -> Html {
    let held = use_reducer_eq(|| Held { standing: Standing::Asking, returns: 0 });
    let turn = use_state(|| 0_u32);
    {
        let dispatch = held.dispatcher();
        use_effect_with(*turn, move |_| {
            let task = start(async move {
                dispatch.dispatch(match api::session::me().await {
                    Ok(me) => Change::Here(Box::new(me)),
                    Err(failure) if failure.code() == Some(domain::problem::Code::NotSignedIn) => Change::Nobody,
                    Err(failure) => Change::Unreachable(failure),
                });
            });
            move || drop(task)
        });
    }
    let count = use_mut_ref(|| 0_u32);
    let refresh = {
        let turn = turn.setter();
        Callback::from(move |()| {
            let next = count.borrow().wrapping_add(1);
            *count.borrow_mut() = next;
            turn.set(next);
        })
    };
    {
        let (dispatch, refresh) = (held.dispatcher(), refresh.clone());
        use_effect_with((), move |()| {
            api::listen(Callback::from(move |signal| match signal {
                Signal::Ended => dispatch.dispatch(Change::Nobody),
                Signal::Gate => refresh.emit(()),
            }));
        });
    }
    {
        let (dispatch, refresh) = (held.dispatcher(), refresh.clone());
        use_effect_with((), move |()| {
            let tabs = BroadcastChannel::new(TABS).ok();
            let heard = tabs.map(|tabs| {
                let listener = EventListener::new(&tabs, "message", move |event| {
                    let text = event.dyn_ref::<MessageEvent>().and_then(|message| message.data().as_string());
                    match text.as_deref() {
                        Some(LOCKED) => dispatch.dispatch(Change::Away(Why::Locked)),
                        Some(BACK) => refresh.emit(()),
                        _ => dispatch.dispatch(Change::SignedOut),
                    }
                });
                (listener, tabs)
            });
            move || drop(heard)
        });
    }
    let signed_in = {
        let dispatch = held.dispatcher();
        Callback::from(move |me| {
            dispatch.dispatch(Change::Here(Box::new(me)));
            tell_tabs(BACK);
        })
    };
    let lock = {
        let dispatch = held.dispatcher();
        Callback::from(move |why| {
            dispatch.dispatch(Change::Away(why));
            tell_tabs(LOCKED);
            wasm_bindgen_futures::spawn_local(async {
                // Where it does not arrive, the server ends the session by its own idle limit.
                api::session::end_here().await.unwrap_or(());
            });
        })
    };
    let signed_out = {
        let dispatch = held.dispatcher();
        Callback::from(move |()| dispatch.dispatch(Change::SignedOut))
    };
    let session =
        Session { standing: held.standing.clone(), returns: held.returns, refresh, signed_in, signed_out, lock };
    html! { <ContextProvider<Session> context={session}>{ props.children.clone() }</ContextProvider<Session>> }
}

/// Has every tab of this browser put its page away: the session they share has been ended on purpose.
pub(crate) fn tell_tabs_signed_out() {
    tell_tabs(OUT);
}

fn tell_tabs(what: &str) {
    if let Ok(tabs) = BroadcastChannel::new(TABS) {
        tabs.post_message(&what.into()).ok();
    }
}

/// The session as a whole.
#[hook]
pub(crate) fn use_session() -> Session {
    use_context::<Session>().unwrap_or_else(|| Session {
        standing: Standing::Out,
        returns: 0,
        refresh: Callback::noop(),
        signed_in: Callback::noop(),
        signed_out: Callback::noop(),
        lock: Callback::noop(),
    })
}

/// The person, wherever a page is shown; `None` only before sign-in.
#[hook]
pub(crate) fn use_me() -> Option<Rc<Me>> {
    match use_session().standing {
        Standing::In(me) | Standing::Ended(me, _) => Some(me),
        Standing::Asking | Standing::Out | Standing::Unreachable(_) => None,
    }
}

/// Whether to show what needs this permission.
#[hook]
pub(crate) fn use_may(permission: Permission) -> bool {
    use_me().is_some_and(|me| me.may(permission))
}

/// The county's calendar day, as the server said.
#[hook]
pub(crate) fn use_today() -> Date {
    use_me().map_or(Date::MIN, |me| me.today)
}

/// The county's clock.
#[hook]
pub(crate) fn use_clock() -> Clock {
    let offsets = use_me().map(|me| me.utc_offsets.clone()).unwrap_or_default();
    Clock(use_memo(offsets, |offsets| CountyTime::new(offsets.clone())))
}
