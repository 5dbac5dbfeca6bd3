//! A problem on its way out: `application/problem+json`, with the request's id in it.

use std::fmt;

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, RETRY_AFTER};
use actix_web::{HttpResponse, HttpResponseBuilder, ResponseError};
use domain::problem::{Code, Problem};
use uuid::Uuid;

use crate::fault::Fault;

tokio::task_local! {
    /// The request being answered on this task.
    pub(super) static REQUEST: Uuid;
}

/// A problem as a handler's error.
#[derive(Debug)]
pub struct Refusal(Problem);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl From<Problem> for Refusal {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        Self(fault.into_problem())
    }
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self(Problem::of(code))
    }
}

impl ResponseError for Refusal {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        response(self.0.clone())
    }
}

/// The answer for a problem.
pub fn response(mut problem: Problem) -> HttpResponse {
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = HttpResponseBuilder::new(status);
    if let Some(seconds) = problem.retry_after {
        answer.insert_header((RETRY_AFTER, seconds.to_string()));
    }
    if problem.code == Code::NotSignedIn {
        answer.insert_header(("WWW-Authenticate", "Bearer realm=\"portico\""));
    }
    problem.request_id = REQUEST.try_with(|id| *id).ok();
    answer.insert_header((CONTENT_TYPE, "application/problem+json"));
    answer.body(serde_json::to_string(&problem).unwrap_or_default())
}
