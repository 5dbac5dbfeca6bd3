//! Accounts of people.

mod change;
mod create;
mod list;
mod remove_factors;
mod reset_password;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, ETAG};
use domain::people::{FirstPassword, User};
use domain::problem::{Code, Problem};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::http::reply::Written;

/// Registers the operations.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config
        .service(list::list)
        .service(create::create)
        .service(change::change)
        .service(reset_password::reset_password)
        .service(remove_factors::remove_factors);
}

/// The account with its first password. The password is in this answer and nowhere else: what is kept for a repeat
/// of the same key is the account alone, so a repeat cannot show it again.
fn hand_over(written: &Written, first_password: String) -> Result<HttpResponse, Problem> {
    if written.is_replayed() {
        const SHOWN: &str = "This was done by the same request before, and the password was shown then. Reset the \
            password to get another.";
        return Err(Problem::new(Code::Conflict, SHOWN));
    }
    let body = written.body().cloned().unwrap_or_default();
    let user: User = serde_json::from_value(body).map_err(|_| Problem::of(Code::Internal))?;
    let status = StatusCode::from_u16(written.status()).unwrap_or(StatusCode::OK);
    let mut answer = HttpResponse::build(status);
    answer.insert_header((CACHE_CONTROL, "no-store"));
    if let Some(etag) = written.etag() {
        answer.insert_header((ETAG, etag));
    }
    Ok(answer.json(FirstPassword { user, first_password }))
}
