use actix_multipart::Multipart;
use actix_web::{post, web};
use domain::attachments::{Attachment, DocumentType};
use domain::problem::FieldError;
use serde::Deserialize;
use uuid::Uuid;

use super::{changes, form, receive, refuse};
use crate::db::attachments::{self, Target};
use crate::db::{Db, Operation};
use crate::files::Scanner;
use crate::http::caller::Caller;
use crate::http::reply::{Reply, Written};
use crate::setup::Files;

static UPLOAD: Operation = changes("attachments.upload");

/// A document to attach.
#[derive(Debug, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "the form's shape for the document; its parts are read as they come in")]
struct Upload {
    /// The file itself, with its name.
    #[schema(value_type = String, format = Binary, content_media_type = "application/octet-stream")]
    file: Vec<u8>,
    /// Which form it is.
    document_type: DocumentType,
    /// The client it is about; needed unless an authorization is named.
    #[schema(value_type = Uuid, required = false)]
    client_id: Option<Uuid>,
    /// The authorization it belongs to; left out while the request is not sent yet.
    #[schema(value_type = Uuid, required = false)]
    authorization_id: Option<Uuid>,
}

/// Attach a document to an authorization, or put it ready for one.
///
/// Without an authorization the file is staged: it is bound when the request is sent. The content decides the type,
/// not the name. A file that the virus scanner refuses, or could not check, is kept but cannot be opened.
#[utoipa::path(tag = "attachments", operation_id = "attachments.upload",
    security(("session" = ["request_authorizations"]), ("bearer" = ["request_authorizations"])),
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a repeat harmless")),
    request_body(content = Upload, content_type = "multipart/form-data"),
    responses((status = 201, description = "The file is here", body = Attachment),
        (status = 404, description = "No such client or authorization"),
        (status = 409, description = "The request is decided or withdrawn, so its documents are frozen")))]
#[post("/attachments")]
pub(super) async fn upload(
    caller: Caller,
    form: Multipart,
    db: web::Data<Db>,
    files: web::Data<Files>,
    scanner: web::Data<Scanner>,
) -> Reply<Written> {
    // Asked before a byte is read: who may not upload sends nothing in vain.
    let limits = db.read(&caller, &UPLOAD, attachments::limits).await?;
    let caller = caller.going_on();
    let parts = form::read(form, &limits, &["document_type", "client_id", "authorization_id"]).await;
    let read = parts.and_then(|parts| {
        let untyped = FieldError::new("/document_type", "required", "Choose which form this is.");
        let missing = if parts.document_type.is_none() { vec![untyped] } else { Vec::new() };
        parts.file(missing)
    });
    let (came, parts) = match read {
        Ok(read) => read,
        Err(problem) => return refuse(&db, &caller, &UPLOAD, problem).await,
    };
    let target = Target {
        client_id: parts.client_id,
        authorization_id: parts.authorization_id,
        document_type: parts.document_type.unwrap_or(DocumentType::Other),
    };
    let (judged, sha256) = receive::judge(&came, limits).await?;
    receive::identify(&caller, sha256, &format!("{target:?}"));
    let accepted = match judged {
        Ok(accepted) => accepted,
        Err(problem) => return refuse(&db, &caller, &UPLOAD, problem).await,
    };
    let file = receive::put_away(came, accepted, sha256, &db, &files, &scanner).await?;
    let key = file.stored.key.clone();
    let written = db.write(&caller, &UPLOAD, move |tx| attachments::upload(tx, target, &file)).await;
    Ok(receive::settle(written, &files, &key).await?)
}
