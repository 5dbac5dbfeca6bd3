use actix_web::{patch, web};
use domain::access::Permission;
use domain::members::{ChangeProgramMember, ProgramMember};
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, members};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::if_match::IfMatch;
use crate::http::reply::{Reply, Written};

static CHANGE: Operation = Operation::new("members.change", Permission::ManagePeople, Purpose::Operations);

/// End a membership, at once or on a day, or open it again.
#[utoipa::path(tag = "members", operation_id = "members.change",
    security(("session" = ["manage_people"]), ("bearer" = ["manage_people"])),
    params(("id" = Uuid, Path, description = "The membership"), ("If-Match" = String, Header, description = "The ETag you were given")),
    request_body = ChangeProgramMember,
    responses((status = 200, description = "The membership as it is now", body = ProgramMember),
        (status = 404, description = "Nothing here that you may change"),
        (status = 409, description = "The person works in this program on these days already"),
        (status = 412, description = "Somebody changed it in the meantime"),
        (status = 428, description = "If-Match is missing")))]
#[patch("/program-members/{id}")]
pub(super) async fn change(
    caller: Caller,
    path: web::Path<Uuid>,
    seen: IfMatch,
    body: Valid<ChangeProgramMember>,
    db: web::Data<Db>,
) -> Reply<Written> {
    Ok(db.write(&caller, &CHANGE, move |tx| members::change(tx, path.into_inner(), seen, &body.0)).await?)
}
