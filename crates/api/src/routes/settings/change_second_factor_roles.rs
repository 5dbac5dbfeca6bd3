use actix_web::{put, web};
use domain::access::Permission;
use domain::settings::{ChangeSecondFactorRoles, Settings};

use crate::db::{Db, Operation, Purpose, settings};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::if_match::IfMatch;
use crate::http::reply::{Reply, Written};

static CHANGE: Operation =
    Operation::new("settings.change_second_factor_roles", Permission::ManageSettings, Purpose::Operations);

/// Choose the roles that need a second factor. Whoever has none sets one up before anything else.
#[utoipa::path(tag = "settings", operation_id = "settings.change_second_factor_roles",
    security(("session" = ["manage_settings"]), ("bearer" = ["manage_settings"])),
    params(("If-Match" = String, Header, description = "The ETag you were given")),
    request_body = ChangeSecondFactorRoles,
    responses((status = 200, description = "The settings as they are now", body = Settings),
        (status = 412, description = "Somebody changed them in the meantime"),
        (status = 428, description = "If-Match is missing")))]
#[put("/settings/second-factor")]
pub(super) async fn change_second_factor_roles(
    caller: Caller,
    seen: IfMatch,
    body: Valid<ChangeSecondFactorRoles>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &CHANGE, move |tx| settings::change_second_factor_roles(tx, seen, &body.0)).await?)
}
