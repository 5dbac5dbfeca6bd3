use actix_web::{delete, get, web};
use domain::factors::OwnSessions;
use uuid::Uuid;

use super::own;
use crate::db::{Db, Operation, factors};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown, Written};

static LIST: Operation = own("sessions.list");
static END: Operation = own("sessions.end");

/// Where you are signed in.
#[utoipa::path(tag = "session", operation_id = "sessions.list", security(("session" = ["own_session"]), ("bearer" = ["own_session"])),
    responses((status = 200, description = "Your sessions that have not ended, the one last used first", body = OwnSessions)))]
#[get("/sessions")]
pub(super) async fn list(caller: Caller, db: web::Data<Db>) -> Reply<Shown<OwnSessions>> {
    Ok(Shown::plain(db.read(&caller, &LIST, factors::sessions).await?))
}

/// End one of your sessions.
#[utoipa::path(tag = "session", operation_id = "sessions.end", security(("session" = ["own_session"]), ("bearer" = ["own_session"])),
    params(("id" = Uuid, Path, description = "The session")),
    responses((status = 204, description = "The session is over"), (status = 404, description = "No session of yours")))]
#[delete("/sessions/{id}")]
pub(super) async fn end(caller: Caller, path: web::Path<Uuid>, db: web::Data<Db>) -> Reply<Written> {
    Ok(db.write(&caller, &END, move |tx| factors::end_session(tx, path.into_inner())).await?)
}
