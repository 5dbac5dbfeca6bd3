//! The documents of a request: staged ones are bound to it, and its row follows what is there.

use diesel::prelude::*;
use domain::attachments::{AttachmentState, DocumentType};
use domain::problem::FieldError;
use time::OffsetDateTime;
use uuid::Uuid;

use super::clock::{Arrival, recount};
use super::hold::{Agency, hold};
use crate::db::Tx;
use crate::db::held::Held;
use crate::db::schema::{attachments, authorizations};
use crate::fault::Fault;

/// Binding staged documents to a request.
#[derive(Debug)]
pub(super) enum Bind {}

/// A staged document, with everything a copy of its row needs.
#[derive(Debug, Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = attachments, check_for_backend(diesel::pg::Pg))]
pub(super) struct Staged {
    id: Uuid,
    organization_id: Uuid,
    client_id: Uuid,
    authorization_id: Option<Uuid>,
    document_type: String,
    file_name: String,
    original_name: String,
    extension: String,
    content_type: String,
    bytes: i64,
    sha256: Vec<u8>,
    storage_key: String,
    state: String,
    version_number: i32,
    uploaded_at: OffsetDateTime,
    uploaded_by: Uuid,
}

impl Staged {
    /// What it stands for on the checklist; nothing while it is held for a virus check.
    fn arrival(&self) -> Option<Arrival> {
        let usable = self.state == AttachmentState::Staged.as_str();
        DocumentType::parse(&self.document_type).filter(|_| usable).map(|kind| (kind, self.uploaded_at))
    }
}

/// The checklist's arrivals among staged documents.
pub(super) fn arrivals(staged: &[Staged]) -> Vec<Arrival> {
    staged.iter().filter_map(Staged::arrival).collect()
}

/// Locks the staged documents that were named: the organization's own, about this client, not bound yet.
pub(super) fn hold_staged(
    tx: &mut Tx<'_>,
    organization_id: Uuid,
    client_id: Uuid,
    ids: &[Uuid],
) -> Result<Held<Bind, Vec<Staged>>, Fault> {
    if ids.is_empty() {
        return Ok(Held::prove(Vec::new()));
    }
    let open = [AttachmentState::Staged, AttachmentState::Quarantined].map(AttachmentState::as_str);
    let staged: Vec<Staged> = attachments::table
        .filter(attachments::id.eq_any(ids))
        .filter(attachments::organization_id.eq(organization_id))
        .filter(attachments::client_id.eq(client_id))
        .filter(attachments::authorization_id.is_null())
        .filter(attachments::state.eq_any(open))
        .order(attachments::id)
        .select(Staged::as_select())
        .for_update()
        .load(tx.conn)?;
    let gone = |(index, id): (usize, &Uuid)| {
        let missing = !staged.iter().any(|one| one.id == *id);
        let words = "This document is no longer waiting to be sent. Attach it again.";
        missing.then(|| FieldError::new(format!("/attachment_ids/{index}"), "not_staged", words))
    };
    let errors: Vec<FieldError> = ids.iter().enumerate().filter_map(gone).collect();
    if errors.is_empty() { Ok(Held::prove(staged)) } else { Err(errors.into()) }
}

/// Binds held documents to a request.
pub(super) fn bind(tx: &mut Tx<'_>, held: &Held<Bind, Vec<Staged>>, authorization_id: Uuid) -> Result<(), Fault> {
    let staged = held.row();
    for state in [AttachmentState::Staged, AttachmentState::Quarantined] {
        let ids: Vec<Uuid> = staged.iter().filter(|one| one.state == state.as_str()).map(|one| one.id).collect();
        if ids.is_empty() {
            continue;
        }
        diesel::update(attachments::table.filter(attachments::id.eq_any(ids)))
            .set((
                attachments::authorization_id.eq(authorization_id),
                attachments::state.eq(bound(state).as_str()),
                attachments::version.eq(attachments::version + 1),
            ))
            .execute(tx.conn)?;
    }
    Ok(())
}

/// Gives a second request its own rows over the same files.
pub(super) fn copy(tx: &mut Tx<'_>, staged: &[Staged], authorization_id: Uuid) -> Result<(), Fault> {
    let rows: Vec<Staged> = staged
        .iter()
        .map(|one| {
            let state = AttachmentState::parse(&one.state).map_or(AttachmentState::Quarantined, bound);
            let state = state.as_str().to_owned();
            Staged { id: tx.new_id(), authorization_id: Some(authorization_id), state, ..one.clone() }
        })
        .collect();
    diesel::insert_into(attachments::table).values(&rows).execute(tx.conn)?;
    Ok(())
}

/// A document held for a virus check stays held when it is bound.
const fn bound(state: AttachmentState) -> AttachmentState {
    match state {
        AttachmentState::Staged => AttachmentState::Attached,
        other => other,
    }
}

/// Follows a change of an undecided request's documents: how many forms are missing, and the clock.
pub fn documents_changed(tx: &mut Tx<'_>, id: Uuid) -> Result<(), Fault> {
    let held = hold::<Agency>(tx, id)?;
    let row = held.row();
    let clock = recount(tx, row, None)?;
    diesel::update(authorizations::table.find((row.organization_id, row.id)))
        .set((
            authorizations::missing_documents.eq(clock.missing_documents),
            authorizations::clock_started_at.eq(clock.started_at),
            authorizations::due_at.eq(clock.due_at),
            authorizations::version.eq(authorizations::version + 1),
        ))
        .execute(tx.conn)?;
    Ok(())
}
