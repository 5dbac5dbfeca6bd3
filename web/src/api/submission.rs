//! Sending a form exactly once, however often the button is pressed or the network fails.

use std::cell::Cell;
use std::rc::Rc;

use serde::Serialize;
use uuid::Uuid;
use yew::prelude::*;

use super::{Answer, Failure};
use crate::browser;

/// A form on its way.
pub(crate) struct Submission<B: 'static> {
    /// It is on its way; the button shows it.
    pub(crate) busy: bool,
    /// It was refused or did not arrive.
    pub(crate) failure: Option<Failure>,
    /// Sends it.
    pub(crate) send: Callback<B>,
    /// Forgets the last refusal, for example when a dialog is opened again.
    pub(crate) clear: Callback<()>,
}

/// The key of the last attempt. The same content keeps its key, so a retry cannot do the work twice; other content
/// gets a new one, because the server refuses a key that comes back with another body.
#[derive(Debug, Default)]
struct Keyring(Option<(String, Uuid)>);

impl Keyring {
    fn key_for(&mut self, content: String, fresh: impl FnOnce() -> Uuid) -> Uuid {
        match &self.0 {
            Some((former, key)) if *former == content => *key,
            _ => {
                let key = fresh();
                self.0 = Some((content, key));
                key
            }
        }
    }

    fn forget(&mut self) {
        self.0 = None;
    }
}

/// Sends bodies with `call`, which gets an idempotency key to pass on, and hands the answer to `done`. A page that was
/// left does not hear the answer, but the request is not taken back either: the server may have acted on it.
#[hook]
pub(crate) fn use_submission<B, T>(call: impl Fn(B, Uuid) -> Answer<T> + 'static, done: Callback<T>) -> Submission<B>
where
    B: Serialize + 'static,
    T: 'static,
{
    let Submission { busy, failure, send, clear } = use_posting();
    let call = Rc::new(call);
    let send = send.reform(move |body: B| {
        let content = serde_json::to_string(&body).unwrap_or_default();
        let (call, done) = (Rc::clone(&call), done.clone());
        let begin = move |key| -> Answer<Heard> {
            let sending = call(body, key);
            Box::pin(async move { sending.await.map(|value| -> Heard { Box::new(move || done.emit(value)) }) })
        };
        Posting { content, begin: Box::new(begin) }
    });
    Submission { busy, failure, send, clear }
}

/// Tells the page what was answered.
type Heard = Box<dyn FnOnce()>;

/// Something to send, its type aside.
struct Posting {
    content: String,
    begin: Box<dyn FnOnce(Uuid) -> Answer<Heard>>,
}

#[hook]
fn use_posting() -> Submission<Posting> {
    let busy = use_state_eq(|| false);
    let failure = use_state_eq(|| None);
    let keyring = use_mut_ref(Keyring::default);
    let alive = use_memo((), |()| Cell::new(true));
    {
        let alive = Rc::clone(&alive);
        use_effect_with((), move |()| move || alive.set(false));
    }
    let flying = use_memo((), |()| Cell::new(false));
    let send = {
        let (busy, failure) = (busy.setter(), failure.setter());
        Callback::from(move |posting: Posting| {
            // A second press before the page could draw the first one.
            if flying.replace(true) {
                return;
            }
            busy.set(true);
            failure.set(None);
            let key = keyring.borrow_mut().key_for(posting.content, browser::new_id);
            let sending = (posting.begin)(key);
            let (busy, failure) = (busy.clone(), failure.clone());
            let (keyring, alive, flying) = (Rc::clone(&keyring), Rc::clone(&alive), Rc::clone(&flying));
            wasm_bindgen_futures::spawn_local(async move {
                let answer = sending.await;
                flying.set(false);
                if !alive.get() {
                    return;
                }
                busy.set(false);
                match answer {
                    Ok(heard) => {
                        keyring.borrow_mut().forget();
                        heard();
                    }
                    Err(why) => failure.set(Some(why)),
                }
            });
        })
    };
    let clear = {
        let failure = failure.setter();
        Callback::from(move |()| failure.set(None))
    };
    Submission { busy: *busy, failure: (*failure).clone(), send, clear }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_retry_keeps_its_key_and_a_change_gets_another() {
        let mut keyring = Keyring::default();
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        assert_eq!(keyring.key_for("a".to_owned(), || one), one);
        assert_eq!(keyring.key_for("a".to_owned(), || two), one);
        assert_eq!(keyring.key_for("b".to_owned(), || two), two);
        keyring.forget();
        assert_eq!(keyring.key_for("b".to_owned(), || one), one);
    }
}
