//! Disclosures of a client's record: every capability that lets something out says so here.

use diesel::pg::Pg;
use diesel::prelude::*;
use domain::page::Page;
use domain::record::{Disclosure, DisclosureBasis, NewDisclosure, accounting_from, check_disclosure};
use serde_json::json;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use crate::audit::{Done, Event};
use crate::db::schema::{disclosures, organizations};
use crate::db::support::{filled, known};
use crate::db::{Tx, clients};
use crate::fault::Fault;
use crate::http::cursor::{self, PageQuery};

/// A disclosure to be written down. The transaction that lets something out writes it, so that neither is without the
/// other.
#[derive(Debug, Clone)]
pub struct NewEntry<'a> {
    /// Whose record.
    pub client_id: Uuid,
    /// The day.
    pub disclosed_on: Date,
    /// Who receives it.
    pub recipient: &'a str,
    /// Their address, empty where it is not known.
    pub recipient_address: &'a str,
    /// What, in short.
    pub what: &'a str,
    /// For what purpose, in short.
    pub purpose: &'a str,
    /// On what ground.
    pub basis: DisclosureBasis,
    /// Made outside the product and entered by a person.
    pub by_hand: bool,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = disclosures, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    organization_id: Uuid,
    client_id: Uuid,
    disclosed_on: Date,
    recipient: String,
    recipient_address: String,
    what: String,
    purpose: String,
    basis: String,
    by_hand: bool,
    entered_at: OffsetDateTime,
}

diesel::define_sql_function! {
    /// The name under an act, whoever reads it.
    fn identity_name(who: diesel::sql_types::Uuid) -> diesel::sql_types::Nullable<diesel::sql_types::Text>
}

type Named = (Row, String, Option<String>);

fn wire((row, organization_name, entered_by_name): Named) -> Result<Disclosure, Fault> {
    Ok(Disclosure {
        id: row.id,
        client_id: row.client_id,
        organization_id: row.organization_id,
        organization_name,
        disclosed_on: row.disclosed_on,
        recipient: row.recipient,
        recipient_address: filled(row.recipient_address),
        what: row.what,
        purpose: row.purpose,
        basis: known(DisclosureBasis::parse(&row.basis))?,
        by_hand: row.by_hand,
        entered_at: row.entered_at,
        entered_by_name,
    })
}

/// Writes a disclosure down, in the name of the actor's organization. Gives its id.
pub fn disclosure(tx: &mut Tx<'_>, entry: &NewEntry<'_>) -> Result<Uuid, Fault> {
    let (id, now) = (tx.new_id(), tx.now());
    let (organization_id, user_id) = (tx.actor().organization_id, tx.actor().user_id);
    diesel::insert_into(disclosures::table)
        .values((
            disclosures::id.eq(id),
            disclosures::organization_id.eq(organization_id),
            disclosures::client_id.eq(entry.client_id),
            disclosures::disclosed_on.eq(entry.disclosed_on),
            disclosures::recipient.eq(entry.recipient),
            disclosures::recipient_address.eq(entry.recipient_address),
            disclosures::what.eq(entry.what),
            disclosures::purpose.eq(entry.purpose),
            disclosures::basis.eq(entry.basis.as_str()),
            disclosures::by_hand.eq(entry.by_hand),
            disclosures::entered_at.eq(now),
            disclosures::entered_by.eq(user_id),
        ))
        .execute(tx.conn)?;
    Ok(id)
}

macro_rules! named {
    () => {
        disclosures::table
            .inner_join(organizations::table.on(organizations::id.eq(disclosures::organization_id)))
            .select((Row::as_select(), organizations::name, identity_name(disclosures::entered_by)))
    };
}

/// A client's disclosures of the last six years, the latest first: one's own organization's, for the county all.
pub fn disclosures(tx: &mut Tx<'_>, client: Uuid, query: &PageQuery) -> Result<Page<Disclosure>, Fault> {
    clients::ensure_known(tx, client)?;
    let limit = cursor::limit(query.limit)?;
    let after: Option<(Date, Uuid)> = cursor::read(tx, query.cursor.as_deref())?;
    let rows = read(tx, client, after, limit + 1)?;
    cursor::page(tx, rows, limit, |one: &Disclosure| (one.disclosed_on, one.id))
}

/// All of them for a file; refused where there are more than a file takes.
pub fn account(tx: &mut Tx<'_>, client: Uuid, most: i64) -> Result<Vec<Disclosure>, Fault> {
    clients::ensure_known(tx, client)?;
    let rows = read(tx, client, None, most + 1)?;
    if i64::try_from(rows.len()).is_ok_and(|rows| rows > most) {
        return Err(Fault::broken("a client has more disclosures than a file takes"));
    }
    Ok(rows)
}

/// So many of them from a place on.
fn read(tx: &mut Tx<'_>, client: Uuid, after: Option<(Date, Uuid)>, limit: i64) -> Result<Vec<Disclosure>, Fault> {
    let (own, county, from) = (tx.actor().organization_id, tx.actor().is_county(), accounting_from(tx.today()));
    let mut rows = named!()
        .filter(disclosures::client_id.eq(client))
        .filter(disclosures::disclosed_on.ge(from))
        .order((disclosures::disclosed_on.desc(), disclosures::id.desc()))
        .limit(limit)
        .into_boxed();
    if !county {
        rows = rows.filter(disclosures::organization_id.eq(own));
    }
    if let Some((day, id)) = after {
        rows = rows.filter(
            disclosures::disclosed_on.lt(day).or(disclosures::disclosed_on.eq(day).and(disclosures::id.lt(id))),
        );
    }
    let found: Vec<Named> = rows.load(tx.conn)?;
    tx.saw(client);
    found.into_iter().map(wire).collect()
}

/// Enters a disclosure that was made outside the product.
pub fn add(tx: &mut Tx<'_>, client: Uuid, new: &NewDisclosure) -> Result<Done<Disclosure>, Fault> {
    clients::ensure_known(tx, client)?;
    let wrong = check_disclosure(new, tx.today());
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let entry = NewEntry {
        client_id: client,
        disclosed_on: new.disclosed_on,
        recipient: new.recipient.trim(),
        recipient_address: new.recipient_address.as_deref().unwrap_or_default().trim(),
        what: new.what.trim(),
        purpose: new.purpose.trim(),
        basis: new.basis,
        by_hand: true,
    };
    let id = disclosure(tx, &entry)?;
    let row: Named = named!()
        .filter(disclosures::organization_id.eq(tx.actor().organization_id))
        .filter(disclosures::id.eq(id))
        .first(tx.conn)?;
    tx.saw(client);
    let event = Event::new("record.add_disclosure", "disclosure", id)
        .about(client)
        .detail(json!({ "basis": new.basis.as_str() }));
    Ok(Done::created(wire(row)?, event))
}
