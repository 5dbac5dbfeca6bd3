use actix_web::{put, web};
use domain::access::Permission;
use domain::settings::{ChangePasswordRules, Settings};

use crate::db::{Db, Operation, Purpose, settings};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::if_match::IfMatch;
use crate::http::reply::{Reply, Written};

static CHANGE: Operation =
    Operation::new("settings.change_password_rules", Permission::ManageSettings, Purpose::Operations);

/// Choose the rules for new passwords. Passwords in use stay good.
#[utoipa::path(tag = "settings", operation_id = "settings.change_password_rules",
    security(("session" = ["manage_settings"]), ("bearer" = ["manage_settings"])),
    params(("If-Match" = String, Header, description = "The ETag you were given")),
    request_body = ChangePasswordRules,
    responses((status = 200, description = "The settings as they are now", body = Settings),
        (status = 412, description = "Somebody changed them in the meantime"),
        (status = 428, description = "If-Match is missing")))]
#[put("/settings/password-rules")]
pub(super) async fn change_password_rules(
    caller: Caller,
    seen: IfMatch,
    body: Valid<ChangePasswordRules>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &CHANGE, move |tx| settings::change_password_rules(tx, seen, body.0)).await?)
}
