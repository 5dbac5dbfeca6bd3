//! Lists that come as JSON or as one CSV file: which of the two is asked for.

use actix_web::HttpRequest;
use actix_web::http::header::ACCEPT;
use domain::problem::{Code, Problem};

/// The form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A page of JSON.
    Json,
    /// The whole as one file.
    Csv,
}

/// The first of the caller's types that can be given; JSON when nothing is said.
pub fn wanted(request: &HttpRequest) -> Result<Form, Problem> {
    let Some(accept) = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()) else {
        return Ok(Form::Json);
    };
    let types = accept.split(',').map(|one| one.split(';').next().unwrap_or_default().trim());
    let known = types.filter_map(|one| match one {
        "text/csv" | "text/*" => Some(Form::Csv),
        "application/json" | "application/*" | "*/*" | "" => Some(Form::Json),
        _ => None,
    });
    known.into_iter().next().ok_or_else(|| {
        let mut problem = Problem::new(Code::NotAcceptable, "This comes as application/json or text/csv.");
        problem.accepted = vec!["application/json".to_owned(), "text/csv".to_owned()];
        problem
    })
}
