use actix_web::{get, web};
use domain::news::{NewsFilter, NewsItem};
use domain::page::Page;

use super::reads;
use crate::db::{Db, Operation, news};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = reads("news.list");

/// News that is shown today, latest first, each with whether the reader has read it.
#[utoipa::path(tag = "news", operation_id = "news.list",
    security(("session" = ["read_reference"]), ("bearer" = ["read_reference"])), params(NewsFilter),
    responses((status = 200, description = "The news", body = Page<NewsItem>)))]
#[get("/news")]
pub(super) async fn list(
    caller: Caller,
    filter: web::Query<NewsFilter>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<NewsItem>>> {
    Ok(Shown::plain(db.read(&caller, &LIST, move |tx| news::list(tx, &filter)).await?))
}
