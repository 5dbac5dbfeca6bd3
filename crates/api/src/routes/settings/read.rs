use actix_web::{get, web};
use domain::access::Permission;
use domain::settings::Settings;

use crate::db::{Db, Operation, Purpose, settings};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static READ: Operation = Operation::new("settings.read", Permission::ReadReference, Purpose::Operations);

/// Limits, time zone, holidays and whatever else a client of the API may need to know before it asks.
#[utoipa::path(tag = "settings", operation_id = "settings.read",
    security(("session" = ["read_reference"]), ("bearer" = ["read_reference"])),
    responses((status = 200, description = "The settings", body = Settings)))]
#[get("/settings")]
pub(super) async fn read(caller: Caller, db: web::Data<Db>) -> Reply<Shown<Settings>> {
    let found = db.read(&caller, &READ, settings::read).await?;
    let version = found.version;
    Ok(Shown::versioned(found, version))
}
