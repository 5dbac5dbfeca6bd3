//! Coverage: facts about a client that its organizations share. Spans that imply substance-use treatment (42 CFR
//! Part 2) stay with the organization that entered them, and the county.

use diesel::expression::ValidGrouping;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use diesel::sql_types::{Array, Bool, Text};
use domain::coverage::{ChangeCoverage, CoverageSpan, NewCoverage, PayerKind, check_change, check_new};
use domain::identifiers::Cin;
use domain::page::Page;
use domain::problem::{Code, FieldError, Problem};
use time::Date;
use uuid::Uuid;

use super::held::{Change, Held};
use super::schema::{client_organizations as links, coverage};
use super::support::{filled, known, touched};
use super::{Announcement, Tx, clients, sensitivity};
use crate::audit::{Done, Event};
use crate::fault::Fault;
use crate::http::cursor::{self, PageQuery};
use crate::http::if_match::IfMatch;

#[derive(Queryable, Selectable)]
#[diesel(table_name = coverage, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    client_id: Uuid,
    payer: String,
    plan_name: String,
    medi_cal: bool,
    member_id: String,
    subscriber: String,
    start_date: Date,
    end_date: Option<Date>,
    entered_by_organization: Uuid,
    version: i32,
}

impl Row {
    fn wire(self, reader: Uuid) -> Result<CoverageSpan, Fault> {
        Ok(CoverageSpan {
            id: self.id,
            client_id: self.client_id,
            payer: known(PayerKind::parse(&self.payer))?,
            plan_name: self.plan_name,
            medi_cal: self.medi_cal,
            member_id: filled(self.member_id),
            subscriber: filled(self.subscriber),
            start_date: self.start_date,
            end_date: self.end_date,
            entered_by_my_organization: self.entered_by_organization == reader,
            version: self.version,
        })
    }
}

/// Payers whose spans are walled between organizations.
fn walled_payers() -> Vec<&'static str> {
    PayerKind::ALL.iter().filter(|payer| payer.implies_substance_use()).map(|payer| payer.as_str()).collect()
}

/// That a span's payer is none of these. They travel as one parameter, which diesel's own `ne_all` cannot promise, so
/// the statement is written out once and then known by its type.
#[derive(Debug, Clone, ValidGrouping)]
pub(super) struct NotWalled(Vec<&'static str>);

impl NotWalled {
    pub(super) fn new() -> Self {
        Self(walled_payers())
    }
}

impl Expression for NotWalled {
    type SqlType = Bool;
}

impl<Source> SelectableExpression<Source> for NotWalled where coverage::payer: SelectableExpression<Source> {}

impl<Source> AppearsOnTable<Source> for NotWalled where coverage::payer: AppearsOnTable<Source> {}

impl QueryId for NotWalled {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl QueryFragment<Pg> for NotWalled {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("coverage.payer <> ALL(");
        out.push_bind_param::<Array<Text>, _>(&self.0)?;
        out.push_sql(")");
        Ok(())
    }
}

/// The spans of a client that the actor may see, still to be narrowed.
macro_rules! visible {
    ($tx:expr, $client:expr) => {{
        let (own, county) = ($tx.actor().organization_id, $tx.actor().is_county());
        coverage::table
            .filter(coverage::client_id.eq($client))
            .filter(NotWalled::new().or(coverage::entered_by_organization.eq(own)).or(county.into_sql::<Bool>()))
            .filter(sensitivity::opens!(coverage))
            .select(Row::as_select())
    }};
}

/// A client's coverage, the latest first.
pub fn list(tx: &mut Tx<'_>, client: Uuid, query: &PageQuery) -> Result<Page<CoverageSpan>, Fault> {
    clients::ensure_known(tx, client)?;
    let limit = cursor::limit(query.limit)?;
    let after: Option<(Date, Uuid)> = cursor::read(tx, query.cursor.as_deref())?;
    let reader = tx.actor().organization_id;
    let mut rows =
        visible!(tx, client).order((coverage::start_date.desc(), coverage::id)).limit(limit + 1).into_boxed();
    if let Some((day, id)) = after {
        rows = rows.filter(coverage::start_date.lt(day).or(coverage::start_date.eq(day).and(coverage::id.gt(id))));
    }
    let found: Vec<Row> = rows.load(tx.conn)?;
    tx.saw(client);
    let wired = found.into_iter().map(|row| row.wire(reader)).collect::<Result<_, _>>()?;
    cursor::page(tx, wired, limit, |one: &CoverageSpan| (one.start_date, one.id))
}

fn on_file(tx: &mut Tx<'_>, client: Uuid) -> Result<Vec<CoverageSpan>, Fault> {
    let reader = tx.actor().organization_id;
    let rows: Vec<Row> = visible!(tx, client).load(tx.conn)?;
    rows.into_iter().map(|row| row.wire(reader)).collect()
}

/// Writes a span that was found right; gives its id.
pub(super) fn insert(tx: &mut Tx<'_>, client: Uuid, new: &NewCoverage, entered_by: Uuid) -> Result<Uuid, Fault> {
    let id = tx.new_id();
    diesel::insert_into(coverage::table)
        .values((
            coverage::id.eq(id),
            coverage::client_id.eq(client),
            coverage::payer.eq(new.payer.as_str()),
            coverage::plan_name.eq(new.plan_name.trim()),
            coverage::medi_cal.eq(new.is_medi_cal()),
            coverage::member_id.eq(stored_number(new.is_medi_cal(), new.member_id.as_deref())),
            coverage::subscriber.eq(new.subscriber.as_deref().unwrap_or_default().trim()),
            coverage::start_date.eq(new.start_date),
            coverage::end_date.eq(new.end_date),
            coverage::entered_by_organization.eq(entered_by),
        ))
        .execute(tx.conn)
        .map_err(overlapping)?;
    Ok(id)
}

/// A payer that says by itself that somebody is in substance-use treatment is entered by people of such a program.
pub(super) fn check_payer(tx: &mut Tx<'_>, new: &NewCoverage, pointer: &str) -> Result<Option<FieldError>, Fault> {
    let own = tx.actor().organization_id;
    if !new.payer.implies_substance_use() || sensitivity::may_enter(tx, own)? {
        return Ok(None);
    }
    const CLOSED: &str =
        "This payer is entered by people of a substance-use program (42 CFR Part 2). Leave it to them.";
    Ok(Some(FieldError::new(pointer, "part2_program_only", CLOSED)))
}

/// A CIN has one form; other payers' numbers are kept as they were typed.
fn stored_number(medi_cal: bool, text: Option<&str>) -> String {
    let text = text.unwrap_or_default().trim();
    let cin = if medi_cal { Cin::parse(text).ok() } else { None };
    cin.map_or_else(|| text.to_owned(), |cin| cin.as_str().to_owned())
}

/// Overlaps that the actor can see were refused with their dates; what is left is hidden or was entered just now.
fn overlapping(error: DieselError) -> Fault {
    match error {
        DieselError::DatabaseError(DatabaseErrorKind::ExclusionViolation, _) => {
            const HIDDEN: &str = "Coverage by this payer is on file for some of these days. Load the list again; if it \
                does not show there, ask the county.";
            Problem::new(Code::Conflict, HIDDEN).into()
        }
        other => other.into(),
    }
}

fn one(tx: &mut Tx<'_>, id: Uuid) -> Result<Row, Fault> {
    Ok(coverage::table.find(id).select(Row::as_select()).first(tx.conn)?)
}

/// Adds a span to a client.
pub fn create(tx: &mut Tx<'_>, client: Uuid, new: &NewCoverage) -> Result<Done<CoverageSpan>, Fault> {
    clients::ensure_known(tx, client)?;
    let birth_date = clients::birth_date(tx, client)?;
    let before = on_file(tx, client)?;
    let mut wrong = check_new(new, birth_date, tx.today(), &before);
    wrong.extend(check_payer(tx, new, "/payer")?);
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    let organization = tx.actor().organization_id;
    let id = insert(tx, client, new, organization)?;
    let made = one(tx, id)?;
    tell(tx, &made)?;
    tx.saw(client);
    let event = Event::new("coverage.create", "coverage", id).about(client);
    Ok(Done::created(made.wire(organization)?, event).version(1))
}

/// The span changed, and with it where its client stands. The county tells every organization that knows the client,
/// unless the span is none of their business; an agency cannot know who else does, so only its own pages hear at once.
fn tell(tx: &mut Tx<'_>, span: &Row) -> Result<(), Fault> {
    let client_id = Some(span.client_id);
    let mut told = vec![tx.actor().organization_id, span.entered_by_organization];
    if !walled_payers().contains(&span.payer.as_str()) {
        let known_to = links::table.filter(links::client_id.eq(span.client_id)).select(links::organization_id);
        told.extend(known_to.load::<Uuid>(tx.conn)?);
    }
    told.sort_unstable();
    told.dedup();
    for organization_id in told.into_iter().map(Some) {
        tx.announce(Announcement { organization_id, kind: "coverage", subject_id: Some(span.id), client_id });
        tx.announce(Announcement { organization_id, kind: "client", subject_id: client_id, client_id });
    }
    Ok(())
}

/// A span the actor's organization entered, for the county any.
fn hold(tx: &mut Tx<'_>, id: Uuid) -> Result<Held<Change, CoverageSpan>, Fault> {
    let (own, county) = (tx.actor().organization_id, tx.actor().is_county());
    let row: Row = coverage::table
        .find(id)
        .filter(sensitivity::opens!(coverage))
        .select(Row::as_select())
        .for_update()
        .first(tx.conn)?;
    clients::ensure_known(tx, row.client_id)?;
    let mine = row.entered_by_organization == own;
    let span = row.wire(own)?;
    if !mine && !county {
        if span.payer.implies_substance_use() {
            return Err(Code::NotFound.into());
        }
        const FOREIGN: &str = "Another organization entered this coverage. Ask the county to change it.";
        return Err(Problem::new(Code::NotPermitted, FOREIGN).into());
    }
    Ok(Held::prove(span))
}

/// Changes a span: the organization that entered it, or the county.
pub fn change(tx: &mut Tx<'_>, id: Uuid, seen: IfMatch, change: &ChangeCoverage) -> Result<Done<CoverageSpan>, Fault> {
    let held = hold(tx, id)?;
    let span = held.row();
    let client = span.client_id;
    seen.check(span.version)?;
    let birth_date = clients::birth_date(tx, client)?;
    let others = on_file(tx, client)?;
    let wrong = check_change(span, change, birth_date, tx.today(), &others);
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    apply(tx, &held, &span.changed(change))?;
    let after = one(tx, id)?;
    tell(tx, &after)?;
    tx.saw(client);
    let event = Event::new("coverage.change", "coverage", id).about(client).detail(touched(change));
    let reader = tx.actor().organization_id;
    Ok(Done::changed(after.wire(reader)?, event).version(span.version + 1))
}

fn apply(tx: &mut Tx<'_>, held: &Held<Change, CoverageSpan>, after: &CoverageSpan) -> Result<(), Fault> {
    let span = held.row();
    diesel::update(coverage::table.find(span.id))
        .set((
            coverage::plan_name.eq(after.plan_name.trim()),
            coverage::member_id.eq(stored_number(after.medi_cal, after.member_id.as_deref())),
            coverage::subscriber.eq(after.subscriber.as_deref().unwrap_or_default().trim()),
            coverage::start_date.eq(after.start_date),
            coverage::end_date.eq(after.end_date),
            coverage::version.eq(span.version + 1),
        ))
        .execute(tx.conn)
        .map_err(overlapping)?;
    Ok(())
}
