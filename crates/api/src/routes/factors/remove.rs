use actix_web::{delete, web};
use domain::factors::Factors;
use uuid::Uuid;

use super::own;
use crate::db::{Db, Operation, factors};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static REMOVE: Operation = own("factors.remove").fresh();

/// Remove one of your second factors. Your other sessions end.
///
/// Wants password or code again when the session's last proof is more than five minutes old.
#[utoipa::path(tag = "factors", operation_id = "factors.remove", security(("session" = ["own_session"]), ("bearer" = ["own_session"])),
    params(("id" = Uuid, Path, description = "The factor")),
    responses((status = 200, description = "Those that are left", body = Factors),
        (status = 404, description = "None of yours"),
        (status = 409, description = "It is the last one, and your role needs one")))]
#[delete("/factors/{id}")]
pub(super) async fn remove(caller: Caller, path: web::Path<Uuid>, db: web::Data<Db>) -> Reply<Written> {
    Ok(db.write(&caller, &REMOVE, move |tx| factors::remove(tx, path.into_inner())).await?)
}
