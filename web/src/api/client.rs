//! One request to the server.

use std::cell::RefCell;
use std::rc::Rc;

use domain::problem::{Code, Problem};
use futures_util::future::LocalBoxFuture;
use gloo_net::http::{Method, RequestBuilder, Response};
use js_sys::{Function, Promise};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use uuid::Uuid;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, RequestCredentials};
use yew::Callback;

use super::{Failure, json};

pub(super) const BASE: &str = "/api/v1";

/// An answer on its way. Dropping it takes the request back.
pub(crate) type Answer<T> = LocalBoxFuture<'static, Result<T, Failure>>;

/// What an answer says about the session as a whole, whichever call got it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Signal {
    /// The session ended: sign in again over the page.
    Ended,
    /// The password, a second factor or the terms stand before the work: ask who is signed in again.
    Gate,
}

/// An answer that is there already.
pub(crate) fn answered<T: 'static>(answer: Result<T, Failure>) -> Answer<T> {
    Box::pin(std::future::ready(answer))
}

thread_local! {
    static LISTENER: RefCell<Option<Callback<Signal>>> = const { RefCell::new(None) };
}

/// The session provider hears here when any call learns that the session ended.
pub(crate) fn listen(listener: Callback<Signal>) {
    LISTENER.with(|slot| *slot.borrow_mut() = Some(listener));
}

fn tell(signal: Signal) {
    let listener = LISTENER.with(|slot| slot.borrow().clone());
    if let Some(listener) = listener {
        listener.emit(signal);
    }
}

thread_local! {
    static PROVER: RefCell<Option<Callback<Function>>> = const { RefCell::new(None) };
}

/// The dialog that asks for password or code hears here when a call needs that first. It answers the function it is
/// given with `true`, once it is done, or `false`.
pub(crate) fn listen_for_proofs(listener: Callback<Function>) {
    PROVER.with(|slot| *slot.borrow_mut() = Some(listener));
}

/// Asks whoever is at the keyboard to prove that it is still them.
async fn proved() -> bool {
    let Some(prover) = PROVER.with(|slot| slot.borrow().clone()) else { return false };
    let asked = Promise::new(&mut |answer, _| prover.emit(answer));
    JsFuture::from(asked).await.is_ok_and(|answer| answer.is_truthy())
}

enum Body {
    Nothing,
    Json(String),
}

/// A request being put together. `Call::get("/clients/…").json().await` sends it.
pub(crate) struct Call {
    method: Method,
    path: String,
    query: Vec<(&'static str, String)>,
    headers: Vec<(&'static str, String)>,
    body: Body,
    quiet: bool,
}

impl Call {
    fn new(method: Method, path: impl Into<String>) -> Self {
        let path = path.into();
        Self { method, path, query: Vec::new(), headers: Vec::new(), body: Body::Nothing, quiet: false }
    }

    /// Reads.
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self::new(Method::GET, path)
    }

    /// Makes, or does something; also the searches whose criteria must not be in an address.
    pub(crate) fn post(path: impl Into<String>) -> Self {
        Self::new(Method::POST, path)
    }

    /// Replaces.
    pub(crate) fn put(path: impl Into<String>) -> Self {
        Self::new(Method::PUT, path)
    }

    /// Changes.
    pub(crate) fn patch(path: impl Into<String>) -> Self {
        Self::new(Method::PATCH, path)
    }

    /// Removes.
    pub(crate) fn delete(path: impl Into<String>) -> Self {
        Self::new(Method::DELETE, path)
    }

    /// Adds a query parameter. Never a name, number or free text: those go in a body.
    pub(crate) fn query(mut self, name: &'static str, value: impl ToString) -> Self {
        self.query.push((name, value.to_string()));
        self
    }

    /// Adds a query parameter where there is a value.
    pub(crate) fn query_some<V: ToString>(self, name: &'static str, value: Option<V>) -> Self {
        match value {
            Some(value) => self.query(name, value),
            None => self,
        }
    }

    /// Sends this as JSON.
    pub(crate) fn body<B: Serialize>(mut self, body: &B) -> Self {
        self.body = Body::Json(serde_json::to_string(body).unwrap_or_default());
        self
    }

    /// Marks the one effect this request stands for, so that a retry does not do it twice.
    pub(crate) fn key(mut self, key: Uuid) -> Self {
        self.headers.push(("Idempotency-Key", key.to_string()));
        self
    }

    /// The version being changed; another one in the meantime is a refusal, not a loss.
    pub(crate) fn version(mut self, version: i32) -> Self {
        self.headers.push(("If-Match", format!("\"v{version}\"")));
        self
    }

    /// Asks for another form of the answer, for example `text/csv`.
    pub(crate) fn accept(mut self, content_type: &str) -> Self {
        self.headers.push(("Accept", content_type.to_owned()));
        self
    }

    /// Keeps a 401 to itself: only for the sign-in page and the first question who is signed in.
    pub(crate) fn quietly(mut self) -> Self {
        self.quiet = true;
        self
    }

    /// Sends, and reads the JSON answer.
    pub(crate) fn json<T: DeserializeOwned + 'static>(self) -> Answer<T> {
        let answer = self.tree();
        Box::pin(async move {
            let (status, tree) = answer.await?;
            json::read(&tree).ok_or(Failure::Unreadable(status))
        })
    }

    /// Sends, and takes the JSON answer with its status.
    pub(super) fn tree(self) -> Answer<(u16, Value)> {
        Box::pin(async move {
            let (response, _open) = self.send().await?;
            let status = response.status();
            let text = response.text().await.map_err(|_| Failure::Offline)?;
            json::tree(&text).map(|tree| (status, tree)).ok_or(Failure::Unreadable(status))
        })
    }

    /// Sends, and expects no content.
    pub(crate) fn done(self) -> Answer<()> {
        Box::pin(async move { self.send().await.map(drop) })
    }

    /// Sends, and hands the answer over as it is, for example a document.
    pub(crate) fn bytes(self) -> Answer<Vec<u8>> {
        Box::pin(async move {
            let (response, _open) = self.send().await?;
            response.binary().await.map_err(|_| Failure::Offline)
        })
    }

    /// Sends, and collects a long answer piece by piece, telling of each as it comes.
    pub(crate) async fn pieces(self, heard: impl FnMut(&js_sys::Uint8Array)) -> Result<js_sys::Array, Failure> {
        let (response, _open) = self.send().await?;
        super::stream::collect(response.body(), heard).await
    }

    async fn send(self) -> Result<(Response, AbortOnDrop), Failure> {
        let quiet = self.quiet;
        // Dropped together with the caller's future: a page that is left takes its requests with it. It goes back
        // with the answer, because aborting also cuts off a body that is still being read.
        let abort = AbortOnDrop::new();
        let mut failure = match self.attempt(&abort).await? {
            Ok(response) => return Ok((response, abort)),
            Err(failure) => failure,
        };
        // What is dangerous wants a proof first, and is then done as it was asked for.
        if failure.code() == Some(Code::ReauthenticationRequired) && proved().await {
            failure = match self.attempt(&abort).await? {
                Ok(response) => return Ok((response, abort)),
                Err(failure) => failure,
            };
        }
        if !quiet {
            signal(&failure);
        }
        Err(failure)
    }

    async fn attempt(&self, abort: &AbortOnDrop) -> Result<Result<Response, Failure>, Failure> {
        let request = self.request(abort).map_err(|_| Failure::Offline)?;
        let response = request.send().await.map_err(|_| Failure::Offline)?;
        if response.ok() { Ok(Ok(response)) } else { Ok(Err(refusal(response).await)) }
    }

    fn request(&self, abort: &AbortOnDrop) -> Result<gloo_net::http::Request, gloo_net::Error> {
        let mut builder = RequestBuilder::new(&format!("{BASE}{}", self.path))
            .method(self.method.clone())
            .credentials(RequestCredentials::SameOrigin)
            .abort_signal(abort.signal().as_ref())
            .query(self.query.iter().map(|(name, value)| (*name, value.as_str())));
        if !self.headers.iter().any(|(name, _)| *name == "Accept") {
            builder = builder.header("Accept", "application/json");
        }
        for (name, value) in &self.headers {
            builder = builder.header(name, value);
        }
        match &self.body {
            Body::Nothing => builder.build(),
            Body::Json(text) => builder.header("Content-Type", "application/json").body(text.as_str()),
        }
    }
}

async fn refusal(response: Response) -> Failure {
    let status = response.status();
    let text = response.text().await.unwrap_or_default();
    read_refusal(status, &text)
}

/// A refusal from its status and body.
pub(super) fn read_refusal(status: u16, text: &str) -> Failure {
    match json::tree(text).and_then(|tree| json::read::<Problem>(&tree)) {
        Some(problem) => Failure::Problem(Rc::new(problem)),
        None => Failure::Unreadable(status),
    }
}

/// Tells the session what a refusal says about it.
pub(super) fn signal(failure: &Failure) {
    signal_of(failure).into_iter().for_each(tell);
}

fn signal_of(failure: &Failure) -> Option<Signal> {
    match failure.code()? {
        Code::NotSignedIn => Some(Signal::Ended),
        Code::PasswordChangeRequired | Code::SecondFactorRequired | Code::TermsNotAccepted => Some(Signal::Gate),
        _ => None,
    }
}

struct AbortOnDrop(Option<AbortController>);

impl AbortOnDrop {
    fn new() -> Self {
        Self(AbortController::new().ok())
    }

    fn signal(&self) -> Option<web_sys::AbortSignal> {
        self.0.as_ref().map(AbortController::signal)
    }
}

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}
