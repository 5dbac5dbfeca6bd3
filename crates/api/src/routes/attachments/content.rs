use actix_web::body::SizedStream;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, Charset, ContentDisposition,
    DispositionParam, DispositionType, ExtendedValue, X_FRAME_OPTIONS,
};
use actix_web::{HttpResponse, get, web};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::reads;
use crate::db::attachments::Content as Found;
use crate::db::{Db, Operation, attachments};
use crate::files::Content;
use crate::http::caller::Caller;
use crate::http::reply::Reply;
use crate::setup::Files;

static OPEN: Operation = reads("attachments.content");

/// A stored file is nobody's page: no script, no request, no origin of its own.
const SANDBOX: &str = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox";
/// Browsers refuse to start their PDF reader inside a sandbox; the reader has one of its own.
const PDF: &str = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";

/// How a file is handed out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
enum Disposition {
    /// To be saved.
    #[default]
    Attachment,
    /// To be shown, where a browser can; saved otherwise.
    Inline,
}

/// How to hand the file out.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct How {
    /// `attachment` to save it, `inline` to show it; to save it when nothing is said.
    #[serde(default)]
    #[param(inline)]
    disposition: Option<Disposition>,
}

/// The file itself. Each download is recorded.
#[utoipa::path(tag = "attachments", operation_id = "attachments.content",
    security(("session" = ["read_authorizations"]), ("bearer" = ["read_authorizations"])),
    params(("id" = Uuid, Path, description = "The document"), How),
    responses((status = 200, description = "The bytes as they came, under the name the county's convention gives",
            body = Vec<u8>, content_type = "*/*"),
        (status = 404, description = "No such document"),
        (status = 409, description = "The file is held for a virus check")))]
#[get("/attachments/{id}/content")]
pub(super) async fn content(
    caller: Caller,
    id: web::Path<Uuid>,
    how: web::Query<How>,
    db: web::Data<Db>,
    files: web::Data<Files>,
) -> Reply<HttpResponse> {
    let id = id.into_inner();
    let found = db.read(&caller, &OPEN, move |tx| attachments::content(tx, id)).await?;
    let opened = files.open(db.secrets(), &found.stored, &found.sha256).await?;
    let mut answer = HttpResponse::Ok();
    answer
        .insert_header((CONTENT_TYPE, media_type(&found, opened.utf8)))
        .insert_header((CONTENT_DISPOSITION, disposition(&found, how.disposition.unwrap_or_default())))
        .insert_header((CONTENT_SECURITY_POLICY, if found.content_type == "application/pdf" { PDF } else { SANDBOX }))
        .insert_header((X_FRAME_OPTIONS, "SAMEORIGIN"))
        .insert_header(("cross-origin-resource-policy", "same-origin"))
        .insert_header((CACHE_CONTROL, "no-store"));
    Ok(match opened.content {
        Content::Whole(bytes) => answer.body(bytes),
        Content::Read(stream) => answer.body(SizedStream::new(opened.bytes, stream)),
    })
}

/// Plain text is let in as UTF-8 or as Windows-1252; a browser cannot tell them apart by itself.
fn media_type(found: &Found, utf8: bool) -> String {
    match (found.content_type.starts_with("text/"), utf8) {
        (false, _) => found.content_type.clone(),
        (true, true) => format!("{}; charset=utf-8", found.content_type),
        (true, false) => format!("{}; charset=windows-1252", found.content_type),
    }
}

fn disposition(found: &Found, asked: Disposition) -> ContentDisposition {
    let disposition = match asked {
        Disposition::Inline if found.previewable => DispositionType::Inline,
        _ => DispositionType::Attachment,
    };
    let value = found.file_name.clone().into_bytes();
    let name = DispositionParam::FilenameExt(ExtendedValue {
        charset: Charset::Ext("UTF-8".to_owned()),
        language_tag: None,
        value,
    });
    ContentDisposition { disposition, parameters: vec![name] }
}
