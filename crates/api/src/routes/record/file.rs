//! The record as a file: read page by page, so that a slow reader holds no connection, each page with its own access
//! record. The latest comes first, so nothing that happens meanwhile moves what is still to be read.

use std::sync::Arc;

use actix_web::http::header::{ACCEPT, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::{HttpRequest, HttpResponse};
use bytes::Bytes;
use domain::county_time::CountyTime;
use domain::problem::{Code, Problem};
use domain::record::RecordFilter;
use futures_util::stream;

use crate::db::record::{After, FILE_PAGE, Placed, Read};
use crate::db::{Db, Operation};
use crate::http::caller::Caller;
use crate::http::reply::Reply;

/// The form an answer has.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Form {
    Json,
    Csv,
}

/// The first of the caller's types that can be given; JSON when nothing is said.
pub(super) fn wanted(request: &HttpRequest) -> Result<Form, Problem> {
    let Some(accept) = request.headers().get(ACCEPT).and_then(|value| value.to_str().ok()) else {
        return Ok(Form::Json);
    };
    let types = accept.split(',').map(|one| one.split(';').next().unwrap_or_default().trim());
    let mut known = types.filter_map(|one| match one {
        "text/csv" | "text/*" => Some(Form::Csv),
        "application/json" | "application/*" | "*/*" | "" => Some(Form::Json),
        _ => None,
    });
    known.next().ok_or_else(|| {
        let mut problem = Problem::new(Code::NotAcceptable, "This comes as application/json or text/csv.");
        problem.accepted = vec!["application/json".to_owned(), "text/csv".to_owned()];
        problem
    })
}

/// A file of rows.
pub(super) struct File<T> {
    /// Its name, without extension and without anything about a client.
    pub(super) name: &'static str,
    /// Its heading line.
    pub(super) head: String,
    /// Reads its rows.
    pub(super) read: Read<T>,
    /// Writes one of them.
    pub(super) line: fn(&T, &CountyTime) -> String,
}

/// What is left to be read.
struct Rest<T> {
    db: Db,
    caller: Caller,
    operation: &'static Operation,
    filter: RecordFilter,
    file: File<T>,
    next: Option<After>,
}

/// Reads the first page, so that every refusal is still a problem, and streams the others.
pub(super) async fn answer<T: Placed + Send + 'static>(
    db: Db,
    caller: Caller,
    operation: &'static Operation,
    filter: RecordFilter,
    file: File<T>,
) -> Reply<HttpResponse> {
    let name = file.name;
    let mut rest = Rest { db, caller, operation, filter, file, next: None };
    let first = rest.read(None).await?;
    let head = Bytes::from([rest.file.head.as_bytes(), &first].concat());
    rest.caller = rest.caller.going_on();
    let pages = stream::try_unfold((Some(head), rest), |(head, mut rest)| async move {
        if let Some(head) = head {
            return Ok::<_, Problem>(Some((head, (None, rest))));
        }
        let Some(after) = rest.next else { return Ok(None) };
        // An error here breaks the transfer off: a file that stops short must not look whole.
        let text = rest.read(Some(after)).await?;
        Ok(Some((text, (None, rest))))
    });
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8; header=present"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{name}.csv\"")))
        .insert_header((CACHE_CONTROL, "no-store"))
        .streaming(pages))
}

impl<T: Placed + Send + 'static> Rest<T> {
    async fn read(&mut self, after: Option<After>) -> Result<Bytes, Problem> {
        let (filter, read) = (self.filter.clone(), self.file.read);
        let work = move |tx: &mut crate::db::Tx<'_>| {
            let rows = read(tx, &filter, after, FILE_PAGE)?;
            Ok((rows, Arc::clone(&tx.time())))
        };
        let (rows, time) = self.db.read(&self.caller, self.operation, work).await?;
        let full = i64::try_from(rows.len()).is_ok_and(|rows| rows >= FILE_PAGE);
        self.next = rows.last().filter(|_| full).map(Placed::place);
        let text: String = rows.iter().map(|row| (self.file.line)(row, &time)).collect();
        Ok(Bytes::from(text))
    }
}
