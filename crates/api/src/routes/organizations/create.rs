use actix_web::{post, web};
use domain::access::Permission;
use domain::organizations::{NewOrganization, Organization};

use crate::db::{Db, Operation, Purpose, organizations};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static CREATE: Operation = Operation::new("organizations.create", Permission::ManageOrganizations, Purpose::Operations);

/// Add an agency or a health plan.
#[utoipa::path(tag = "organizations", operation_id = "organizations.create",
    security(("session" = ["manage_organizations"]), ("bearer" = ["manage_organizations"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewOrganization,
    responses((status = 201, description = "The new organization", body = Organization),
        (status = 409, description = "One like this exists already")))]
#[post("/organizations")]
pub(super) async fn create(caller: Caller, body: Valid<NewOrganization>, db: web::Data<Db>) -> Reply<Written> {
    Ok(db.write(&caller, &CREATE, move |tx| organizations::create(tx, &body.0)).await?)
}
