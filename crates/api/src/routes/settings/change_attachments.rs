use actix_web::{put, web};
use domain::access::Permission;
use domain::settings::{ChangeAttachmentSettings, Settings};

use crate::db::{Db, Operation, Purpose, settings};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::if_match::IfMatch;
use crate::http::reply::{Reply, Written};

static CHANGE: Operation =
    Operation::new("settings.change_attachments", Permission::ManageSettings, Purpose::Operations);

/// Put new limits for uploads in force, as a whole.
#[utoipa::path(tag = "settings", operation_id = "settings.change_attachments",
    security(("session" = ["manage_settings"]), ("bearer" = ["manage_settings"])),
    params(("If-Match" = String, Header, description = "The ETag you were given")),
    request_body = ChangeAttachmentSettings,
    responses((status = 200, description = "The settings as they are now", body = Settings),
        (status = 412, description = "Somebody changed them in the meantime"),
        (status = 428, description = "If-Match is missing")))]
#[put("/settings/attachments")]
pub(super) async fn change_attachments(
    caller: Caller,
    seen: IfMatch,
    body: Valid<ChangeAttachmentSettings>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &CHANGE, move |tx| settings::change_attachments(tx, seen, &body.0)).await?)
}
