//! A list read a page at a time, each page going on where the last one ended.

use std::future::Future;
use std::rc::Rc;

use domain::page::Page;
use yew::prelude::*;

use super::{Failure, Loaded, Task, start};
use crate::session::use_session;

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

struct Keeper {
    task: Option<Task>,
    generation: u32,
}

/// Reads the first page with `fetch` now and whenever `deps` changes. `fetch` gets the cursor of the page it reads,
/// `None` for the first.
#[hook]
pub(crate) fn use_pages<D, T, F, Fut>(deps: D, fetch: F) -> Pages<T>
where
    D: PartialEq + Clone + 'static,
    T: 'static,
    F: Fn(D, Option<String>) -> Fut + 'static,
    Fut: Future<Output = Result<Page<T>, Failure>> + 'static,
{
    let state = use_state(|| Loaded::Loading);
    let stale = use_state(|| None);
    let reading_more = use_state(|| false);
    let turn = use_state(|| 0_u32);
    let returns = use_session().returns;
    let keeper = use_mut_ref(|| Keeper { task: None, generation: 0 });
    let fetch = Rc::new(fetch);
    {
        let (state, stale, fetch) = (state.clone(), stale.clone(), Rc::clone(&fetch));
        let (reading_more, keeper) = (reading_more.clone(), Rc::clone(&keeper));
        let former = use_mut_ref(|| None::<D>);
        use_effect_with((deps.clone(), *turn, returns), move |(deps, _, _)| {
            // A page of the former list must not be added to this one.
            keeper.borrow_mut().task = None;
            reading_more.set(false);
            let again = former.borrow().as_ref() == Some(deps);
            if !again {
                state.set(Loaded::Loading);
            }
            *former.borrow_mut() = Some(deps.clone());
            let reading = fetch(deps.clone(), None);
            let task = start(async move {
                match reading.await {
                    Ok(page) => {
                        stale.set(None);
                        state.set(Loaded::Ready(Rc::new(rows(&[], page))));
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
            keeper.generation = keeper.generation.wrapping_add(1);
            turn.set(keeper.generation);
        })
    };
    let load_more = {
        let (state, stale, reading_more) = (state.clone(), stale.clone(), reading_more.clone());
        Callback::from(move |()| {
            let Some(sofar) = state.ready().cloned() else { return };
            let Some(cursor) = sofar.next.clone() else { return };
            if *reading_more {
                return;
            }
            reading_more.set(true);
            let reading = fetch(deps.clone(), Some(cursor));
            let (state, stale, reading_more) = (state.clone(), stale.clone(), reading_more.clone());
            keeper.borrow_mut().task = Some(start(async move {
                match reading.await {
                    Ok(page) => {
                        stale.set(None);
                        state.set(Loaded::Ready(Rc::new(rows(&sofar.items, page))));
                    }
                    Err(failure) => stale.set(Some(failure)),
                }
                reading_more.set(false);
            }));
        })
    };
    let more = state.ready().is_some_and(|rows| rows.next.is_some());
    Pages { state: (*state).clone(), more, reading_more: *reading_more, stale: (*stale).clone(), load_more, reload }
}

fn rows<T>(sofar: &[Rc<T>], page: Page<T>) -> Rows<T> {
    let mut items = sofar.to_vec();
    items.extend(page.items.into_iter().map(Rc::new));
    Rows { items, next: page.next_cursor }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_next_page_goes_behind_the_rows_so_far() {
        let first = rows(&[], Page { items: vec![1, 2], next_cursor: Some("after 2".to_owned()) });
        let both = rows(&first.items, Page::whole(vec![3]));
        let values: Vec<i32> = both.items.iter().map(|item| **item).collect();
        assert_eq!(values, [1, 2, 3]);
        assert_eq!(both.next, None);
    }
}
