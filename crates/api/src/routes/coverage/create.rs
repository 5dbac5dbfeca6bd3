use actix_web::{post, web};
use domain::access::Permission;
use domain::coverage::{CoverageSpan, NewCoverage};
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, coverage};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static CREATE: Operation = Operation::new("coverage.create", Permission::AdmitClients, Purpose::Payment);

/// Add a span of coverage to a client.
#[utoipa::path(tag = "coverage", operation_id = "coverage.create",
    security(("session" = ["admit_clients"]), ("bearer" = ["admit_clients"])),
    params(("id" = Uuid, Path, description = "The client"), ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewCoverage,
    responses((status = 201, description = "The new span", body = CoverageSpan),
        (status = 404, description = "No client here that you may know of"),
        (status = 409, description = "The days overlap a span on file")))]
#[post("/clients/{id}/coverage")]
pub(super) async fn create(
    caller: Caller,
    path: web::Path<Uuid>,
    body: Valid<NewCoverage>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &CREATE, move |tx| coverage::create(tx, path.into_inner(), &body.0)).await?)
}
