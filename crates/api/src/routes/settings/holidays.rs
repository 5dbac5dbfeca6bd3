use actix_web::{get, put, web};
use domain::access::Permission;
use domain::holidays::{ChangeHolidays, Holidays};

use crate::db::{Db, Operation, Purpose, settings};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::if_match::IfMatch;
use crate::http::reply::{Reply, Shown, Written};

static READ: Operation = Operation::new("settings.holidays", Permission::ReadReference, Purpose::Operations);
static CHANGE: Operation = Operation::new("settings.change_holidays", Permission::ManageSettings, Purpose::Operations);

/// Days the county's offices are closed besides Saturday and Sunday, with their names.
///
/// A new installation begins with California's and the federal holidays of three years; the first start in a later year
/// adds the next one's.
#[utoipa::path(tag = "settings", operation_id = "settings.holidays",
    security(("session" = ["read_reference"]), ("bearer" = ["read_reference"])),
    responses((status = 200, description = "Every closed day, in order", body = Holidays)))]
#[get("/settings/holidays")]
pub(super) async fn holidays(caller: Caller, db: web::Data<Db>) -> Reply<Shown<Holidays>> {
    let found = db.read(&caller, &READ, settings::holidays).await?;
    let version = found.version;
    Ok(Shown::versioned(found, version))
}

/// Put another list of closed days in place of the county's.
///
/// Due times are counted on the list as it is when a request comes in, its documents change or the agency answers;
/// those already given are left as they are.
#[utoipa::path(tag = "settings", operation_id = "settings.change_holidays",
    security(("session" = ["manage_settings"]), ("bearer" = ["manage_settings"])),
    params(("If-Match" = String, Header, description = "The ETag you were given")),
    request_body = ChangeHolidays,
    responses((status = 200, description = "The list as it is now", body = Holidays),
        (status = 412, description = "Somebody changed the settings in the meantime"),
        (status = 428, description = "If-Match is missing")))]
#[put("/settings/holidays")]
pub(super) async fn change_holidays(
    caller: Caller,
    seen: IfMatch,
    body: Valid<ChangeHolidays>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &CHANGE, move |tx| settings::change_holidays(tx, seen, &body.0)).await?)
}
