use actix_web::{HttpRequest, HttpResponse, Responder as _, get, web};
use domain::page::Page;
use domain::problem::{Code, Problem};
use domain::record::{AccessRow, RecordFilter, access_csv_header, access_csv_row};
use uuid::Uuid;

use super::file::{File, Form, answer, wanted};
use super::{exports, reads};
use crate::db::{Db, Operation, record};
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Shown};

static ROWS: Operation = reads("record.client_accesses");
static FILE: Operation = exports("record.client_accesses");

/// Who looked at this client, when and why, the latest first: the people of one's own organization, for the county
/// everybody. An access appears some two seconds after it happened.
///
/// With `Accept: text/csv` as one file, streamed. That it was read is itself recorded.
#[utoipa::path(tag = "record", operation_id = "record.client_accesses",
    security(("session" = ["read_record"]), ("bearer" = ["read_record"])),
    params(("id" = Uuid, Path, description = "The client"), RecordFilter),
    responses((status = 200, description = "The accesses",
            content((Page<AccessRow> = "application/json"), (String = "text/csv"))),
        (status = 404, description = "No client here that you may know of"),
        (status = 406, description = "Neither JSON nor CSV is accepted")))]
#[get("/clients/{id}/accesses")]
pub(super) async fn client_accesses(
    request: HttpRequest,
    caller: Caller,
    path: web::Path<Uuid>,
    filter: web::Query<RecordFilter>,
    db: web::Data<Db>,
) -> Reply<HttpResponse> {
    let client = path.into_inner();
    if filter.client_id.is_some_and(|named| named != client) {
        let said = "client_id is the client of the path; leave it out.";
        return Err(Problem::new(Code::InvalidParameter, said).into());
    }
    let filter = RecordFilter { client_id: Some(client), ..filter.into_inner() };
    if wanted(&request)? == Form::Csv {
        let (head, read) = (access_csv_header(), record::client_accesses);
        let file = File { name: "Who_looked_at_this_client", head, read, line: access_csv_row };
        return answer(db.get_ref().clone(), caller, &FILE, filter, file).await;
    }
    let page = db.read(&caller, &ROWS, move |tx| record::page(tx, &filter, record::client_accesses)).await?;
    Ok(Shown::plain(page).respond_to(&request))
}
