use actix_web::{post, web};
use domain::access::Permission;
use domain::consents::{Consent, RevokeConsent};
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, consents};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static REVOKE: Operation = Operation::new("consents.revoke", Permission::AdmitClients, Purpose::Treatment);

/// The client takes a consent back. From the next request on nothing is shown under it.
#[utoipa::path(tag = "consents", operation_id = "consents.revoke",
    security(("session" = ["admit_clients"]), ("bearer" = ["admit_clients"])),
    params(("id" = Uuid, Path, description = "The consent"), ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = RevokeConsent,
    responses((status = 200, description = "The consent as it is now", body = Consent),
        (status = 404, description = "Nothing here that you may revoke"),
        (status = 409, description = "It was revoked before")))]
#[post("/consents/{id}/revocation")]
pub(super) async fn revoke(
    caller: Caller,
    path: web::Path<Uuid>,
    body: Valid<RevokeConsent>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &REVOKE, move |tx| consents::revoke(tx, path.into_inner(), &body.0)).await?)
}
