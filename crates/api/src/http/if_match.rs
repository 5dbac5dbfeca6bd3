//! `If-Match`: which version a change is meant for.

use std::future::{Ready, ready};

use actix_web::dev::Payload;
use actix_web::http::header::IF_MATCH;
use actix_web::{FromRequest, HttpRequest};
use domain::problem::{Code, Problem};

use super::refusal::Refusal;

/// The version the caller saw.
#[derive(Debug, Clone, Copy)]
pub struct IfMatch(pub i32);

impl IfMatch {
    /// Refuses a change meant for an older version.
    pub fn check(self, current: i32) -> Result<(), Problem> {
        if self.0 == current {
            Ok(())
        } else {
            Err(Problem::new(
                Code::VersionMismatch,
                format!("You changed version {}, it is at version {current} now. Load it again and look.", self.0),
            ))
        }
    }
}

impl FromRequest for IfMatch {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(read(request).map_err(Refusal::from))
    }
}

/// The version the caller saw, where saying it is left to the caller. What is said must still be an ETag.
#[derive(Debug, Clone, Copy)]
pub struct MaybeIfMatch(pub Option<IfMatch>);

impl FromRequest for MaybeIfMatch {
    type Error = Refusal;
    type Future = Ready<Result<Self, Refusal>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let said = request.headers().contains_key(IF_MATCH).then(|| read(request)).transpose();
        ready(said.map(Self).map_err(Refusal::from))
    }
}

fn read(request: &HttpRequest) -> Result<IfMatch, Problem> {
    let header = request.headers().get(IF_MATCH).ok_or_else(|| {
        Problem::new(Code::VersionRequired, "Send the ETag you were given as If-Match, for example \"v3\".")
    })?;
    let text = header.to_str().unwrap_or_default();
    text.strip_prefix("\"v")
        .and_then(|rest| rest.strip_suffix('"'))
        .filter(|number| number.len() <= 9 && number.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|number| number.parse().ok())
        .map(IfMatch)
        .ok_or_else(|| Problem::new(Code::InvalidParameter, "If-Match must be one ETag such as \"v3\"."))
}
