use actix_multipart::Multipart;
use actix_web::{post, web};
use domain::attachments::Attachment;
use serde::Deserialize;
use uuid::Uuid;

use super::{changes, form, receive, refuse};
use crate::db::{Db, Operation, attachments};
use crate::files::Scanner;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};
use crate::setup::Files;

static REPLACE: Operation = changes("attachments.replace");

/// A newer version of a document.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the form's shape for the document; its parts are read as they come in")]
struct NewVersion {
    /// The file itself, with its name.
    #[schema(value_type = String, format = Binary, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
}

/// Replace a document by a newer version.
///
/// The former version stays in the record as replaced. Possible until the request is decided or withdrawn.
#[utoipa::path(tag = "attachments", operation_id = "attachments.replace",
    security(("session" = ["request_authorizations"]), ("bearer" = ["request_authorizations"])),
    params(("id" = Uuid, Path, description = "The version in use"),
        ("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body(content = NewVersion, content_type = "multipart/form-data"),
    responses((status = 201, description = "The newer version", body = Attachment),
        (status = 404, description = "No such document"),
        (status = 409, description = "A newer version is there already, or the documents are frozen")))]
#[post("/attachments/{id}/versions")]
pub(super) async fn replace(
    caller: Caller,
    id: web::Path<Uuid>,
    form: Multipart,
    db: web::Data<Db>,
    files: web::Data<Files>,
    scanner: web::Data<Scanner>,
) -> Reply<Written> {
    let limits = db.read(&caller, &REPLACE, attachments::limits).await?;
    let caller = caller.going_on();
    let id = id.into_inner();
    let read = form::read(form, &limits, &[]).await.and_then(|parts| parts.file(Vec::new()));
    let came = match read {
        Ok((came, _)) => came,
        Err(problem) => return refuse(&db, &caller, &REPLACE, problem).await,
    };
    let (judged, sha256) = receive::judge(&came, limits).await?;
    receive::identify(&caller, sha256, "");
    let accepted = match judged {
        Ok(accepted) => accepted,
        Err(problem) => return refuse(&db, &caller, &REPLACE, problem).await,
    };
    let file = receive::put_away(came, accepted, sha256, &db, &files, &scanner).await?;
    let key = file.stored.key.clone();
    let written = db.write(&caller, &REPLACE, move |tx| attachments::replace(tx, id, &file)).await;
    Ok(receive::settle(written, &files, &key).await?)
}
