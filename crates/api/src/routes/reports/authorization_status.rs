use actix_web::{HttpRequest, HttpResponse, Responder as _, post, web};
use domain::authorizations::AuthorizationRow;
use domain::page::Page;
use domain::reports::StatusReportCriteria;

use super::{csv, report};
use crate::db::{Db, Operation, Rate, reports};
use crate::http::accept::{self, Form};
use crate::http::body::Valid;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static ROWS: Operation = report("reports.authorization_status");
static FILE: Operation = report("reports.authorization_status").rate(Rate::Heavy);

/// Authorization Request Status: requests with where they stand, last sent first.
///
/// As JSON a page at a time; with `Accept: text/csv` as one file with the same rows, columns and order as the screen,
/// as of one moment, streamed. `X-Row-Count` says how many rows the file has.
#[utoipa::path(tag = "reports", operation_id = "reports.authorization_status",
    security(("session" = ["run_reports"]), ("bearer" = ["run_reports"])),
    request_body = StatusReportCriteria,
    responses((status = 200, description = "The rows",
            content((Page<AuthorizationRow> = "application/json"), (String = "text/csv")),
            headers(("X-Row-Count" = i64, description = "Rows of the file, the heading not counted; CSV only"))),
        (status = 406, description = "Neither JSON nor CSV is accepted")))]
#[post("/reports/authorization-status")]
pub(super) async fn authorization_status(
    request: HttpRequest,
    caller: Caller,
    body: Valid<StatusReportCriteria>,
    db: web::Data<Db>,
) -> Reply<HttpResponse> {
    let criteria = body.0;
    match accept::wanted(&request)? {
        Form::Json => {
            let page = db.read(&caller, &ROWS, move |tx| reports::page(tx, &criteria)).await?;
            Ok(Shown::plain(page).respond_to(&request))
        }
        Form::Csv => csv::answer(db.get_ref().clone(), caller, &FILE, criteria).await,
    }
}
