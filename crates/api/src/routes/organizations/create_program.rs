use actix_web::{post, web};
use domain::access::Permission;
use domain::organizations::{NewProgram, Program};

use crate::db::{Db, Operation, Purpose, organizations};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static CREATE: Operation = Operation::new("programs.create", Permission::ManageOrganizations, Purpose::Operations);

/// Add a program of an organization.
#[utoipa::path(tag = "organizations", operation_id = "programs.create",
    security(("session" = ["manage_organizations"]), ("bearer" = ["manage_organizations"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewProgram,
    responses((status = 201, description = "The new program", body = Program),
        (status = 409, description = "One like this exists already")))]
#[post("/programs")]
pub(super) async fn create_program(caller: Caller, body: Valid<NewProgram>, db: web::Data<Db>) -> Reply<Written> {
    Ok(db.write(&caller, &CREATE, move |tx| organizations::create_program(tx, &body.0)).await?)
}
