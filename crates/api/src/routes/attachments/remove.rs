use actix_web::{delete, web};
use domain::access::Permission;
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, attachments};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static REMOVE: Operation = Operation::new("attachments.remove", Permission::RequestAuthorizations, Purpose::Payment);

/// Take a document away, until the request is decided or withdrawn.
#[utoipa::path(tag = "attachments", operation_id = "attachments.remove",
    security(("session" = ["request_authorizations"]), ("bearer" = ["request_authorizations"])),
    params(("id" = Uuid, Path, description = "The version in use")),
    responses((status = 204, description = "It is gone from the request"),
        (status = 404, description = "No such document"),
        (status = 409, description = "A newer version took its place, or the documents are frozen")))]
#[delete("/attachments/{id}")]
pub(super) async fn remove(caller: Caller, id: web::Path<Uuid>, db: web::Data<Db>) -> Reply<Written> {
    let id = id.into_inner();
    Ok(db.write(&caller, &REMOVE, move |tx| attachments::remove(tx, id)).await?)
}
