use actix_web::{post, web};
use domain::access::Permission;
use domain::enrollments::{Enrollment, NewEnrollment};
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, enrollments};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static CREATE: Operation = Operation::new("enrollments.create", Permission::AdmitClients, Purpose::Treatment);

/// Admit a client of the county, known here or not, to a program.
#[utoipa::path(tag = "enrollments", operation_id = "enrollments.create",
    security(("session" = ["admit_clients"]), ("bearer" = ["admit_clients"])),
    params(("id" = Uuid, Path, description = "The client"), ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewEnrollment,
    responses((status = 201, description = "The new admission", body = Enrollment),
        (status = 404, description = "No such client"),
        (status = 409, description = "The client is in this program on these days already")))]
#[post("/clients/{id}/enrollments")]
pub(super) async fn create(
    caller: Caller,
    path: web::Path<Uuid>,
    body: Valid<NewEnrollment>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &CREATE, move |tx| enrollments::create(tx, path.into_inner(), &body.0)).await?)
}
