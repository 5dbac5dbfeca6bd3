use actix_web::{get, web};
use domain::factors::Factors;

use super::own;
use crate::db::{Db, Operation, factors};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = own("factors.list");

/// Your second factors, and how many recovery codes are left.
#[utoipa::path(tag = "factors", operation_id = "factors.list", security(("session" = ["own_session"]), ("bearer" = ["own_session"])),
    responses((status = 200, description = "Those that are set up", body = Factors)))]
#[get("/factors")]
pub(super) async fn list(caller: Caller, db: web::Data<Db>) -> Reply<Shown<Factors>> {
    Ok(Shown::plain(db.read(&caller, &LIST, factors::list).await?))
}
