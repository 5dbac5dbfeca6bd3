use actix_web::{get, web};
use domain::page::Page;
use domain::tokens::{ApiToken, TokenFilter};

use super::manages;
use crate::db::{Db, Operation, tokens};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = manages("tokens.list");

/// API tokens, newest first: one's own organization's, for the county everybody's.
#[utoipa::path(tag = "tokens", operation_id = "tokens.list",
    security(("session" = ["manage_tokens"]), ("bearer" = ["manage_tokens"])), params(TokenFilter),
    responses((status = 200, description = "A page of tokens", body = Page<ApiToken>)))]
#[get("/tokens")]
pub(super) async fn list(
    caller: Caller,
    filter: web::Query<TokenFilter>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<ApiToken>>> {
    Ok(Shown::plain(db.read(&caller, &LIST, move |tx| tokens::list(tx, &filter)).await?))
}
