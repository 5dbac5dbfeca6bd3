use actix_web::{post, web};
use domain::access::Permission;
use domain::clients::{Client, NewClient};

use crate::db::{Db, Operation, Purpose, clients};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static CREATE: Operation = Operation::new("clients.create", Permission::AdmitClients, Purpose::Treatment);

/// Add a client nobody in the county has a record of, with the first admission and, if known, the first coverage.
///
/// Likely duplicates must have been looked at: name them in `reviewed_match_ids`, with a reason where one matches
/// strongly.
#[utoipa::path(tag = "clients", operation_id = "clients.create",
    security(("session" = ["admit_clients"]), ("bearer" = ["admit_clients"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewClient,
    responses((status = 201, description = "The new client", body = Client),
        (status = 409, description = "A likely duplicate was not looked at, or the SSN or CIN is on file; `existing_id` names the record")))]
#[post("/clients")]
pub(super) async fn create(caller: Caller, body: Valid<NewClient>, db: web::Data<Db>) -> Reply<Written> {
    Ok(db.write(&caller, &CREATE, move |tx| clients::create(tx, &body.0)).await?)
}
