use actix_web::{post, web};
use domain::access::Permission;
use domain::consents::{Consent, NewConsent};
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, consents};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static CREATE: Operation = Operation::new("consents.create", Permission::AdmitClients, Purpose::Treatment);

/// Enter a consent as it was signed, with every element that 42 CFR 2.31 asks for.
#[utoipa::path(tag = "consents", operation_id = "consents.create",
    security(("session" = ["admit_clients"]), ("bearer" = ["admit_clients"])),
    params(("id" = Uuid, Path, description = "The client"), ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewConsent,
    responses((status = 201, description = "The consent", body = Consent),
        (status = 404, description = "No client here that you may know of")))]
#[post("/clients/{id}/consents")]
pub(super) async fn create(
    caller: Caller,
    path: web::Path<Uuid>,
    body: Valid<NewConsent>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &CREATE, move |tx| consents::create(tx, path.into_inner(), &body.0)).await?)
}
