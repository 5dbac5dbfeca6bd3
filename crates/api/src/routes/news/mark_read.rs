use actix_web::{post, web};
use uuid::Uuid;

use super::reads;
use crate::db::{Db, Operation, news};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static READ: Operation = reads("news.read");

/// Mark news as read. It stays in the list.
#[utoipa::path(tag = "news", operation_id = "news.read",
    security(("session" = ["read_reference"]), ("bearer" = ["read_reference"])),
    params(("id" = Uuid, Path, description = "The item"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    responses((status = 204, description = "Marked"), (status = 404, description = "No such item")))]
#[post("/news/{id}/read")]
pub(super) async fn mark_read(caller: Caller, id: web::Path<Uuid>, db: web::Data<Db>) -> Reply<Written> {
    let id = id.into_inner();
    Ok(db.write(&caller, &READ, move |tx| news::mark_read(tx, id)).await?)
}
