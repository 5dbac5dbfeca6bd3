use actix_web::{patch, web};
use domain::access::Permission;
use domain::enrollments::{ChangeEnrollment, Enrollment};
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, enrollments};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::if_match::IfMatch;
use crate::http::reply::{Reply, Written};

static CHANGE: Operation = Operation::new("enrollments.change", Permission::AdmitClients, Purpose::Treatment);

/// End an admission, or open it again.
#[utoipa::path(tag = "enrollments", operation_id = "enrollments.change",
    security(("session" = ["admit_clients"]), ("bearer" = ["admit_clients"])),
    params(("id" = Uuid, Path, description = "The admission"), ("If-Match" = String, Header, description = "The ETag you were given")),
    request_body = ChangeEnrollment,
    responses((status = 200, description = "The admission as it is now", body = Enrollment),
        (status = 404, description = "Nothing here that you may change"),
        (status = 409, description = "The client is in this program on these days already"),
        (status = 412, description = "Somebody changed it in the meantime"),
        (status = 428, description = "If-Match is missing")))]
#[patch("/enrollments/{id}")]
pub(super) async fn change(
    caller: Caller,
    path: web::Path<Uuid>,
    seen: IfMatch,
    body: Valid<ChangeEnrollment>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &CHANGE, move |tx| enrollments::change(tx, path.into_inner(), seen, &body.0)).await?)
}
