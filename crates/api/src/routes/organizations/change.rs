use actix_web::{patch, web};
use domain::access::Permission;
use domain::organizations::{ChangeOrganization, Organization};
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, organizations};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::if_match::IfMatch;
use crate::http::reply::{Reply, Written};

static CHANGE: Operation = Operation::new("organizations.change", Permission::ManageOrganizations, Purpose::Operations);

/// Change an organization. People of an inactive one cannot sign in.
#[utoipa::path(tag = "organizations", operation_id = "organizations.change",
    security(("session" = ["manage_organizations"]), ("bearer" = ["manage_organizations"])),
    params(("id" = Uuid, Path, description = "The organization"), ("If-Match" = String, Header, description = "The ETag you were given")),
    request_body = ChangeOrganization,
    responses((status = 200, description = "The organization as it is now", body = Organization),
        (status = 404, description = "Nothing here that you may change"),
        (status = 409, description = "One like this exists already"),
        (status = 412, description = "Somebody changed it in the meantime"),
        (status = 428, description = "If-Match is missing")))]
#[patch("/organizations/{id}")]
pub(super) async fn change(
    caller: Caller,
    path: web::Path<Uuid>,
    seen: IfMatch,
    body: Valid<ChangeOrganization>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &CHANGE, move |tx| organizations::change(tx, path.into_inner(), seen, &body.0)).await?)
}
