//! A person as a client of the API.

use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody as _, to_bytes};
use actix_web::http::Method;
use actix_web::http::header::HeaderMap;
use actix_web::test::TestRequest;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::app::Handler;

/// One person's way to the API.
#[derive(Clone)]
pub struct Client {
    handler: Rc<Handler>,
    token: Option<String>,
}

impl std::fmt::Debug for Client {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body as it came.
    pub bytes: Vec<u8>,
}

impl Answer {
    /// The body as JSON; `Null` when it is empty.
    pub fn json(&self) -> Value {
        if self.bytes.is_empty() { Value::Null } else { serde_json::from_slice(&self.bytes).expect("a JSON body") }
    }

    /// The body as one of the wire types.
    pub fn read<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error} in {} {}", self.status, self.text()))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// A header's text, empty when it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The code of a problem.
    pub fn code(&self) -> String {
        self.json().get("code").and_then(Value::as_str).unwrap_or_default().to_owned()
    }

    /// Itself, when the status is the one expected.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.text());
        self
    }
}

/// An answer that is still coming.
#[expect(missing_debug_implementations, reason = "a body has none")]
pub struct Opened {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    body: BoxBody,
}

impl Opened {
    /// The next piece; `None` at the end, or when nothing comes for ten seconds.
    pub async fn next(&mut self) -> Option<String> {
        let body = &mut self.body;
        let piece = std::future::poll_fn(|context| Pin::new(&mut *body).poll_next(context));
        let piece = tokio::time::timeout(Duration::from_secs(10), piece).await.ok()??;
        Some(String::from_utf8_lossy(&piece.expect("a piece of the body")).into_owned())
    }
}

/// One request being put together.
#[expect(missing_debug_implementations, reason = "actix's request builder has none")]
pub struct Asking {
    client: Client,
    request: TestRequest,
}

impl Client {
    pub(crate) fn new(handler: Rc<Handler>, token: Option<String>) -> Self {
        Self { handler, token }
    }

    /// The same way with another token.
    pub fn with_token(&self, token: Option<String>) -> Self {
        Self { handler: Rc::clone(&self.handler), token }
    }

    /// A request; paths that do not begin with `/api`, `/healthz` and the like are under `/api/v1`.
    pub fn ask(&self, method: Method, path: &str) -> Asking {
        let outside = ["/api/", "/healthz", "/readyz", "/metrics", "/openapi", "/docs", "/oauth/", "/.well-known/"];
        let full =
            if outside.iter().any(|one| path.starts_with(one)) { path.to_owned() } else { format!("/api/v1{path}") };
        let mut request = TestRequest::default().method(method).uri(&full);
        if let Some(token) = &self.token {
            request = request.insert_header(("Authorization", format!("Bearer {token}")));
        }
        Asking { client: self.clone(), request }
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path).send().await
    }

    /// POST with a JSON body.
    pub async fn post(&self, path: &str, body: impl serde::Serialize) -> Answer {
        self.ask(Method::POST, path).json(body).send().await
    }

    /// PATCH with a JSON body, for the version that was seen.
    pub async fn patch(&self, path: &str, version: i32, body: impl serde::Serialize) -> Answer {
        self.ask(Method::PATCH, path).header("If-Match", &format!("\"v{version}\"")).json(body).send().await
    }

    /// PUT with a JSON body, for the version that was seen.
    pub async fn put(&self, path: &str, version: i32, body: impl serde::Serialize) -> Answer {
        self.ask(Method::PUT, path).header("If-Match", &format!("\"v{version}\"")).json(body).send().await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        self.ask(Method::DELETE, path).send().await
    }
}

impl Asking {
    /// With a header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.insert_header((name.to_owned(), value.to_owned()));
        self
    }

    /// With a JSON body.
    pub fn json(mut self, body: impl serde::Serialize) -> Self {
        self.request = self.request.set_json(body);
        self
    }

    /// With any body.
    pub fn body(mut self, kind: &str, bytes: Vec<u8>) -> Self {
        self.request = self.request.insert_header(("Content-Type", kind.to_owned())).set_payload(bytes);
        self
    }

    /// As if it came from this address.
    pub fn from(mut self, peer: std::net::SocketAddr) -> Self {
        self.request = self.request.peer_addr(peer);
        self
    }

    /// With a multipart form.
    pub fn form(self, form: crate::form::Form) -> Self {
        self.body(&crate::form::Form::kind(), form.bytes())
    }

    /// Sends it and reads the answer as it comes.
    pub async fn open(self) -> Opened {
        let answer = (self.client.handler)(self.request.to_request()).await;
        Opened { status: answer.status().as_u16(), headers: answer.headers().clone(), body: answer.into_body() }
    }

    /// Sends it. Of a stream of events, which has no end, only the beginning is read.
    pub async fn send(self) -> Answer {
        let answer = (self.client.handler)(self.request.to_request()).await;
        let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
        if headers.get("content-type").is_some_and(|kind| kind == "text/event-stream") {
            let mut opened = Opened { status, headers: headers.clone(), body: answer.into_body() };
            return Answer { status, headers, bytes: opened.next().await.unwrap_or_default().into_bytes() };
        }
        let bytes = to_bytes(answer.into_body()).await.expect("a whole body").to_vec();
        Answer { status, headers, bytes }
    }
}
