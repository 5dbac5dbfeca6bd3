use actix_web::{HttpResponse, post, web};
use domain::tokens::{RotateToken, TokenMade};
use uuid::Uuid;

use super::{hand_over, manages};
use crate::db::{Db, Operation, tokens};
use crate::http::bearer::{Secret, TokenKind};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::Reply;

static ROTATE: Operation = manages("tokens.rotate");

/// Replace one of one's own tokens by a successor with the same scopes. The former stays good for the overlap.
#[utoipa::path(tag = "tokens", operation_id = "tokens.rotate",
    security(("session" = ["manage_tokens"]), ("bearer" = ["manage_tokens"])),
    params(("id" = Uuid, Path, description = "The token to replace"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = RotateToken,
    responses((status = 201, description = "The successor and its text", body = TokenMade),
        (status = 404, description = "No token here that you may manage"),
        (status = 409, description = "It is over, has a successor, is somebody else's, or the same request did this before")))]
#[post("/tokens/{id}/rotation")]
pub(super) async fn rotate(
    caller: Caller,
    id: web::Path<Uuid>,
    body: Valid<RotateToken>,
    db: web::Data<Db>,
    kind: web::Data<TokenKind>,
) -> Reply<HttpResponse> {
    let (id, secret) = (id.into_inner(), Secret::new(*kind.get_ref()));
    let stored = secret.stored();
    let written = db.write(&caller, &ROTATE, move |tx| tokens::rotate(tx, id, &body.0, &stored)).await?;
    Ok(hand_over(&written, secret)?)
}
