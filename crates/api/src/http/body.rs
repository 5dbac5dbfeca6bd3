//! JSON bodies: read whole, hashed for idempotency, checked; every field at fault is reported at once.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpMessage as _, HttpRequest, web};
use domain::problem::{Code, Problem, from_validation};
use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_path_to_error::Segment;
use sha2::{Digest as _, Sha256};
use validator::Validate;

use super::caller::Facts;
use super::refusal::Refusal;
use super::shape;

/// The largest JSON body.
pub const MAX_JSON: usize = 1_048_576;

/// A body that takes longer is broken off: a megabyte at 300 kbit/s is through by then.
const PATIENCE: Duration = Duration::from_secs(30);

/// A JSON body whose fields passed their own checks.
#[derive(Debug)]
pub struct Valid<T>(pub T);

impl<T: DeserializeOwned + Serialize + Validate + 'static> FromRequest for Valid<T> {
    type Error = Refusal;
    type Future = Pin<Box<dyn Future<Output = Result<Self, Refusal>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let checked = check_headers(request);
        let facts = request.extensions().get::<Arc<Facts>>().cloned();
        let bytes = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            checked?;
            let bytes = tokio::time::timeout(PATIENCE, bytes).await.map_err(|_| too_slow())?;
            let bytes = bytes.map_err(|_| too_large(None))?;
            if bytes.len() > MAX_JSON {
                return Err(too_large(u64::try_from(bytes.len()).ok()).into());
            }
            if let Some(facts) = facts {
                let _ = facts.body_hash.set(Sha256::digest(&bytes).into());
            }
            shape::refuse_nul(&bytes)?;
            let value: T = parse(&bytes)?;
            shape::refuse_lists(&bytes, &value)?;
            value.validate().map_err(|errors| Problem::fields(from_validation(&errors)))?;
            Ok(Self(value))
        })
    }
}

fn check_headers(request: &HttpRequest) -> Result<(), Problem> {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
        let mut problem = Problem::new(Code::UnsupportedType, "Send the body as application/json.");
        problem.accepted = vec!["application/json".to_owned()];
        return Err(problem);
    }
    Ok(())
}

fn too_slow() -> Problem {
    Problem::new(Code::Malformed, "The body took longer than thirty seconds to arrive. Send it again.")
}

fn too_large(actual: Option<u64>) -> Problem {
    let mut problem = Problem::new(Code::TooLarge, "The body is larger than 1,048,576 bytes.");
    problem.limit = u64::try_from(MAX_JSON).ok();
    problem.actual = actual;
    problem
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Problem> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    match serde_path_to_error::deserialize(&mut reader) {
        Ok(read) => {
            reader.end().map_err(|_| Problem::new(Code::Malformed, "The body holds more than one JSON value."))?;
            Ok(read)
        }
        // JSON has one kind of number, and 5.0 is a 5; serde tells them apart.
        Err(error) => match shape::with_whole_numbers(bytes) {
            Some(sent) => serde_path_to_error::deserialize(sent).map_err(|error| fault(&error, bytes)),
            None => Err(fault(&error, bytes)),
        },
    }
}

/// Serde stops at the first fault; its path is turned into a pointer and its words kept free of values.
fn fault(error: &serde_path_to_error::Error<serde_json::Error>, bytes: &[u8]) -> Problem {
    let inner = error.inner();
    // A list longer than the struct it stands for is a fault of syntax to serde, yet it is JSON.
    if !inner.is_data() && serde_json::from_slice::<IgnoredAny>(bytes).is_err() {
        return Problem::new(Code::Malformed, "The body is not valid JSON.");
    }
    let pointer: String = error.path().iter().map(step).collect();
    Problem::field(&pointer, "type", &plain(&inner.to_string()))
}

/// One step of a JSON pointer (RFC 6901).
fn step(segment: &Segment) -> String {
    match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key: name } | Segment::Enum { variant: name } => {
            format!("/{}", shape::token(name))
        }
        Segment::Unknown => String::new(),
    }
}

/// Serde quotes the offending value in some messages; what it expected is enough.
fn plain(message: &str) -> String {
    if let Some(rest) = message.strip_prefix("missing field `") {
        return format!("The field {} is needed.", rest.split('`').next().unwrap_or_default());
    }
    if message.starts_with("unknown field") {
        return "There is a field here that is not known.".to_owned();
    }
    match message.split_once("expected ") {
        Some((_, rest)) => format!("Expected {}.", rest.split(" at line ").next().unwrap_or_default()),
        None => "This value is not valid.".to_owned(),
    }
}
