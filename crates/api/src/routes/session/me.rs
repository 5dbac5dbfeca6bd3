use actix_web::{get, web};
use domain::session::Me;

use super::{Demo, own};
use crate::db::{Db, Operation, session};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static READ: Operation = own("session.read");

/// Who is signed in, what they may do, and what stands before their work.
#[utoipa::path(tag = "session", operation_id = "session.read", security(("session" = ["own_session"]), ("bearer" = ["own_session"])),
    responses((status = 200, description = "The person and their permissions", body = Me)))]
#[get("/session")]
pub(super) async fn me(caller: Caller, db: web::Data<Db>, demo: web::Data<Demo>) -> Reply<Shown<Me>> {
    let demo = demo.0;
    let expiry = caller.token().map(|token| token.expires_at);
    let me = db.read(&caller, &READ, move |tx| session::me(tx, expiry, demo)).await?;
    Ok(Shown::plain(me))
}
