use actix_web::{patch, web};
use domain::news::{ChangeNews, NewsItem};
use uuid::Uuid;

use super::writes;
use crate::db::{Db, Operation, news};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::if_match::IfMatch;
use crate::http::reply::{Reply, Written};

static CHANGE: Operation = writes("news.change");

/// Change news, or take it down by a last day in the past.
#[utoipa::path(tag = "news", operation_id = "news.change",
    security(("session" = ["write_news"]), ("bearer" = ["write_news"])),
    params(("id" = Uuid, Path, description = "The item"),
        ("If-Match" = String, Header, description = "The ETag you were given")),
    request_body = ChangeNews,
    responses((status = 200, description = "The item as it is now", body = NewsItem),
        (status = 404, description = "No such item"),
        (status = 412, description = "Somebody changed it in the meantime"),
        (status = 428, description = "If-Match is missing")))]
#[patch("/news/{id}")]
pub(super) async fn change(
    caller: Caller,
    id: web::Path<Uuid>,
    seen: IfMatch,
    body: Valid<ChangeNews>,
    db: web::Data<Db>,
) -> Reply<Written> {
    let id = id.into_inner();
    Ok(db.write(&caller, &CHANGE, move |tx| news::change(tx, id, seen, &body.0)).await?)
}
