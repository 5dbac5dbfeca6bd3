use actix_web::{get, web};
use domain::applications::{Application, ApplicationFilter};
use domain::page::Page;

use super::manages;
use crate::db::{Db, Operation, applications};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = manages("applications.list");

/// Registered applications, newest first.
#[utoipa::path(tag = "applications", operation_id = "applications.list",
    security(("session" = ["manage_applications"]), ("bearer" = ["manage_applications"])), params(ApplicationFilter),
    responses((status = 200, description = "A page of applications", body = Page<Application>)))]
#[get("/applications")]
pub(super) async fn list(
    caller: Caller,
    filter: web::Query<ApplicationFilter>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<Application>>> {
    Ok(Shown::plain(db.read(&caller, &LIST, move |tx| applications::list(tx, &filter)).await?))
}
