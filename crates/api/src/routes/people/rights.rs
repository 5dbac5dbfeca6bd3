use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse, Responder as _, get, web};
use domain::access::Permission;
use domain::page::Page;
use domain::people::{PersonRights, rights_header, rights_line};
use uuid::Uuid;

use crate::db::{Db, Operation, Purpose, people};
use crate::http::accept::{self, Form};
use crate::http::caller::Caller;
use crate::http::cursor::PageQuery;
use crate::http::reply::{Reply, Shown};

static RIGHTS: Operation = Operation::new("users.rights", Permission::ReadPeople, Purpose::Operations);

/// Who can do what: an organization's active people with everything their role allows.
///
/// As JSON a page at a time; with `Accept: text/csv` as one file, a column for each permission in plain words.
#[utoipa::path(tag = "people", operation_id = "users.rights",
    security(("session" = ["read_people"]), ("bearer" = ["read_people"])),
    params(("id" = Uuid, Path, description = "The organization; an agency sees its own"), PageQuery),
    responses((status = 200, description = "People and permissions",
            content((Page<PersonRights> = "application/json"), (String = "text/csv")),
            headers(("X-Row-Count" = i64, description = "Rows of the file, the heading not counted; CSV only"))),
        (status = 404, description = "No organization whose people you may see"),
        (status = 406, description = "Neither JSON nor CSV is accepted")))]
#[get("/organizations/{id}/rights")]
pub(super) async fn rights(
    request: HttpRequest,
    caller: Caller,
    path: web::Path<Uuid>,
    query: web::Query<PageQuery>,
    db: web::Data<Db>,
) -> Reply<HttpResponse> {
    let organization = path.into_inner();
    match accept::wanted(&request)? {
        Form::Json => {
            let page = db.read(&caller, &RIGHTS, move |tx| people::rights(tx, organization, &query)).await?;
            Ok(Shown::plain(page).respond_to(&request))
        }
        Form::Csv => {
            let all = db.read(&caller, &RIGHTS, move |tx| people::all_rights(tx, organization)).await?;
            let text: String = std::iter::once(rights_header()).chain(all.iter().map(rights_line)).collect();
            Ok(HttpResponse::Ok()
                .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
                .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"Who_Can_Do_What.csv\""))
                .insert_header((CACHE_CONTROL, "no-store"))
                .insert_header(("x-row-count", all.len().to_string()))
                .body(text))
        }
    }
}
