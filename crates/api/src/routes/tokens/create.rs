use actix_web::{HttpResponse, post, web};
use domain::tokens::{NewToken, TokenMade};

use super::{hand_over, manages};
use crate::db::{Db, Operation, tokens};
use crate::http::bearer::{Secret, TokenKind};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::Reply;

static CREATE: Operation = manages("tokens.create");

/// Make an API token that acts in one's own name, within chosen scopes. Its text is shown once.
#[utoipa::path(tag = "tokens", operation_id = "tokens.create",
    security(("session" = ["manage_tokens"]), ("bearer" = ["manage_tokens"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewToken,
    responses((status = 201, description = "The token and its text", body = TokenMade),
        (status = 409, description = "The same request did this before")))]
#[post("/tokens")]
pub(super) async fn create(
    caller: Caller,
    body: Valid<NewToken>,
    db: web::Data<Db>,
    kind: web::Data<TokenKind>,
) -> Reply<HttpResponse> {
    let secret = Secret::new(*kind.get_ref());
    let stored = secret.stored();
    let written = db.write(&caller, &CREATE, move |tx| tokens::create(tx, &body.0, &stored)).await?;
    Ok(hand_over(&written, secret)?)
}
