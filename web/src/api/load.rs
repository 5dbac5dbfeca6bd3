//! Reading something for a page, and reading it again; whole, or a page of rows at a time.
//!
//! What is read is held as `dyn Any`, so that the states, effects and tasks around it are compiled once and not for
//! every type there is.

use std::any::Any;
use std::rc::Rc;

use domain::page::Page;
use yew::prelude::*;

use super::{Answer, Failure, Task, start};
use crate::session::use_session;

/// How far the reading got.
#[derive(Debug)]
pub(crate) enum Loaded<T: ?Sized> {
    /// Nothing to show yet.
    Loading,
    /// Here it is.
    Ready(Rc<T>),
    /// Nothing to show, and why.
    Failed(Failure),
}

// By hand: a derive would ask `T: Clone`, which a shared value does not need.
impl<T: ?Sized> Clone for Loaded<T> {
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

impl Loaded<dyn Any> {
    /// With the type it was read as.
    fn typed<T: 'static>(self) -> Loaded<T> {
        match self {
            Self::Ready(value) => value.downcast().map_or(Loaded::Loading, Loaded::Ready),
            Self::Failed(failure) => Loaded::Failed(failure),
            Self::Loading => Loaded::Loading,
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
pub(crate) fn use_load<D, T>(deps: D, fetch: impl Fn(D) -> Answer<T> + 'static) -> Load<T>
where
    D: PartialEq + Clone + 'static,
    T: 'static,
{
    let asked = use_changes(&deps);
    let reading = use_reading(asked, Rc::new(move |_| held(fetch(deps.clone()))));
    let Reading { state, stale, reload, put, .. } = reading;
    Load { state: state.typed(), stale, reload, put: put.reform(|value| -> Held { Rc::new(value) }) }
}

/// The rows read so far.
#[derive(Debug)]
pub(crate) struct Rows<T> {
    /// In the server's order.
    pub(crate) items: Vec<Rc<T>>,
    next: Option<String>,
}

/// A list being read.
#[derive(Debug)]
pub(crate) struct Pages<T: 'static> {
    /// The rows so far, or why there are none.
    pub(crate) state: Loaded<Rows<T>>,
    /// There is another page.
    pub(crate) more: bool,
    /// The next page is on its way.
    pub(crate) reading_more: bool,
    /// The next page, or a second reading, failed; the rows shown are from before.
    pub(crate) stale: Option<Failure>,
    /// Reads the next page.
    pub(crate) load_more: Callback<()>,
    /// Starts again from the first page; the rows shown stay until it is here.
    pub(crate) reload: Callback<()>,
}

/// Reads the first page with `fetch` now and whenever `deps` changes. `fetch` gets the cursor of the page it reads,
/// `None` for the first.
#[hook]
pub(crate) fn use_pages<D, T>(deps: D, fetch: impl Fn(D, Option<String>) -> Answer<Page<T>> + 'static) -> Pages<T>
where
    D: PartialEq + Clone + 'static,
    T: 'static,
{
    let asked = use_changes(&deps);
    let next_page = move |sofar: Option<Held>| {
        let sofar = sofar.and_then(|held| held.downcast::<Rows<T>>().ok());
        let reading = fetch(deps.clone(), sofar.as_ref().and_then(|rows| rows.next.clone()));
        held(Box::pin(async move { reading.await.map(|page| rows(sofar.map_or_else(Vec::new, items), page)) }))
    };
    let Reading { state, stale, reload, more: load_more, reading_more, .. } = use_reading(asked, Rc::new(next_page));
    let state = state.typed::<Rows<T>>();
    let more = state.ready().is_some_and(|rows| rows.next.is_some());
    let load_more = if more { load_more } else { Callback::noop() };
    Pages { state, more, reading_more, stale, load_more, reload }
}

fn items<T>(rows: Rc<Rows<T>>) -> Vec<Rc<T>> {
    rows.items.clone()
}

fn rows<T>(mut items: Vec<Rc<T>>, page: Page<T>) -> Rows<T> {
    items.extend(page.items.into_iter().map(Rc::new));
    Rows { items, next: page.next_cursor }
}

/// What was read, its type aside.
type Held = Rc<dyn Any>;

fn held<T: 'static>(answer: Answer<T>) -> Answer<Held> {
    Box::pin(async move { answer.await.map(|value| -> Held { Rc::new(value) }) })
}

/// Counts how often a value has changed.
#[hook]
fn use_changes<D: PartialEq + Clone + 'static>(now: &D) -> u32 {
    let former = use_mut_ref(|| (now.clone(), 0_u32));
    let mut former = former.borrow_mut();
    if former.0 != *now {
        *former = (now.clone(), former.1.wrapping_add(1));
    }
    former.1
}

/// A reading, its type aside.
struct Reading {
    state: Loaded<dyn Any>,
    stale: Option<Failure>,
    reload: Callback<()>,
    put: Callback<Held>,
    /// Reads what goes on after that which is here.
    more: Callback<()>,
    reading_more: bool,
}

/// The work that goes on beside the states, which keep the value of their render.
struct Keeper {
    /// For what there is something to show.
    shown: Option<u32>,
    turn: u32,
    /// Reading on.
    more: Option<Task>,
}

/// Reads with `fetch` now, whenever `asked` changes and when a session came back. `fetch` gets what is here when it
/// shall read on, and answers with both.
#[hook]
fn use_reading(asked: u32, fetch: Rc<dyn Fn(Option<Held>) -> Answer<Held>>) -> Reading {
    let state = use_state(|| Loaded::<dyn Any>::Loading);
    let stale = use_state(|| None);
    let reading_more = use_state_eq(|| false);
    let turn = use_state_eq(|| 0_u32);
    let returns = use_session().returns;
    let keeper = use_mut_ref(|| Keeper { shown: None, turn: 0, more: None });
    {
        let (state, stale, reading_more) = (state.setter(), stale.setter(), reading_more.setter());
        let (keeper, fetch) = (Rc::clone(&keeper), Rc::clone(&fetch));
        use_effect_with((asked, *turn, returns), move |(asked, _, _)| {
            let asked = *asked;
            // What follows the former must not be added to this one.
            keeper.borrow_mut().more = None;
            reading_more.set(false);
            let again = keeper.borrow().shown == Some(asked);
            if !again {
                keeper.borrow_mut().shown = None;
                state.set(Loaded::Loading);
            }
            let reading = fetch(None);
            let task = start(async move {
                match reading.await {
                    Ok(value) => {
                        keeper.borrow_mut().shown = Some(asked);
                        stale.set(None);
                        state.set(Loaded::Ready(value));
                    }
                    Err(failure) if again => stale.set(Some(failure)),
                    Err(failure) => state.set(Loaded::Failed(failure)),
                }
            });
            move || drop(task)
        });
    }
    let reload = {
        let (turn, keeper) = (turn.setter(), Rc::clone(&keeper));
        Callback::from(move |()| {
            let mut keeper = keeper.borrow_mut();
            keeper.turn = keeper.turn.wrapping_add(1);
            turn.set(keeper.turn);
        })
    };
    let put = {
        let state = state.setter();
        Callback::from(move |value| state.set(Loaded::Ready(value)))
    };
    let more = {
        let (state, stale, reading_more) = (state.clone(), stale.setter(), reading_more.clone());
        Callback::from(move |()| {
            let Loaded::Ready(sofar) = &*state else { return };
            if *reading_more {
                return;
            }
            reading_more.set(true);
            let reading = fetch(Some(Rc::clone(sofar)));
            let (state, stale, reading_more) = (state.setter(), stale.clone(), reading_more.setter());
            keeper.borrow_mut().more = Some(start(async move {
                match reading.await {
                    Ok(value) => {
                        stale.set(None);
                        state.set(Loaded::Ready(value));
                    }
                    Err(failure) => stale.set(Some(failure)),
                }
                reading_more.set(false);
            }));
        })
    };
    let (state, stale, reading_more) = ((*state).clone(), (*stale).clone(), *reading_more);
    Reading { state, stale, reload, put, more, reading_more }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_next_page_goes_behind_the_rows_so_far() {
        let first = rows(Vec::new(), Page { items: vec![1, 2], next_cursor: Some("after 2".to_owned()) });
        let both = rows(items(Rc::new(first)), Page::whole(vec![3]));
        let values: Vec<i32> = both.items.iter().map(|item| **item).collect();
        assert_eq!(values, [1, 2, 3]);
        assert_eq!(both.next, None);
    }
}
