use actix_web::{HttpRequest, HttpResponse, post, web};
use domain::password_links::ChooseByLink;
use domain::problem::Problem;

use crate::db::{Db, password_links};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::limits::{Limits, address};
use crate::http::reply::Reply;
use crate::{one_time, passwords};

/// Choose a password by a link, once. Every session and every other link of the person is over.
///
/// The link opens this and nothing else: the person signs in afterwards, with a second factor where they have one.
#[utoipa::path(tag = "session", operation_id = "password_links.choose", security(()), request_body = ChooseByLink,
    responses((status = 204, description = "The password is in use"),
        (status = 403, description = "The request came from another site"),
        (status = 404, description = "There is no such link"),
        (status = 410, description = "It was used, it ran out, or a newer one took its place")))]
#[post("/password-links/choose")]
pub(super) async fn choose(
    request: HttpRequest,
    caller: Caller,
    body: Valid<ChooseByLink>,
    db: web::Data<Db>,
    limits: web::Data<Limits>,
) -> Reply<HttpResponse> {
    let now = db.clock().now();
    limits.spend_sign_in(&address(&request), now)?;
    let ChooseByLink { secret, new } = body.0;
    let (hash, request_id) = (one_time::hash(&secret), caller.request_id());
    let link = db.anonymous(move |conn, _| password_links::find(conn, &hash)).await?;
    if let Err(problem) = link.facts.check(now) {
        let code = problem.code;
        db.anonymous(move |conn, now| password_links::refused(conn, &link, code, request_id, now)).await?;
        return Err(problem.into());
    }
    // Hashing is dear, so only a password that may be used comes that far.
    let wrong = passwords::check(&new, &link.context);
    if !wrong.is_empty() {
        return Err(Problem::fields(wrong).into());
    }
    let fresh = passwords::hash(new).await?;
    db.anonymous(move |conn, now| password_links::choose(conn, &link, &fresh, request_id, now)).await?;
    Ok(HttpResponse::NoContent().finish())
}
