use actix_web::{post, web};
use uuid::Uuid;

use super::own;
use crate::db::{Db, Operation, notifications};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static READ: Operation = own("notifications.read");

/// Mark a notification as read by this person.
#[utoipa::path(tag = "notifications", operation_id = "notifications.read",
    security(("session" = ["read_authorizations"]), ("bearer" = ["read_authorizations"])),
    params(("id" = Uuid, Path, description = "The notification"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    responses((status = 204, description = "Marked"), (status = 404, description = "No such notification")))]
#[post("/notifications/{id}/read")]
pub(super) async fn mark_read(caller: Caller, id: web::Path<Uuid>, db: web::Data<Db>) -> Reply<Written> {
    let id = id.into_inner();
    Ok(db.write(&caller, &READ, move |tx| notifications::mark_read(tx, id)).await?)
}
