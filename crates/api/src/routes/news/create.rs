use actix_web::{post, web};
use domain::news::{NewNews, NewsItem};

use super::writes;
use crate::db::{Db, Operation, news};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static CREATE: Operation = writes("news.create");

/// Write news, shown from a day on to everybody.
#[utoipa::path(tag = "news", operation_id = "news.create",
    security(("session" = ["write_news"]), ("bearer" = ["write_news"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewNews,
    responses((status = 201, description = "The item", body = NewsItem)))]
#[post("/news")]
pub(super) async fn create(caller: Caller, body: Valid<NewNews>, db: web::Data<Db>) -> Reply<Written> {
    Ok(db.write(&caller, &CREATE, move |tx| news::create(tx, &body.0)).await?)
}
