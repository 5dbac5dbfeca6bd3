use diesel::prelude::*;
use domain::attachments::{Attachment, AttachmentState, DocumentType, DuplicateOf, FileKind};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::db::Tx;
use crate::db::schema::{attachments, authorizations};
use crate::fault::Fault;
use crate::hexadecimal::hexadecimal;

/// A row as it is stored.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = attachments)]
pub(super) struct Row {
    pub id: Uuid,
    pub organization_id: Uuid,
    pub client_id: Uuid,
    pub authorization_id: Option<Uuid>,
    pub document_type: String,
    pub file_name: String,
    pub original_name: String,
    pub extension: String,
    pub content_type: String,
    pub bytes: i64,
    pub sha256: Vec<u8>,
    pub storage_key: String,
    pub state: String,
    pub version_number: i32,
    pub replaces: Option<Uuid>,
    pub uploaded_at: OffsetDateTime,
}

impl Row {
    pub(super) fn state(&self) -> Result<AttachmentState, Fault> {
        AttachmentState::parse(&self.state).ok_or_else(|| Fault::broken("an attachment in an unknown state"))
    }

    pub(super) fn document_type(&self) -> Result<DocumentType, Fault> {
        DocumentType::parse(&self.document_type).ok_or_else(|| Fault::broken("an attachment of an unknown type"))
    }

    /// Whether a browser can show it; what is held back is shown to nobody.
    pub(super) fn previewable(&self) -> bool {
        self.state != AttachmentState::Quarantined.as_str()
            && FileKind::of_extension(&self.extension).is_some_and(FileKind::previewable)
    }
}

/// Another row with the same bytes.
#[derive(Queryable)]
struct Twin {
    id: Uuid,
    organization_id: Uuid,
    client_id: Uuid,
    sha256: Vec<u8>,
    storage_key: String,
    file_name: String,
    number: Option<i64>,
}

impl Twin {
    /// Ids are ordered by time. Two rows that share one stored file are one upload, not two.
    fn came_before(&self, row: &Row) -> bool {
        self.id < row.id
            && self.organization_id == row.organization_id
            && self.client_id == row.client_id
            && self.sha256 == row.sha256
            && self.storage_key != row.storage_key
    }
}

/// The wire form of rows, each with the name of whoever sent it.
pub(super) fn shown(tx: &mut Tx<'_>, rows: Vec<(Row, String)>) -> Result<Vec<Attachment>, Fault> {
    let twins = twins(tx, &rows)?;
    rows.into_iter().map(|(row, by)| wire(row, by, &twins)).collect()
}

fn wire(row: Row, uploaded_by: String, twins: &[Twin]) -> Result<Attachment, Fault> {
    let first = twins.iter().filter(|twin| twin.came_before(&row)).min_by_key(|twin| twin.id);
    Ok(Attachment {
        duplicate_of: first.map(|twin| DuplicateOf {
            id: twin.id,
            file_name: twin.file_name.clone(),
            authorization_number: twin.number,
        }),
        document_type: row.document_type()?,
        state: row.state()?,
        previewable: row.previewable(),
        id: row.id,
        authorization_id: row.authorization_id,
        client_id: row.client_id,
        file_name: row.file_name,
        original_name: row.original_name,
        bytes: row.bytes,
        content_type: row.content_type,
        sha256: hexadecimal(&row.sha256),
        version_number: row.version_number,
        replaces: row.replaces,
        uploaded_at: row.uploaded_at,
        uploaded_by,
    })
}

/// Everything of the same organizations and clients with the same bytes, in one question. The county is not told of
/// files that were never sent.
fn twins(tx: &mut Tx<'_>, rows: &[(Row, String)]) -> Result<Vec<Twin>, Fault> {
    let mut organizations: Vec<Uuid> = rows.iter().map(|(row, _)| row.organization_id).collect();
    let mut clients: Vec<Uuid> = rows.iter().map(|(row, _)| row.client_id).collect();
    let hashes: Vec<&[u8]> = rows.iter().map(|(row, _)| row.sha256.as_slice()).collect();
    if hashes.is_empty() {
        return Ok(Vec::new());
    }
    organizations.dedup();
    clients.dedup();
    let mut query = attachments::table
        .left_join(
            authorizations::table.on(authorizations::organization_id
                .eq(attachments::organization_id)
                .and(attachments::authorization_id.eq(authorizations::id.nullable()))),
        )
        .filter(attachments::organization_id.eq_any(organizations))
        .filter(attachments::client_id.eq_any(clients))
        .filter(attachments::sha256.eq_any(hashes))
        .filter(attachments::state.ne("removed"))
        .into_boxed();
    if tx.actor().is_county() {
        query = query.filter(attachments::authorization_id.is_not_null());
    }
    Ok(query
        .select((
            attachments::id,
            attachments::organization_id,
            attachments::client_id,
            attachments::sha256,
            attachments::storage_key,
            attachments::file_name,
            authorizations::number.nullable(),
        ))
        .load(tx.conn)?)
}
