use actix_web::{HttpRequest, HttpResponse, Responder as _, get, web};
use domain::page::Page;
use domain::record::{EventRow, RecordFilter, event_csv_header, event_csv_row};

use super::file::{File, Form, answer, wanted};
use super::{exports, reads};
use crate::db::{Db, Operation, record};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static ROWS: Operation = reads("record.events");
static FILE: Operation = exports("record.events");

/// Who did what, the latest first: the people of one's own organization, for the county everybody.
///
/// Changes, sign-ins and refusals, with names of fields and codes and never a value. With `Accept: text/csv` as one
/// file, streamed. That it was read is itself recorded.
#[utoipa::path(tag = "record", operation_id = "record.events",
    security(("session" = ["read_record"]), ("bearer" = ["read_record"])), params(RecordFilter),
    responses((status = 200, description = "The events",
            content((Page<EventRow> = "application/json"), (String = "text/csv"))),
        (status = 406, description = "Neither JSON nor CSV is accepted")))]
#[get("/record/events")]
pub(super) async fn events(
    request: HttpRequest,
    caller: Caller,
    filter: web::Query<RecordFilter>,
    db: web::Data<Db>,
) -> Reply<HttpResponse> {
    let filter = filter.into_inner();
    if wanted(&request)? == Form::Csv {
        let file =
            File { name: "Record_of_events", head: event_csv_header(), read: record::events, line: event_csv_row };
        return answer(db.get_ref().clone(), caller, &FILE, filter, file).await;
    }
    let page = db.read(&caller, &ROWS, move |tx| record::page(tx, &filter, record::events)).await?;
    Ok(Shown::plain(page).respond_to(&request))
}
