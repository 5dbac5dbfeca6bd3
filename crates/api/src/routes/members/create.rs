use actix_web::{post, web};
use domain::access::Permission;
use domain::members::{NewProgramMember, ProgramMember};
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, members};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};

static CREATE: Operation = Operation::new("members.create", Permission::ManagePeople, Purpose::Operations);

/// Let a person work in a program. Of a program under 42 CFR Part 2 this opens its clients' records to them.
#[utoipa::path(tag = "members", operation_id = "members.create",
    security(("session" = ["manage_people"]), ("bearer" = ["manage_people"])),
    params(("id" = Uuid, Path, description = "The person"), ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body = NewProgramMember,
    responses((status = 201, description = "The membership", body = ProgramMember),
        (status = 404, description = "Nobody here whom you may manage"),
        (status = 409, description = "The person works in this program on these days already")))]
#[post("/users/{id}/programs")]
pub(super) async fn create(
    caller: Caller,
    path: web::Path<Uuid>,
    body: Valid<NewProgramMember>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &CREATE, move |tx| members::create(tx, path.into_inner(), &body.0)).await?)
}
