use actix_web::{delete, web};
use uuid::Uuid;

use super::manages;
use crate::db::{Db, Operation, tokens};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static REVOKE: Operation = manages("tokens.revoke");

/// Revoke a token of one's organization: the next request with it is refused.
#[utoipa::path(tag = "tokens", operation_id = "tokens.revoke",
    security(("session" = ["manage_tokens"]), ("bearer" = ["manage_tokens"])),
    params(("id" = Uuid, Path, description = "The token")),
    responses((status = 204, description = "It lets nobody in any more"),
        (status = 404, description = "No token here that you may manage")))]
#[delete("/tokens/{id}")]
pub(super) async fn revoke(caller: Caller, id: web::Path<Uuid>, db: web::Data<Db>) -> Reply<Written> {
    Ok(db.write(&caller, &REVOKE, move |tx| tokens::revoke(tx, id.into_inner())).await?)
}
