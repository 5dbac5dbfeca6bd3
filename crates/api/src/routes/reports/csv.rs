//! The report as a file: read page by page, so that a slow reader holds no connection, each page with its own access
//! record, all as of one moment.

use std::sync::Arc;

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use bytes::Bytes;
use domain::authorizations::AuthorizationRow;
use domain::county_time::CountyTime;
use domain::dates::format_date;
use domain::problem::Problem;
use domain::reports::{StatusReportCriteria, csv_header, csv_row};
use futures_util::stream;
use time::OffsetDateTime;

use crate::db::reports::{self, After};
use crate::db::{Db, Operation};
use crate::http::caller::Caller;
use crate::http::reply::Reply;

/// What is left to be read.
struct Rest {
    db: Db,
    caller: Caller,
    operation: &'static Operation,
    criteria: StatusReportCriteria,
    as_of: OffsetDateTime,
    time: Arc<CountyTime>,
    next: Option<After>,
}

/// Reads the first page, so that every refusal is still a problem, and streams the others.
pub(super) async fn answer(
    db: Db,
    caller: Caller,
    operation: &'static Operation,
    criteria: StatusReportCriteria,
) -> Reply<HttpResponse> {
    let asked = criteria.clone();
    let begun = db.read(&caller, operation, move |tx| reports::begin(tx, &asked)).await?;
    let head = text(&begun.first, &begun.time, csv_header());
    let day = format_date(begun.time.day(begun.as_of)).replace('/', "");
    let caller = caller.going_on();
    let rest = Rest { db, caller, operation, criteria, as_of: begun.as_of, time: begun.time, next: begun.next };
    let pages = stream::try_unfold((Some(head), rest), |(head, rest)| async move {
        match head {
            Some(head) => Ok::<_, Problem>(Some((head, (None, rest)))),
            None => rest.read().await,
        }
    });
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
        .insert_header((
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"Authorization_Request_Status_{day}.csv\""),
        ))
        .insert_header((CACHE_CONTROL, "no-store"))
        .insert_header(("x-row-count", begun.rows.to_string()))
        .streaming(pages))
}

impl Rest {
    async fn read(mut self) -> Result<Option<(Bytes, (Option<Bytes>, Self))>, Problem> {
        let Some(after) = self.next else { return Ok(None) };
        let (criteria, as_of) = (self.criteria.clone(), self.as_of);
        let read = move |tx: &mut crate::db::Tx<'_>| reports::rows_after(tx, &criteria, as_of, Some(after));
        // An error here breaks the transfer off: a file that stops short must not look whole.
        let (rows, next) = self.db.read(&self.caller, self.operation, read).await?;
        self.next = next;
        Ok(Some((text(&rows, &self.time, String::new()), (None, self))))
    }
}

fn text(rows: &[AuthorizationRow], time: &CountyTime, mut text: String) -> Bytes {
    for row in rows {
        text.push_str(&csv_row(row, time));
    }
    Bytes::from(text)
}
