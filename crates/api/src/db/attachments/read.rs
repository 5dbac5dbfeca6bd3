use diesel::prelude::*;
use domain::attachments::{Attachment, AttachmentFilter, AttachmentState};
use domain::page::Page;
use domain::problem::{Code, Problem};
use domain::settings::AttachmentSettings;
use uuid::Uuid;

use super::row::{Row, shown};
use crate::db::Tx;
use crate::db::schema::{attachments, authorizations, client_organizations, settings, stored_files, users};
use crate::fault::Fault;
use crate::files::Stored;
use crate::http::cursor;

/// What may be uploaded now.
pub fn limits(tx: &mut Tx<'_>) -> Result<AttachmentSettings, Fault> {
    let (max_bytes, warn_bytes, extensions) = settings::table
        .select((settings::attachment_max_bytes, settings::attachment_warn_bytes, settings::attachment_extensions))
        .first(tx.conn)?;
    Ok(AttachmentSettings { max_bytes, warn_bytes, extensions })
}

/// The attachments of one authorization or about one client, last sent first.
pub fn list(tx: &mut Tx<'_>, filter: &AttachmentFilter) -> Result<Page<Attachment>, Fault> {
    let limit = cursor::limit(filter.limit)?;
    let after: Option<Uuid> = cursor::read(tx, filter.cursor.as_deref())?;
    if filter.authorization_id.is_none() && filter.client_id.is_none() {
        let detail = "Name an authorization or a client: authorization_id or client_id.";
        return Err(Problem::new(Code::InvalidParameter, detail).into());
    }
    let (agency, county) = (tx.actor().organization_id, tx.actor().is_county());
    let mut query = attachments::table
        .inner_join(users::table.on(users::id.eq(attachments::uploaded_by)))
        .filter(attachments::state.ne("removed"))
        .into_boxed();
    query = if county {
        query.filter(attachments::authorization_id.is_not_null())
    } else {
        query.filter(attachments::organization_id.eq(agency))
    };
    if let Some(authorization) = filter.authorization_id {
        must_see_authorization(tx, authorization)?;
        query = query.filter(attachments::authorization_id.eq(authorization));
    }
    if let Some(client) = filter.client_id {
        must_see_client(tx, client)?;
        query = query.filter(attachments::client_id.eq(client));
    }
    if let Some(last) = after {
        query = query.filter(attachments::id.lt(last));
    }
    let rows: Vec<(Row, String)> = query
        .order(attachments::id.desc())
        .limit(limit + 1)
        .select((Row::as_select(), users::display_name))
        .load(tx.conn)?;
    tx.saw_all(filter.client_id.into_iter().chain(rows.iter().map(|(row, _)| row.client_id)));
    let shown = shown(tx, rows)?;
    cursor::page(tx, shown, limit, |attachment| attachment.id)
}

/// Every attachment of one authorization, replaced versions included, oldest first. The caller has seen to it that the
/// reader may know the authorization.
pub fn of_authorization(tx: &mut Tx<'_>, organization: Uuid, authorization: Uuid) -> Result<Vec<Attachment>, Fault> {
    let rows = attachments::table
        .inner_join(users::table.on(users::id.eq(attachments::uploaded_by)))
        .filter(attachments::organization_id.eq(organization))
        .filter(attachments::authorization_id.eq(authorization))
        .filter(attachments::state.ne("removed"))
        .order(attachments::id)
        .select((Row::as_select(), users::display_name))
        .load(tx.conn)?;
    shown(tx, rows)
}

fn must_see_authorization(tx: &mut Tx<'_>, id: Uuid) -> Result<(), Fault> {
    let mut query = authorizations::table.filter(authorizations::id.eq(id)).into_boxed();
    if !tx.actor().is_county() {
        query = query.filter(authorizations::organization_id.eq(tx.actor().organization_id));
    }
    found(diesel::select(diesel::dsl::exists(query)).get_result(tx.conn)?)
}

/// The client is known to the reader's organization; to the county, if to any.
pub(super) fn must_see_client(tx: &mut Tx<'_>, id: Uuid) -> Result<(), Fault> {
    let mut query = client_organizations::table.filter(client_organizations::client_id.eq(id)).into_boxed();
    if !tx.actor().is_county() {
        query = query.filter(client_organizations::organization_id.eq(tx.actor().organization_id));
    }
    found(diesel::select(diesel::dsl::exists(query)).get_result(tx.conn)?)
}

fn found(there: bool) -> Result<(), Fault> {
    if there { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// What is needed to hand a file out.
#[derive(Debug)]
pub struct Content {
    /// Where it lies in the store, and its key.
    pub stored: Stored,
    /// What its bytes must add up to.
    pub sha256: Vec<u8>,
    /// The media type, found from the content.
    pub content_type: String,
    /// The name it is given here.
    pub file_name: String,
    /// Whether a browser can show it.
    pub previewable: bool,
}

/// The file behind an attachment, unless it is held back.
pub fn content(tx: &mut Tx<'_>, id: Uuid) -> Result<Content, Fault> {
    let mut query = attachments::table
        .left_join(stored_files::table.on(stored_files::storage_key.eq(attachments::storage_key)))
        .filter(attachments::id.eq(id))
        .filter(attachments::state.ne("removed"))
        .into_boxed();
    query = if tx.actor().is_county() {
        query.filter(attachments::authorization_id.is_not_null())
    } else {
        query.filter(attachments::organization_id.eq(tx.actor().organization_id))
    };
    let (row, wrapped_key): (Row, Option<Vec<u8>>) =
        query.select((Row::as_select(), stored_files::wrapped_key.nullable())).first(tx.conn)?;
    if row.state()? == AttachmentState::Quarantined {
        let detail = "This file is held for a virus check, so it cannot be opened. Ask the agency to send it again.";
        return Err(Problem::new(Code::Conflict, detail).into());
    }
    tx.saw(row.client_id);
    Ok(Content {
        previewable: row.previewable(),
        stored: Stored { key: row.storage_key, wrapped_key },
        sha256: row.sha256,
        content_type: row.content_type,
        file_name: row.file_name,
    })
}
