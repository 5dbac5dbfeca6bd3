//! How handlers answer: [`Shown`] for a read, [`Written`] for a write.

use actix_web::body::BoxBody;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG};
use actix_web::{HttpRequest, HttpResponse, HttpResponseBuilder, Responder};
use serde::Serialize;
use serde_json::Value;

use super::refusal::Refusal;
use crate::audit::Done;
use crate::fault::Fault;

/// What a handler returns.
pub type Reply<T> = Result<T, Refusal>;

/// A value that was read, with its version where it can be edited.
#[derive(Debug)]
pub struct Shown<T> {
    value: T,
    version: Option<i32>,
}

impl<T> Shown<T> {
    /// A value nobody edits.
    pub fn plain(value: T) -> Self {
        Self { value, version: None }
    }

    /// A value that can be edited, with the version to send back in `If-Match`.
    pub fn versioned(value: T, version: i32) -> Self {
        Self { value, version: Some(version) }
    }
}

/// The entity tag of a version.
pub fn etag(version: i32) -> String {
    format!("\"v{version}\"")
}

impl<T: Serialize> Responder for Shown<T> {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let mut answer = HttpResponse::Ok();
        answer.insert_header((CACHE_CONTROL, "no-store"));
        if let Some(version) = self.version {
            answer.insert_header((ETAG, etag(version)));
        }
        answer.json(self.value)
    }
}

/// What a write answers, in the form that is kept for a repeat of the same key.
#[derive(Debug, Clone)]
pub struct Written {
    status: u16,
    body: Option<Value>,
    etag: Option<String>,
    replayed: bool,
}

impl Written {
    pub(crate) fn of<T: Serialize>(done: &Done<T>) -> Result<Self, Fault> {
        let body = match done.status {
            204 => None,
            _ => Some(serde_json::to_value(&done.value).map_err(Fault::broken)?),
        };
        Ok(Self { status: done.status, body, etag: done.version.map(etag), replayed: false })
    }

    pub(crate) fn replayed(status: u16, body: Option<Value>, etag: Option<String>) -> Self {
        Self { status, body, etag, replayed: true }
    }

    /// Whether this is what an earlier request with the same key was told.
    pub fn is_replayed(&self) -> bool {
        self.replayed
    }

    /// The HTTP status.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The JSON body, if there is one.
    pub fn body(&self) -> Option<&Value> {
        self.body.as_ref()
    }

    /// The entity tag, if the result can be edited.
    pub fn etag(&self) -> Option<&str> {
        self.etag.as_deref()
    }
}

impl Responder for Written {
    type Body = BoxBody;

    fn respond_to(self, _: &HttpRequest) -> HttpResponse {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::OK);
        let mut answer = HttpResponseBuilder::new(status);
        answer.insert_header((CACHE_CONTROL, "no-store"));
        if let Some(etag) = self.etag {
            answer.insert_header((ETAG, etag));
        }
        if self.replayed {
            answer.insert_header(("Idempotency-Replayed", "true"));
        }
        match self.body {
            Some(body) => answer.insert_header((CONTENT_TYPE, "application/json")).json(body),
            None => answer.finish(),
        }
    }
}
