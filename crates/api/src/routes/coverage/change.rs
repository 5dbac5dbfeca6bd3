use actix_web::{patch, web};
use domain::access::Permission;
use domain::coverage::{ChangeCoverage, CoverageSpan};
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, coverage};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::if_match::IfMatch;
use crate::http::reply::{Reply, Written};

static CHANGE: Operation = Operation::new("coverage.change", Permission::AdmitClients, Purpose::Payment);

/// Change a span of coverage: the organization that entered it, or the county.
#[utoipa::path(tag = "coverage", operation_id = "coverage.change",
    security(("session" = ["admit_clients"]), ("bearer" = ["admit_clients"])),
    params(("id" = Uuid, Path, description = "The span"), ("If-Match" = String, Header, description = "The ETag you were given")),
    request_body = ChangeCoverage,
    responses((status = 200, description = "The span as it is now", body = CoverageSpan),
        (status = 404, description = "Nothing here that you may change"),
        (status = 409, description = "The days overlap a span on file"),
        (status = 412, description = "Somebody changed it in the meantime"),
        (status = 428, description = "If-Match is missing")))]
#[patch("/coverage/{id}")]
pub(super) async fn change(
    caller: Caller,
    path: web::Path<Uuid>,
    seen: IfMatch,
    body: Valid<ChangeCoverage>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &CHANGE, move |tx| coverage::change(tx, path.into_inner(), seen, &body.0)).await?)
}
