use actix_web::{patch, web};
use domain::access::Permission;
use domain::organizations::{ChangeProgram, Program};
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, organizations};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::if_match::IfMatch;
use crate::http::reply::{Reply, Written};

static CHANGE: Operation = Operation::new("programs.change", Permission::ManageOrganizations, Purpose::Operations);

/// Change a program. An inactive one takes no new admissions.
#[utoipa::path(tag = "organizations", operation_id = "programs.change",
    security(("session" = ["manage_organizations"]), ("bearer" = ["manage_organizations"])),
    params(("id" = Uuid, Path, description = "The program"), ("If-Match" = String, Header, description = "The ETag you were given")),
    request_body = ChangeProgram,
    responses((status = 200, description = "The program as it is now", body = Program),
        (status = 404, description = "Nothing here that you may change"),
        (status = 409, description = "One like this exists already"),
        (status = 412, description = "Somebody changed it in the meantime"),
        (status = 428, description = "If-Match is missing")))]
#[patch("/programs/{id}")]
pub(super) async fn change_program(
    caller: Caller,
    path: web::Path<Uuid>,
    seen: IfMatch,
    body: Valid<ChangeProgram>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db
        .write(&caller, &CHANGE, move |tx| organizations::change_program(tx, path.into_inner(), seen, &body.0))
        .await?)
}
