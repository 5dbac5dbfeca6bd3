use actix_web::{post, web};
use domain::access::Permission;
use domain::record::{Disclosure, NewDisclosure};
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, record};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static ADD: Operation = Operation::new("record.add_disclosure", Permission::RecordDisclosures, Purpose::Operations);

/// Enter a disclosure that was made outside the product: a subpoena answered, a fax, a letter. It stays as it was
/// entered; a mistake is put right by a second entry.
#[utoipa::path(tag = "record", operation_id = "record.add_disclosure",
    security(("session" = ["record_disclosures"]), ("bearer" = ["record_disclosures"])),
    params(("id" = Uuid, Path, description = "The client"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewDisclosure,
    responses((status = 201, description = "The disclosure", body = Disclosure),
        (status = 404, description = "No such client")))]
#[post("/clients/{id}/disclosures")]
pub(super) async fn add_disclosure(
    caller: Caller,
    path: web::Path<Uuid>,
    body: Valid<NewDisclosure>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &ADD, move |tx| record::add(tx, path.into_inner(), &body.0)).await?)
}
