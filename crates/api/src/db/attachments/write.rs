use diesel::prelude::*;
use domain::attachments::{Accepted, Attachment, AttachmentState, DocumentType, suggested_name};
use domain::authorizations::Action;
use domain::notifications::NotificationKind;
use domain::problem::{Code, Problem};
use serde_json::json;
use uuid::Uuid;

use super::hold::{self, Attach, Request};
use super::read::must_see_client;
use super::row::{Row, shown};
use crate::audit::{Done, Event};
use crate::db::authorizations::Step;
use crate::db::held::Held;
use crate::db::notify::{self, Notice};
use crate::db::schema::{attachments, users};
use crate::db::{Announcement, Tx, authorizations, stored_files};
use crate::fault::Fault;
use crate::files::Stored;

/// A file that lies in the store and may come in.
#[derive(Debug)]
pub struct NewFile {
    /// What its content says about it.
    pub accepted: Accepted,
    /// Its size.
    pub bytes: i64,
    /// Its hash.
    pub sha256: Vec<u8>,
    /// Where it lies, and its key.
    pub stored: Stored,
    /// The scanner found something, or could not be asked.
    pub held_back: bool,
}

/// What a new file is for.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// The client it is about; may be left out where the authorization says it.
    pub client_id: Option<Uuid>,
    /// The request it belongs to; none while the request is not sent.
    pub authorization_id: Option<Uuid>,
    /// Which form it is.
    pub document_type: DocumentType,
}

/// What a new row says beyond its file.
struct Place {
    client_id: Uuid,
    authorization_id: Option<Uuid>,
    document_type: DocumentType,
    version_number: i32,
    replaces: Option<Uuid>,
}

/// A new document, staged or part of a request.
pub fn upload(tx: &mut Tx<'_>, target: Target, file: &NewFile) -> Result<Done<Attachment>, Fault> {
    let request = target.authorization_id.map(|id| hold::request(tx, id)).transpose()?;
    let client_id = client_of(tx, target, request.as_ref())?;
    let place = Place {
        client_id,
        authorization_id: target.authorization_id,
        document_type: target.document_type,
        version_number: 1,
        replaces: None,
    };
    let id = insert(tx, &place, file)?;
    if let Some(request) = &request {
        documents_changed(tx, request, target.document_type, "added")?;
    }
    told_if_held_back(tx, request.as_ref(), client_id, file)?;
    let detail = json!({ "document_type": target.document_type, "held_back": file.held_back });
    let event = Event::new("attachments.upload", "attachment", id).about(client_id).detail(detail);
    Ok(Done::created(one(tx, id)?, event))
}

/// A new version of a document; the former stays in the record.
pub fn replace(tx: &mut Tx<'_>, id: Uuid, file: &NewFile) -> Result<Done<Attachment>, Fault> {
    let (former, request) = hold::file(tx, id)?;
    let row = former.row();
    let place = Place {
        client_id: row.client_id,
        authorization_id: row.authorization_id,
        document_type: row.document_type()?,
        version_number: row.version_number.saturating_add(1),
        replaces: Some(row.id),
    };
    set_state(tx, &former, AttachmentState::Replaced.as_str())?;
    let fresh = insert(tx, &place, file)?;
    if let Some(request) = &request {
        documents_changed(tx, request, place.document_type, "replaced")?;
    }
    told_if_held_back(tx, request.as_ref(), place.client_id, file)?;
    let detail = json!({ "document_type": place.document_type, "version": place.version_number });
    let event = Event::new("attachments.replace", "attachment", fresh).about(place.client_id).detail(detail);
    Ok(Done::created(one(tx, fresh)?, event))
}

/// Takes a document away: one that was never sent goes with its file, one that was stays in the record.
pub fn remove(tx: &mut Tx<'_>, id: Uuid) -> Result<Done<()>, Fault> {
    let (held, request) = hold::file(tx, id)?;
    set_state(tx, &held, "removed")?;
    let row = held.row();
    match &request {
        Some(request) => documents_changed(tx, request, row.document_type()?, "removed")?,
        None => stored_files::forget(tx, &row.storage_key)?,
    }
    let detail = json!({ "document_type": row.document_type, "staged": request.is_none() });
    Ok(Done::quietly(Event::new("attachments.remove", "attachment", id).about(row.client_id).detail(detail)))
}

/// The client that is named, which must be the request's and known to the agency.
fn client_of(tx: &mut Tx<'_>, target: Target, request: Option<&Held<Attach, Request>>) -> Result<Uuid, Fault> {
    match (request, target.client_id) {
        (Some(held), Some(named)) if named != held.row().client_id => {
            let detail = "The authorization is for another client. Choose the client it is for.";
            Err(Problem::field("/client_id", "other_client", detail).into())
        }
        (Some(held), _) => Ok(held.row().client_id),
        (None, Some(named)) => must_see_client(tx, named).map(|()| named),
        (None, None) => Err(Problem::field("/client_id", "required", "Name the client the document is about.").into()),
    }
}

fn insert(tx: &mut Tx<'_>, place: &Place, file: &NewFile) -> Result<Uuid, Fault> {
    let id = tx.new_id();
    let state = match (file.held_back, place.authorization_id) {
        (true, _) => AttachmentState::Quarantined,
        (false, Some(_)) => AttachmentState::Attached,
        (false, None) => AttachmentState::Staged,
    };
    stored_files::name(tx, &file.stored)?;
    diesel::insert_into(attachments::table)
        .values((
            (
                attachments::id.eq(id),
                attachments::organization_id.eq(tx.actor().organization_id),
                attachments::client_id.eq(place.client_id),
                attachments::authorization_id.eq(place.authorization_id),
                attachments::document_type.eq(place.document_type.as_str()),
                attachments::version_number.eq(place.version_number),
                attachments::replaces.eq(place.replaces),
                attachments::state.eq(state.as_str()),
                attachments::uploaded_at.eq(tx.now()),
                attachments::uploaded_by.eq(tx.actor().user_id),
            ),
            (
                attachments::file_name.eq(suggested_name(place.document_type, tx.today(), &file.accepted.extension)),
                attachments::original_name.eq(&file.accepted.name),
                attachments::extension.eq(&file.accepted.extension),
                attachments::content_type.eq(file.accepted.content_type),
                attachments::bytes.eq(file.bytes),
                attachments::sha256.eq(&file.sha256),
                attachments::storage_key.eq(&file.stored.key),
            ),
        ))
        .execute(tx.conn)?;
    Ok(id)
}

fn set_state(tx: &mut Tx<'_>, held: &Held<Attach, Row>, state: &str) -> Result<(), Fault> {
    let row = held.row();
    diesel::update(attachments::table.find((row.organization_id, row.id)))
        .set((attachments::state.eq(state), attachments::version.eq(attachments::version + 1)))
        .execute(tx.conn)?;
    Ok(())
}

/// Counts the forms again, writes the step into the request's history and tells open pages.
fn documents_changed(
    tx: &mut Tx<'_>,
    held: &Held<Attach, Request>,
    document_type: DocumentType,
    what: &str,
) -> Result<(), Fault> {
    let request = held.row();
    let standing = request.standing()?;
    authorizations::documents_changed(tx, request.id)?;
    let step = Step {
        organization_id: request.organization_id,
        authorization_id: request.id,
        action: Action::Attach,
        from: Some(standing),
        to: standing,
        why: format!("{document_type} {what}"),
        changes: json!({}),
    };
    authorizations::record(tx, &step)?;
    tx.announce(Announcement {
        organization_id: Some(request.organization_id),
        kind: "authorization",
        subject_id: Some(request.id),
        client_id: Some(request.client_id),
    });
    Ok(())
}

/// The agency hears of a file that its people cannot open.
fn told_if_held_back(
    tx: &mut Tx<'_>,
    request: Option<&Held<Attach, Request>>,
    client_id: Uuid,
    file: &NewFile,
) -> Result<(), Fault> {
    if !file.held_back {
        return Ok(());
    }
    let subject = match request {
        Some(held) => format!("A document for authorization {} is held for a virus check.", held.row().number),
        None => "A document that was not sent yet is held for a virus check.".to_owned(),
    };
    let organization = tx.actor().organization_id;
    let authorization_id = request.map(|held| held.row().id);
    let kind = NotificationKind::DocumentQuarantined;
    notify::tell(tx, organization, &Notice { kind, subject, authorization_id, client_id: Some(client_id) })
}

fn one(tx: &mut Tx<'_>, id: Uuid) -> Result<Attachment, Fault> {
    let rows = attachments::table
        .inner_join(users::table.on(users::id.eq(attachments::uploaded_by)))
        .filter(attachments::id.eq(id))
        .select((Row::as_select(), users::display_name))
        .load(tx.conn)?;
    let shown = shown(tx, rows)?.pop().ok_or_else(|| Fault::from(Code::NotFound))?;
    tx.saw(shown.client_id);
    Ok(shown)
}
