use actix_web::{HttpRequest, post, web};
use domain::password_links::{LookAtLink, PasswordLink};

use crate::db::{Db, password_links};
use crate::http::body::Valid;
use crate::http::limits::{Limits, address};
use crate::http::reply::{Reply, Shown};
use crate::one_time;

/// Whose link this is, and what the password must be like. Changes nothing.
#[utoipa::path(tag = "session", operation_id = "password_links.look", security(()), request_body = LookAtLink,
    responses((status = 200, description = "The link is good", body = PasswordLink),
        (status = 403, description = "The request came from another site"),
        (status = 404, description = "There is no such link"),
        (status = 410, description = "It was used, it ran out, or a newer one took its place")))]
#[post("/password-links/look")]
pub(super) async fn look(
    request: HttpRequest,
    body: Valid<LookAtLink>,
    db: web::Data<Db>,
    limits: web::Data<Limits>,
) -> Reply<Shown<PasswordLink>> {
    limits.spend_sign_in(&address(&request), db.clock().now())?;
    let hash = one_time::hash(&body.0.secret);
    let link = db.anonymous(move |conn, now| {
        let link = password_links::find(conn, &hash)?;
        link.facts.check(now)?;
        Ok(link.wire)
    });
    Ok(Shown::plain(link.await?))
}
