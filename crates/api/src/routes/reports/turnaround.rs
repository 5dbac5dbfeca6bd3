use actix_web::{get, web};
use domain::reports::{Turnaround, TurnaroundFilter};

use super::report;
use crate::db::{Db, Operation, reports};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static TURNAROUND: Operation = report("reports.authorization_turnaround");

/// How long open requests have waited, and how long decisions took, by month.
#[utoipa::path(tag = "reports", operation_id = "reports.authorization_turnaround",
    security(("session" = ["run_reports"]), ("bearer" = ["run_reports"])), params(TurnaroundFilter),
    responses((status = 200, description = "The figures", body = Turnaround)))]
#[get("/reports/authorization-turnaround")]
pub(super) async fn turnaround(
    caller: Caller,
    filter: web::Query<TurnaroundFilter>,
    db: web::Data<Db>,
) -> Reply<Shown<Turnaround>> {
    Ok(Shown::plain(db.read(&caller, &TURNAROUND, move |tx| reports::turnaround(tx, &filter)).await?))
}
