//! Consents of patients of substance-use programs: rows of the program, entered and revoked by its people.

use diesel::pg::Pg;
use diesel::prelude::*;
use domain::consents::{
    Consent, ConsentKind, ConsentPurpose, NewConsent, RecipientClass, RecordKind, RevokeConsent, state,
};
use domain::page::Page;
use domain::problem::{Code, FieldError, Problem};
use serde_json::json;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::held::{Change, Held};
use super::names::identity_name;
use super::schema::{consents, organizations, programs};
use super::support::{filled, known};
use super::{Tx, clients, sensitivity};
use crate::audit::{Done, Event};
use crate::fault::Fault;
use crate::http::cursor::{self, PageQuery};

#[derive(Queryable, Selectable)]
#[diesel(table_name = consents, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    organization_id: Uuid,
    client_id: Uuid,
    program_id: Uuid,
    kind: String,
    what: Vec<String>,
    description: String,
    recipient_organization_id: Option<Uuid>,
    recipient_class: Option<String>,
    recipient_name: String,
    purpose: String,
    expires_on: Option<Date>,
    expires_event: String,
    signed_by: String,
    signed_on: Date,
    revoked_at: Option<OffsetDateTime>,
    version: i32,
}

/// A row with the names of program, organization, the recipient organization, and whoever entered it.
type Named = (Row, String, String, Option<String>, Option<String>);

fn wire((row, program_name, organization_name, recipient, by): Named, today: Date) -> Result<Consent, Fault> {
    let class = row.recipient_class.as_deref().map(|word| known(RecipientClass::parse(word))).transpose()?;
    let what = row.what.iter().map(|word| known(RecordKind::parse(word))).collect::<Result<_, _>>()?;
    Ok(Consent {
        id: row.id,
        client_id: row.client_id,
        program_id: row.program_id,
        program_name,
        organization_name,
        kind: known(ConsentKind::parse(&row.kind))?,
        what,
        description: row.description,
        recipient_organization_id: row.recipient_organization_id,
        recipient_class: class,
        recipient: recipient.or(class.map(|class| class.label().to_owned())).unwrap_or(row.recipient_name),
        purpose: known(ConsentPurpose::parse(&row.purpose))?,
        expires_on: row.expires_on,
        expires_event: filled(row.expires_event),
        signed_by: row.signed_by,
        signed_on: row.signed_on,
        state: state(row.revoked_at.is_some(), row.expires_on, today),
        revoked_at: row.revoked_at,
        entered_by: by.unwrap_or_default(),
        version: row.version,
    })
}

/// Consents that the asker may know of, with names, still to be narrowed.
macro_rules! named {
    () => {{
        let recipients = diesel::alias!(organizations as recipients);
        consents::table
            .inner_join(programs::table.on(programs::id.eq(consents::program_id)))
            .inner_join(organizations::table.on(organizations::id.eq(consents::organization_id)))
            .left_join(
                recipients.on(recipients.field(organizations::id).nullable().eq(consents::recipient_organization_id)),
            )
            .filter(sensitivity::opens!(consents))
            .select((
                Row::as_select(),
                programs::name,
                organizations::name,
                recipients.field(organizations::name).nullable(),
                identity_name(consents::entered_by.nullable()),
            ))
    }};
}

/// A client's consents, the latest signature first: those of one's own programs, and those that name the reader.
pub fn list(tx: &mut Tx<'_>, client: Uuid, query: &PageQuery) -> Result<Page<Consent>, Fault> {
    clients::ensure_known(tx, client)?;
    let limit = cursor::limit(query.limit)?;
    let after: Option<(Date, Uuid)> = cursor::read(tx, query.cursor.as_deref())?;
    let (own, county) = (tx.actor().organization_id, tx.actor().is_county());
    let mut rows = named!()
        .filter(consents::client_id.eq(client))
        .order((consents::signed_on.desc(), consents::id))
        .limit(limit + 1)
        .into_boxed();
    if !county {
        rows = rows.filter(consents::organization_id.eq(own));
    }
    if let Some((day, id)) = after {
        rows = rows.filter(consents::signed_on.lt(day).or(consents::signed_on.eq(day).and(consents::id.gt(id))));
    }
    let found: Vec<Named> = rows.load(tx.conn)?;
    tx.saw(client);
    let today = tx.today();
    let wired = found.into_iter().map(|row| wire(row, today)).collect::<Result<_, _>>()?;
    cursor::page(tx, wired, limit, |one: &Consent| (one.signed_on, one.id))
}

fn one(tx: &mut Tx<'_>, organization: Uuid, id: Uuid) -> Result<Consent, Fault> {
    let today = tx.today();
    let row: Named =
        named!().filter(consents::organization_id.eq(organization)).filter(consents::id.eq(id)).first(tx.conn)?;
    wire(row, today)
}

/// Enters a consent as it was signed.
pub fn create(tx: &mut Tx<'_>, client: Uuid, new: &NewConsent) -> Result<Done<Consent>, Fault> {
    clients::ensure_known(tx, client)?;
    let organization = tx.actor().organization_id;
    let mut wrong = new.check(tx.today());
    wrong.extend(check_program(tx, organization, new)?);
    wrong.extend(check_recipient(tx, new)?);
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let id = insert(tx, organization, client, new)?;
    let made = one(tx, organization, id)?;
    tx.saw(client);
    let detail = json!({ "kind": new.kind, "purpose": new.purpose });
    Ok(Done::created(made, Event::new("consents.create", "consent", id).about(client).detail(detail)).version(1))
}

/// A program under Part 2 that the actor works in. Of any other there is nothing to consent to, or to say.
fn check_program(tx: &mut Tx<'_>, organization: Uuid, new: &NewConsent) -> Result<Option<FieldError>, Fault> {
    let part2 = programs::table
        .filter(programs::id.eq(new.program_id))
        .filter(programs::organization_id.eq(organization))
        .filter(programs::part2)
        .filter(sensitivity::app_belongs(programs::id))
        .select(programs::id);
    let theirs = part2.first::<Uuid>(tx.conn).optional()?.is_some();
    const FOREIGN: &str = "Choose a substance-use program (42 CFR Part 2) that you work in.";
    Ok((!theirs).then(|| FieldError::new("/program_id", "not_yours", FOREIGN)))
}

fn check_recipient(tx: &mut Tx<'_>, new: &NewConsent) -> Result<Option<FieldError>, Fault> {
    let Some(recipient) = new.recipient_organization_id else { return Ok(None) };
    let there = super::organizations::standing(tx, recipient)?.is_some();
    const UNKNOWN: &str = "There is no such organization. Choose one from the list, or enter a name.";
    Ok((!there).then(|| FieldError::new("/recipient_organization_id", "unknown", UNKNOWN)))
}

fn insert(tx: &mut Tx<'_>, organization: Uuid, client: Uuid, new: &NewConsent) -> Result<Uuid, Fault> {
    let (id, now, by) = (tx.new_id(), tx.now(), tx.actor().user_id);
    let text = |field: &Option<String>| field.as_deref().unwrap_or_default().trim().to_owned();
    let mut what: Vec<&str> = new.what.iter().map(|kind| kind.as_str()).collect();
    what.sort_unstable();
    what.dedup();
    diesel::insert_into(consents::table)
        .values((
            (
                consents::id.eq(id),
                consents::organization_id.eq(organization),
                consents::client_id.eq(client),
                consents::program_id.eq(new.program_id),
                consents::kind.eq(new.kind.as_str()),
                consents::what.eq(what),
                consents::description.eq(new.description.trim()),
                consents::recipient_organization_id.eq(new.recipient_organization_id),
                consents::recipient_class.eq(new.recipient_class.map(RecipientClass::as_str)),
                consents::recipient_name.eq(text(&new.recipient_name)),
            ),
            (
                consents::purpose.eq(new.purpose.as_str()),
                consents::revocation_explained.eq(new.revocation_explained),
                consents::expires_on.eq(new.expires_on),
                consents::expires_event.eq(text(&new.expires_event)),
                consents::signed_by.eq(new.signed_by.trim()),
                consents::signed_on.eq(new.signed_on),
                consents::entered_by.eq(by),
                consents::entered_at.eq(now),
            ),
        ))
        .execute(tx.conn)?;
    Ok(id)
}

/// A consent of a program the actor works in.
fn hold(tx: &mut Tx<'_>, id: Uuid) -> Result<Held<Change, Row>, Fault> {
    let own = tx.actor().organization_id;
    let row = consents::table
        .filter(consents::id.eq(id))
        .filter(consents::organization_id.eq(own))
        .filter(sensitivity::app_belongs(consents::program_id))
        .select(Row::as_select())
        .for_update()
        .first(tx.conn)?;
    Ok(Held::prove(row))
}

/// The client takes it back: from the next request on nothing is shown under it. It stays on the list.
pub fn revoke(tx: &mut Tx<'_>, id: Uuid, revocation: &RevokeConsent) -> Result<Done<Consent>, Fault> {
    let held = hold(tx, id)?;
    let (organization, client, version) = (held.row().organization_id, held.row().client_id, held.row().version);
    if held.row().revoked_at.is_some() {
        return Err(Problem::new(Code::Conflict, "This consent was revoked before.").into());
    }
    apply(tx, &held, revocation)?;
    tx.saw(client);
    let event = Event::new("consents.revoke", "consent", id).about(client);
    Ok(Done::changed(one(tx, organization, id)?, event).version(version + 1))
}

fn apply(tx: &mut Tx<'_>, held: &Held<Change, Row>, revocation: &RevokeConsent) -> Result<(), Fault> {
    let (row, now, by) = (held.row(), tx.now(), tx.actor().user_id);
    diesel::update(consents::table.find((row.organization_id, row.id)))
        .set((
            consents::revoked_at.eq(now),
            consents::revoked_by.eq(by),
            consents::revoked_reason.eq(revocation.reason.trim()),
            consents::version.eq(row.version + 1),
        ))
        .execute(tx.conn)?;
    Ok(())
}
