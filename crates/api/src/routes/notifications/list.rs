use actix_web::{get, web};
use domain::notifications::{Notification, NotificationFilter};
use domain::page::Page;

use super::own;
use crate::db::{Db, Operation, notifications};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = own("notifications.list");

/// What one's own organization was told, latest first, each with whether the reader has read it.
#[utoipa::path(tag = "notifications", operation_id = "notifications.list",
    security(("session" = ["read_authorizations"]), ("bearer" = ["read_authorizations"])), params(NotificationFilter),
    responses((status = 200, description = "The notifications", body = Page<Notification>)))]
#[get("/notifications")]
pub(super) async fn list(
    caller: Caller,
    filter: web::Query<NotificationFilter>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<Notification>>> {
    Ok(Shown::plain(db.read(&caller, &LIST, move |tx| notifications::list(tx, &filter)).await?))
}
