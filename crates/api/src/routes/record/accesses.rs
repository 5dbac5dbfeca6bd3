use actix_web::{HttpRequest, HttpResponse, Responder as _, get, web};
use domain::page::Page;
use domain::record::{AccessRow, RecordFilter, access_csv_header, access_csv_row};

use super::file::{File, Form, answer, wanted};
use super::{exports, reads};
use crate::db::{Db, Operation, record};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static ROWS: Operation = reads("record.accesses");
static FILE: Operation = exports("record.accesses");

/// Who saw which clients' data, and why, the latest first: the people of one's own organization, for the county
/// everybody.
///
/// With `Accept: text/csv` as one file, streamed. That it was read is itself recorded.
#[utoipa::path(tag = "record", operation_id = "record.accesses",
    security(("session" = ["read_record"]), ("bearer" = ["read_record"])), params(RecordFilter),
    responses((status = 200, description = "The accesses",
            content((Page<AccessRow> = "application/json"), (String = "text/csv"))),
        (status = 406, description = "Neither JSON nor CSV is accepted")))]
#[get("/record/accesses")]
pub(super) async fn accesses(
    request: HttpRequest,
    caller: Caller,
    filter: web::Query<RecordFilter>,
    db: web::Data<Db>,
) -> Reply<HttpResponse> {
    let filter = filter.into_inner();
    if wanted(&request)? == Form::Csv {
        let head = access_csv_header();
        let file = File { name: "Record_of_accesses", head, read: record::accesses, line: access_csv_row };
        return answer(db.get_ref().clone(), caller, &FILE, filter, file).await;
    }
    let page = db.read(&caller, &ROWS, move |tx| record::page(tx, &filter, record::accesses)).await?;
    Ok(Shown::plain(page).respond_to(&request))
}
