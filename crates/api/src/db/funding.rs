//! Provider authorizations and their ledger.

use diesel::prelude::*;
use domain::access::OrganizationKind;
use domain::calendar::FiscalYear;
use domain::funding::{
    Balance, FundingSource, LedgerEntry, LedgerKind, NewLedgerEntry, NewProviderAuthorization, ProviderAuthorization,
    ProviderAuthorizationDetail, ProviderAuthorizationFilter, check_new_provider_authorization, post,
};
use domain::page::Page;
use domain::problem::{Code, FieldError, Problem};
use rust_decimal::Decimal;
use serde_json::json;
use std::sync::LazyLock;
use time::OffsetDateTime;
use uuid::Uuid;

use super::held::Held;
use super::names::identity_name;
use super::schema::provider_authorization_ledger as ledger;
use super::schema::provider_authorizations as pauths;
use super::schema::{funding_sources, organizations};
use super::{Announcement, Tx};
use crate::audit::{Done, Event};
use crate::fault::Fault;
use crate::http::cursor;

static SOURCES: LazyLock<Vec<FundingSource>> = LazyLock::new(domain::funding::funding_sources);

/// Funding sources with their plans and procedures. The tables hold the same rows: migrating loads them from here.
pub fn sources() -> &'static [FundingSource] {
    &SOURCES
}

/// Posting to the ledger.
#[derive(Debug)]
pub enum Post {}

/// A P-Auth as its table has it, with the two names.
#[derive(Debug, Queryable)]
pub struct Row {
    id: Uuid,
    number: i64,
    organization_id: Uuid,
    funding_source_id: i32,
    fiscal_year: i16,
    amount: Decimal,
    drawn: Decimal,
    version: i32,
    organization_name: String,
    funding_source_name: String,
}

impl Row {
    fn balance(&self) -> Balance {
        Balance { amount: self.amount, drawn: self.drawn }
    }

    fn wire(self) -> ProviderAuthorization {
        ProviderAuthorization {
            remaining: self.balance().remaining(),
            fiscal_year_label: FiscalYear(self.fiscal_year).label(),
            id: self.id,
            number: self.number,
            organization_id: self.organization_id,
            organization_name: self.organization_name,
            funding_source_id: self.funding_source_id,
            funding_source_name: self.funding_source_name,
            fiscal_year: self.fiscal_year,
            amount: self.amount,
            drawn: self.drawn,
            version: self.version,
        }
    }
}

macro_rules! joined {
    () => {
        pauths::table
            .inner_join(organizations::table.on(organizations::id.eq(pauths::organization_id)))
            .inner_join(funding_sources::table.on(funding_sources::id.eq(pauths::funding_source_id)))
            .select((
                pauths::id,
                pauths::number,
                pauths::organization_id,
                pauths::funding_source_id,
                pauths::fiscal_year,
                pauths::amount,
                pauths::drawn,
                pauths::version,
                organizations::name,
                funding_sources::name,
            ))
    };
}

/// The first wall: an agency's people work on their own agency's rows, the county's on all.
fn one(tx: &mut Tx<'_>, id: Uuid) -> Result<Row, Fault> {
    let mut query = joined!().filter(pauths::id.eq(id)).into_boxed();
    if !tx.actor().is_county() {
        query = query.filter(pauths::organization_id.eq(tx.actor().organization_id));
    }
    Ok(query.first(tx.conn)?)
}

/// Every P-Auth of one organization, for the rules of a request.
pub(super) fn of_organization(tx: &mut Tx<'_>, organization_id: Uuid) -> Result<Vec<ProviderAuthorization>, Fault> {
    let rows: Vec<Row> = joined!()
        .filter(pauths::organization_id.eq(organization_id))
        .order((pauths::fiscal_year.desc(), pauths::funding_source_id))
        .load(tx.conn)?;
    Ok(rows.into_iter().map(Row::wire).collect())
}

/// A page of P-Auths: newest fiscal year first, then by source.
pub fn list(tx: &mut Tx<'_>, filter: &ProviderAuthorizationFilter) -> Result<Page<ProviderAuthorization>, Fault> {
    type Key = (i16, i32, Uuid);
    filter.check()?;
    let limit = cursor::limit(filter.limit)?;
    let mut query = joined!().into_boxed();
    let own = (!tx.actor().is_county()).then_some(tx.actor().organization_id);
    if let Some(organization) = own.or(filter.organization_id) {
        query = query.filter(pauths::organization_id.eq(organization));
    }
    if let Some(source) = filter.funding_source_id {
        query = query.filter(pauths::funding_source_id.eq(source));
    }
    if let Some(year) = filter.fiscal_year {
        query = query.filter(pauths::fiscal_year.eq(year));
    }
    if let Some((year, source, id)) = cursor::read::<Key>(tx, filter.cursor.as_deref())? {
        let same_year =
            pauths::funding_source_id.gt(source).or(pauths::funding_source_id.eq(source).and(pauths::id.gt(id)));
        query = query.filter(pauths::fiscal_year.lt(year).or(pauths::fiscal_year.eq(year).and(same_year)));
    }
    let rows: Vec<Row> = query
        .order((pauths::fiscal_year.desc(), pauths::funding_source_id, pauths::id))
        .limit(limit + 1)
        .load(tx.conn)?;
    let rows = rows.into_iter().map(Row::wire).collect();
    cursor::page(tx, rows, limit, |one: &ProviderAuthorization| (one.fiscal_year, one.funding_source_id, one.id))
}

/// One P-Auth with its ledger.
pub fn read(tx: &mut Tx<'_>, id: Uuid) -> Result<ProviderAuthorizationDetail, Fault> {
    let row = one(tx, id)?;
    detail(tx, row)
}

fn detail(tx: &mut Tx<'_>, row: Row) -> Result<ProviderAuthorizationDetail, Fault> {
    type Line = (Uuid, String, Decimal, Decimal, String, OffsetDateTime, Option<String>);
    let lines: Vec<Line> = ledger::table
        .filter(ledger::organization_id.eq(row.organization_id))
        .filter(ledger::provider_authorization_id.eq(row.id))
        .order(ledger::position)
        .select((
            ledger::id,
            ledger::kind,
            ledger::amount,
            ledger::balance_after,
            ledger::reason,
            ledger::at,
            identity_name(ledger::user_id.nullable()),
        ))
        .load(tx.conn)?;
    let ledger = lines.into_iter().map(entry).collect::<Result<_, _>>()?;
    Ok(ProviderAuthorizationDetail { provider_authorization: row.wire(), ledger })
}

fn entry(
    (id, kind, amount, balance_after, reason, at, by): (
        Uuid,
        String,
        Decimal,
        Decimal,
        String,
        OffsetDateTime,
        Option<String>,
    ),
) -> Result<LedgerEntry, Fault> {
    let kind = LedgerKind::parse(&kind).ok_or_else(|| Fault::broken("unknown ledger kind"))?;
    Ok(LedgerEntry { id, kind, amount, balance_after, reason, at, by: by.unwrap_or_default() })
}

/// Sets up a P-Auth with its contract amount.
pub fn create(tx: &mut Tx<'_>, new: &NewProviderAuthorization) -> Result<Done<ProviderAuthorizationDetail>, Fault> {
    let mut errors: Vec<FieldError> = check_new_provider_authorization(new).err().into_iter().collect();
    errors.extend(check_parties(tx, new)?);
    if !errors.is_empty() {
        return Err(errors.into());
    }
    let id = tx.new_id();
    let made = diesel::insert_into(pauths::table)
        .values((
            pauths::id.eq(id),
            pauths::organization_id.eq(new.organization_id),
            pauths::funding_source_id.eq(new.funding_source_id),
            pauths::fiscal_year.eq(new.fiscal_year),
            pauths::amount.eq(new.amount),
        ))
        .on_conflict((pauths::organization_id, pauths::funding_source_id, pauths::fiscal_year))
        .do_nothing()
        .execute(tx.conn)?;
    if made == 0 {
        return Err(exists_already(tx, new)?);
    }
    let line =
        Line { kind: LedgerKind::Initial, amount: new.amount, balance_after: new.amount, reason: "Contract amount" };
    write_line(tx, new.organization_id, id, &line)?;
    let whole = read(tx, id)?;
    tell(tx, new.organization_id, id);
    let event = Event::new("funding.create", "provider_authorization", id)
        .detail(json!({ "fields": ["organization_id", "funding_source_id", "fiscal_year", "amount"] }));
    let version = whole.provider_authorization.version;
    Ok(Done::created(whole, event).version(version))
}

fn check_parties(tx: &mut Tx<'_>, new: &NewProviderAuthorization) -> Result<Vec<FieldError>, Fault> {
    let mut errors = Vec::new();
    let kind: Option<String> =
        organizations::table.find(new.organization_id).select(organizations::kind).first(tx.conn).optional()?;
    if kind.as_deref() != Some(OrganizationKind::Agency.as_str()) {
        errors.push(FieldError::new("/organization_id", "not_an_agency", "Choose a contract agency."));
    }
    if !sources().iter().any(|source| source.id == new.funding_source_id) {
        errors.push(FieldError::new("/funding_source_id", "unknown", "Choose a funding source from the list."));
    }
    Ok(errors)
}

fn exists_already(tx: &mut Tx<'_>, new: &NewProviderAuthorization) -> Result<Fault, Fault> {
    let existing: Uuid = pauths::table
        .filter(pauths::organization_id.eq(new.organization_id))
        .filter(pauths::funding_source_id.eq(new.funding_source_id))
        .filter(pauths::fiscal_year.eq(new.fiscal_year))
        .select(pauths::id)
        .first(tx.conn)?;
    let words = "This agency has a provider authorization for this source and fiscal year already. Amend that one.";
    Ok(Problem::new(Code::AlreadyExists, words).existing(existing).into())
}

struct Line<'a> {
    kind: LedgerKind,
    amount: Decimal,
    balance_after: Decimal,
    reason: &'a str,
}

fn write_line(tx: &mut Tx<'_>, organization_id: Uuid, of: Uuid, line: &Line<'_>) -> Result<(), Fault> {
    let (id, now, user) = (tx.new_id(), tx.now(), tx.actor().user_id);
    diesel::insert_into(ledger::table)
        .values((
            ledger::id.eq(id),
            ledger::organization_id.eq(organization_id),
            ledger::provider_authorization_id.eq(of),
            ledger::kind.eq(line.kind.as_str()),
            ledger::amount.eq(line.amount),
            ledger::balance_after.eq(line.balance_after),
            ledger::reason.eq(line.reason),
            ledger::at.eq(now),
            ledger::user_id.eq(user),
        ))
        .execute(tx.conn)?;
    Ok(())
}

fn hold(tx: &mut Tx<'_>, id: Uuid) -> Result<Held<Post, Row>, Fault> {
    let organization_id = one(tx, id)?.organization_id;
    // Locked by itself: a joined row cannot be locked without locking the names too. Then read again, as it is now.
    let _: Uuid = pauths::table.find((organization_id, id)).select(pauths::id).for_update().first(tx.conn)?;
    Ok(Held::prove(one(tx, id)?))
}

/// Moves money on the locked row. The rule is `domain`'s; the condition in the statement and the table's own check
/// stand behind it, so that no race takes the balance below zero.
pub fn post_entry(
    tx: &mut Tx<'_>,
    id: Uuid,
    entry: &NewLedgerEntry,
) -> Result<Done<ProviderAuthorizationDetail>, Fault> {
    let held = hold(tx, id)?;
    let (change, after) = post(held.row().balance(), entry).map_err(|error| Fault::from(vec![error]))?;
    apply(tx, &held, after)?;
    let (organization, version) = (held.row().organization_id, held.row().version + 1);
    let line = Line { kind: entry.kind, amount: change, balance_after: after.remaining(), reason: &entry.reason };
    write_line(tx, organization, id, &line)?;
    tell(tx, organization, id);
    let event =
        Event::new("funding.post_entry", "provider_authorization", id).detail(json!({ "kind": entry.kind.as_str() }));
    Ok(Done::created(read(tx, id)?, event).version(version))
}

fn apply(tx: &mut Tx<'_>, held: &Held<Post, Row>, after: Balance) -> Result<(), Fault> {
    let row = held.row();
    let (more, used) = (after.amount - row.amount, after.drawn - row.drawn);
    let moved = diesel::update(
        pauths::table.find((row.organization_id, row.id)).filter((pauths::drawn + used).le(pauths::amount + more)),
    )
    .set((
        pauths::amount.eq(pauths::amount + more),
        pauths::drawn.eq(pauths::drawn + used),
        pauths::version.eq(pauths::version + 1),
    ))
    .execute(tx.conn)?;
    if moved == 1 { Ok(()) } else { Err(Fault::broken("a locked provider authorization moved")) }
}

fn tell(tx: &mut Tx<'_>, organization_id: Uuid, id: Uuid) {
    tx.announce(Announcement {
        organization_id: Some(organization_id),
        kind: "provider_authorization",
        subject_id: Some(id),
        client_id: None,
    });
}
