use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, Responder as _, get, web};
use domain::page::Page;
use domain::record::{Disclosure, disclosure_csv_header, disclosure_csv_row};
use uuid::Uuid;

use super::file::{Form, wanted};
use super::{exports, reads};
use crate::db::{Db, Operation, record};
use crate::http::caller::Caller;
use crate::http::cursor::PageQuery;
use crate::http::reply::{Reply, Shown};

static ROWS: Operation = reads("record.disclosures");
static FILE: Operation = exports("record.disclosures");

/// More than any client's file will have; a file that would have more is refused.
const MOST: i64 = 10_000;

/// What of this client's record went to somebody outside in the last six years, the latest first: by one's own
/// organization, for the county by everybody.
///
/// With `Accept: text/csv` as a file for the client.
#[utoipa::path(tag = "record", operation_id = "record.disclosures",
    security(("session" = ["read_record"]), ("bearer" = ["read_record"])),
    params(("id" = Uuid, Path, description = "The client"), PageQuery),
    responses((status = 200, description = "The disclosures",
            content((Page<Disclosure> = "application/json"), (String = "text/csv")),
            headers(("X-Row-Count" = i64, description = "Rows of the file, the heading not counted; CSV only"))),
        (status = 404, description = "No client here that you may know of"),
        (status = 406, description = "Neither JSON nor CSV is accepted")))]
#[get("/clients/{id}/disclosures")]
pub(super) async fn disclosures(
    request: HttpRequest,
    caller: Caller,
    path: web::Path<Uuid>,
    query: web::Query<PageQuery>,
    db: web::Data<Db>,
) -> Reply<HttpResponse> {
    let client = path.into_inner();
    if wanted(&request)? == Form::Json {
        let page = db.read(&caller, &ROWS, move |tx| record::disclosures(tx, client, &query)).await?;
        return Ok(Shown::plain(page).respond_to(&request));
    }
    let rows = db.read(&caller, &FILE, move |tx| record::account(tx, client, MOST)).await?;
    let text: String = std::iter::once(disclosure_csv_header()).chain(rows.iter().map(disclosure_csv_row)).collect();
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"Accounting_of_disclosures.csv\""))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header(("x-row-count", rows.len().to_string()))
        .body(text))
}
