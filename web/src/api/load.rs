//! Reading something for a page, and reading it again.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;

use yew::prelude::*;

use super::{Failure, start};
use crate::session::use_session;

/// How far the reading got.
#[derive(Debug)]
pub(crate) enum Loaded<T> {
    /// Nothing to show yet.
    Loading,
    /// Here it is.
    Ready(Rc<T>),
    /// Nothing to show, and why.
    Failed(Failure),
}

// By hand: a derive would ask `T: Clone`, which a shared value does not need.
impl<T> Clone for Loaded<T> {
    fn clone(&self) -> Self {
        match self {
            Self::Loading => Self::Loading,
            Self::Ready(value) => Self::Ready(Rc::clone(value)),
            Self::Failed(failure) => Self::Failed(failure.clone()),
        }
    }
}

impl<T> Loaded<T> {
    /// The value, once it is here.
    pub(crate) fn ready(&self) -> Option<&Rc<T>> {
        match self {
            Self::Ready(value) => Some(value),
            Self::Loading | Self::Failed(_) => None,
        }
    }
}

/// Something being read, and the means to read it again or to put a newer value in its place.
#[derive(Debug)]
pub(crate) struct Load<T: 'static> {
    /// What there is to show.
    pub(crate) state: Loaded<T>,
    /// A second reading failed; what is shown is from before.
    pub(crate) stale: Option<Failure>,
    /// Reads again. What is shown stays until the answer is here.
    pub(crate) reload: Callback<()>,
    /// Puts a value in place that a write has just answered with.
    pub(crate) put: Callback<T>,
}

/// Reads with `fetch` now and whenever `deps` changes. An answer for former `deps`, or for a page that was left, is
/// never heard.
#[hook]
pub(crate) fn use_load<D, T, F, Fut>(deps: D, fetch: F) -> Load<T>
where
    D: PartialEq + Clone + 'static,
    T: 'static,
    F: Fn(D) -> Fut + 'static,
    Fut: Future<Output = Result<T, Failure>> + 'static,
{
    let state = use_state(|| Loaded::Loading);
    let stale = use_state(|| None);
    let turn = use_state(|| 0_u32);
    let returns = use_session().returns;
    // State handles keep the value of their render; what is shown by now is kept beside them.
    let shown = use_mut_ref(|| None::<D>);
    {
        let (state, stale) = (state.clone(), stale.clone());
        use_effect_with((deps, *turn, returns), move |(deps, _, _)| {
            let again = shown.borrow().as_ref() == Some(deps);
            if !again {
                *shown.borrow_mut() = None;
                state.set(Loaded::Loading);
            }
            let reading = fetch(deps.clone());
            let deps = deps.clone();
            let task = start(async move { settle(reading.await, again, deps, &shown, &state, &stale) });
            move || drop(task)
        });
    }
    let reload = {
        let turn = turn.setter();
        let latest = use_mut_ref(|| 0_u32);
        Callback::from(move |()| {
            let next = latest.borrow().wrapping_add(1);
            *latest.borrow_mut() = next;
            turn.set(next);
        })
    };
    let put = {
        let state = state.setter();
        Callback::from(move |value| state.set(Loaded::Ready(Rc::new(value))))
    };
    Load { state: (*state).clone(), stale: (*stale).clone(), reload, put }
}

fn settle<D, T>(
    answer: Result<T, Failure>,
    again: bool,
    deps: D,
    shown: &RefCell<Option<D>>,
    state: &UseStateHandle<Loaded<T>>,
    stale: &UseStateHandle<Option<Failure>>,
) {
    match answer {
        Ok(value) => {
            *shown.borrow_mut() = Some(deps);
            stale.set(None);
            state.set(Loaded::Ready(Rc::new(value)));
        }
        Err(failure) if again => stale.set(Some(failure)),
        Err(failure) => state.set(Loaded::Failed(failure)),
    }
}
