use actix_web::{post, web};
use domain::access::Permission;
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, recovery};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static SETTLE: Operation = Operation::new("recovery.settle", Permission::ManagePeople, Purpose::Operations);

/// Put a request aside: the person was helped, or it was not them who asked. A new invitation does this by itself.
#[utoipa::path(tag = "people", operation_id = "recovery.settle",
    security(("session" = ["manage_people"]), ("bearer" = ["manage_people"])),
    params(("id" = Uuid, Path, description = "The request"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    responses((status = 204, description = "It waits no more"),
        (status = 404, description = "No request about anybody you manage")))]
#[post("/recovery-requests/{id}/settlement")]
pub(super) async fn settle(caller: Caller, path: web::Path<Uuid>, db: web::Data<Db>) -> Reply<Written> {
    Ok(db.write(&caller, &SETTLE, move |tx| recovery::settle(tx, path.into_inner())).await?)
}
