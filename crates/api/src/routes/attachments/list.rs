use actix_web::{get, web};
use domain::attachments::{Attachment, AttachmentFilter};
use domain::page::Page;

use super::reads;
use crate::db::{Db, Operation, attachments};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = reads("attachments.list");

/// The documents of one authorization or about one client, last sent first.
///
/// Name at least one of `authorization_id` and `client_id`. An agency also sees what it has put ready; the county does
/// not.
#[utoipa::path(tag = "attachments", operation_id = "attachments.list",
    security(("session" = ["read_authorizations"]), ("bearer" = ["read_authorizations"])),
    params(AttachmentFilter),
    responses((status = 200, description = "The documents, replaced versions included", body = Page<Attachment>),
        (status = 404, description = "No such client or authorization")))]
#[get("/attachments")]
pub(super) async fn list(
    caller: Caller,
    filter: web::Query<AttachmentFilter>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<Attachment>>> {
    Ok(Shown::plain(db.read(&caller, &LIST, move |tx| attachments::list(tx, &filter)).await?))
}
