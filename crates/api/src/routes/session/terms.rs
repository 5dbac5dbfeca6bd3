use actix_web::{get, post, web};
use domain::session::{AcceptTerms, Terms};

use super::own;
use crate::db::{Db, Operation, session};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown, Written};

static READ: Operation = own("terms.read");
static ACCEPT: Operation = own("terms.accept");

/// The Terms of Security and Authorization Disclaimer now in force.
#[utoipa::path(tag = "session", operation_id = "terms.read", security(("session" = ["own_session"]), ("bearer" = ["own_session"])),
    responses((status = 200, description = "The terms", body = Terms)))]
#[get("/terms")]
pub(super) async fn current(caller: Caller, db: web::Data<Db>) -> Reply<Shown<Terms>> {
    Ok(Shown::plain(db.read(&caller, &READ, session::current_terms).await?))
}

/// Accept the terms now in force. Asked again when their text changes.
#[utoipa::path(tag = "session", operation_id = "terms.accept", security(("session" = ["own_session"]), ("bearer" = ["own_session"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = AcceptTerms,
    responses((status = 204, description = "Accepted"), (status = 409, description = "A newer version is in force")))]
#[post("/terms/acceptance")]
pub(super) async fn accept(caller: Caller, body: Valid<AcceptTerms>, db: web::Data<Db>) -> Reply<Written> {
    Ok(db.write(&caller, &ACCEPT, move |tx| session::accept_terms(tx, body.0.version)).await?)
}
