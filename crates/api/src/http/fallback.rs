//! What is served where nothing is: 405 with `Allow` on a known path, 404 otherwise. Known paths come from the
//! served document itself.

use actix_web::error::InternalError;
use actix_web::http::Method;
use actix_web::http::header::{ALLOW, HeaderValue};
use actix_web::{Error, HttpRequest, HttpResponse, web};
use domain::problem::{Code, Problem};
use utoipa::openapi::OpenApi;

use super::client_app::{self, ClientApp};
use super::refusal::{Refusal, response};

/// Path templates and the methods each answers.
#[derive(Debug, Clone)]
pub struct KnownPaths(Vec<(Vec<String>, Vec<&'static str>)>);

impl KnownPaths {
    /// Reads them from the document.
    pub fn of(document: &OpenApi) -> Self {
        let paths = document.paths.paths.iter().map(|(path, item)| {
            let methods = [
                ("GET", item.get.is_some()),
                ("POST", item.post.is_some()),
                ("PUT", item.put.is_some()),
                ("PATCH", item.patch.is_some()),
                ("DELETE", item.delete.is_some()),
            ];
            let answered = methods.into_iter().filter(|(_, there)| *there).map(|(name, _)| name).collect();
            (split(path), answered)
        });
        Self(paths.collect())
    }

    fn allowed(&self, path: &str) -> Option<String> {
        let parts = split(path);
        let found = self.0.iter().find(|(template, _)| {
            template.len() == parts.len()
                && template.iter().zip(&parts).all(|(want, got)| want.starts_with('{') || want == got)
        })?;
        Some(found.1.join(", "))
    }
}

fn split(path: &str) -> Vec<String> {
    path.trim_matches('/').split('/').map(str::to_owned).collect()
}

fn not_allowed(allow: &str) -> HttpResponse {
    let mut answer = response(Problem::new(Code::MethodNotAllowed, format!("This address answers {allow}.")));
    if let Ok(value) = HeaderValue::from_str(allow) {
        answer.headers_mut().insert(ALLOW, value);
    }
    answer
}

/// An address whose id is none: 400, unless it is the whole of another address, which answers other methods
/// (`GET /clients/search`).
pub fn no_such_id(request: &HttpRequest) -> Error {
    let known = request.app_data::<web::Data<KnownPaths>>().and_then(|known| known.allowed(request.path()));
    let other = known.filter(|allow| allow.split(", ").all(|method| method != request.method().as_str()));
    match other {
        Some(allow) => InternalError::from_response("another method", not_allowed(&allow)).into(),
        None => Refusal::from(Problem::new(Code::InvalidParameter, "The address holds an id that is not one.")).into(),
    }
}

/// The API's answer where no operation matched.
pub async fn no_operation(request: HttpRequest, known: web::Data<KnownPaths>) -> HttpResponse {
    match known.allowed(request.path()) {
        Some(allow) if request.method() != Method::OPTIONS => not_allowed(&allow),
        Some(allow) => HttpResponse::NoContent().insert_header((ALLOW, allow)).finish(),
        None => response(Problem::of(Code::NotFound)),
    }
}

/// Everywhere else: the other method of a known address, or the browser client.
pub async fn elsewhere(
    request: HttpRequest,
    known: web::Data<KnownPaths>,
    client: web::Data<Option<ClientApp>>,
) -> HttpResponse {
    if matches!(*request.method(), Method::GET | Method::HEAD) {
        return client_app::serve(request, client).await;
    }
    no_operation(request, known).await
}
