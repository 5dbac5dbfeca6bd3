use actix_web::{get, web};
use domain::access::Permission;
use domain::page::Page;
use domain::recovery::RecoveryRequest;

use crate::db::{Db, Operation, Purpose, recovery};
use crate::http::caller::Caller;
use crate::http::cursor::PageQuery;
use crate::http::reply::{Reply, Shown};

static LIST: Operation = Operation::new("recovery.list", Permission::ManagePeople, Purpose::Operations);

/// People who cannot sign in and wait for you: newest first, each once. Anybody can ask in anybody's name, so make sure
/// who it is before you help.
#[utoipa::path(tag = "people", operation_id = "recovery.list",
    security(("session" = ["manage_people"]), ("bearer" = ["manage_people"])),
    params(PageQuery),
    responses((status = 200, description = "A page of requests", body = Page<RecoveryRequest>)))]
#[get("/recovery-requests")]
pub(super) async fn list(
    caller: Caller,
    query: web::Query<PageQuery>,
    db: web::Data<Db>,
) -> Reply<Shown<Page<RecoveryRequest>>> {
    Ok(Shown::plain(db.read(&caller, &LIST, move |tx| recovery::list(tx, &query)).await?))
}
