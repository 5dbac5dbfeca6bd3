use std::sync::Arc;

use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use domain::authorizations::AuthorizationRow;
use domain::calendar::plus_days;
use domain::county_time::CountyTime;
use domain::names::{NamePrefix, NameQuery};
use domain::page::Page;
use domain::reports::StatusReportCriteria;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::db::Tx;
use crate::db::authorizations::{Line, instant, joined, lines, micros, wire};
use crate::db::schema::{authorizations, client_index};
use crate::fault::Fault;
use crate::http::cursor;

/// Where a page begins: after this row.
pub type After = (i64, Uuid);

/// Rows a page of a file is read with.
const FILE_PAGE: i64 = 500;

/// Narrows a query over authorizations by what the reader asked for and may see.
macro_rules! narrow {
    ($query:ident, $tx:ident, $criteria:ident) => {{
        use authorizations as a;
        let own = (!$tx.actor().is_county()).then_some($tx.actor().organization_id);
        if let Some(organization) = own.or($criteria.organization_id) {
            $query = $query.filter(a::organization_id.eq(organization));
        }
        if let Some(status) = $criteria.status {
            $query = $query.filter(a::status.eq(status.as_str()));
        }
        if let Some(review) = $criteria.review_status {
            $query = $query.filter(a::review_status.eq(review.as_str()));
        }
        if let Some(program) = $criteria.program_id {
            $query = $query.filter(a::program_id.eq(program));
        }
        if let Some(source) = $criteria.funding_source_id {
            $query = $query.filter(a::funding_source_id.eq(source));
        }
        if let Some(day) = $criteria.from {
            $query = $query.filter(a::submitted_at.ge($tx.time().begins(day)));
        }
        if let Some(day) = $criteria.to {
            $query = $query.filter(a::submitted_at.lt($tx.time().begins(plus_days(day, 1))));
        }
        if let Some(number) = $criteria.client_number {
            let clients = client_index::table.filter(client_index::client_number.eq(number));
            $query = $query.filter(a::client_id.eq_any(clients.select(client_index::client_id)));
        }
        if let Some(name) = asked(&$criteria.client_name) {
            $query = $query.filter(a::client_id.eq_any(called(&NameQuery::parse(name))));
        }
    }};
}

/// Narrows the joined query by a search within its results.
macro_rules! search {
    ($query:ident, $criteria:ident) => {
        if let Some(text) = asked(&$criteria.text) {
            use crate::db::schema::{authorizations as a, benefit_plans, clients, organizations, programs};
            let part = pattern(text);
            let number =
                |column: &str| diesel::dsl::sql::<Bool>(&format!("{column}::text LIKE ")).bind::<Text, _>(part.clone());
            $query = $query.filter(
                number("authorizations.number")
                    .or(number("clients.client_number"))
                    .or(clients::last_name.concat(", ").concat(clients::first_name).ilike(part.clone()))
                    .or(clients::first_name.concat(" ").concat(clients::last_name).ilike(part.clone()))
                    .or(organizations::name.ilike(part.clone()))
                    .or(programs::name.ilike(part.clone()))
                    .or(benefit_plans::name.ilike(part.clone()))
                    .or(a::procedure_code.ilike(part.clone())),
            );
        }
    };
}

/// What somebody typed, unless it is blank.
fn asked(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// `text` anywhere, each of its characters standing for itself.
fn pattern(text: &str) -> String {
    format!("%{}%", text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_"))
}

type Clients<'a> = client_index::BoxedQuery<'a, diesel::pg::Pg, diesel::sql_types::Uuid>;

/// The clients whose present or former name begins so, in any of the ways it can be read; nobody, when nothing
/// searchable was typed.
fn called(name: &NameQuery) -> Clients<'static> {
    let mut query: Clients<'static> = client_index::table.select(client_index::client_id).into_boxed();
    if name.alternatives.is_empty() {
        return query.filter(diesel::dsl::sql::<Bool>("false"));
    }
    for NamePrefix { last, first } in &name.alternatives {
        // Every key begins with nothing, so an open side is a range of its own.
        let (last, first) = (last.clone().unwrap_or_default(), first.clone().unwrap_or_default());
        let (last_end, first_end) = (format!("{last}\u{10ffff}"), format!("{first}\u{10ffff}"));
        query = query.or_filter(
            client_index::last_key
                .ge(last)
                .and(client_index::last_key.lt(last_end))
                .and(client_index::first_key.ge(first))
                .and(client_index::first_key.lt(first_end)),
        );
    }
    query
}

/// Which kinds of criteria name a client, for the access record.
fn shape(criteria: &StatusReportCriteria) -> String {
    let named = [
        ("client_number", criteria.client_number.is_some()),
        ("client_name", asked(&criteria.client_name).is_some()),
        ("text", asked(&criteria.text).is_some()),
    ];
    named.iter().filter(|(_, used)| *used).map(|(name, _)| *name).collect::<Vec<_>>().join("+")
}

/// One page for the screen, last sent first.
pub fn page(tx: &mut Tx<'_>, criteria: &StatusReportCriteria) -> Result<Page<AuthorizationRow>, Fault> {
    let limit = cursor::limit(criteria.limit)?;
    let after: Option<After> = cursor::read(tx, criteria.cursor.as_deref())?;
    let now = tx.now();
    let found = find(tx, criteria, now, after, limit + 1)?;
    let page = cursor::page(tx, found, limit, place)?;
    Ok(Page { items: seen(tx, page.items)?, next_cursor: page.next_cursor })
}

/// What a file begins with.
#[derive(Debug)]
pub struct Begun {
    /// How many rows it will have.
    pub rows: i64,
    /// Only what was sent until then is in it.
    pub as_of: OffsetDateTime,
    /// The county's local time, for whoever writes the file.
    pub time: Arc<CountyTime>,
    /// The first rows.
    pub first: Vec<AuthorizationRow>,
    /// Where it goes on.
    pub next: Option<After>,
}

/// Counts the rows of a file and reads the first of them.
pub fn begin(tx: &mut Tx<'_>, criteria: &StatusReportCriteria) -> Result<Begun, Fault> {
    let as_of = tx.now();
    let rows = count(tx, criteria, as_of)?;
    let (first, next) = rows_after(tx, criteria, as_of, None)?;
    Ok(Begun { rows, as_of, time: tx.time(), first, next })
}

/// The next rows of a file, and where it goes on after them.
pub fn rows_after(
    tx: &mut Tx<'_>,
    criteria: &StatusReportCriteria,
    as_of: OffsetDateTime,
    after: Option<After>,
) -> Result<(Vec<AuthorizationRow>, Option<After>), Fault> {
    let mut found = find(tx, criteria, as_of, after, FILE_PAGE + 1)?;
    let full = usize::try_from(FILE_PAGE).unwrap_or(usize::MAX);
    let more = found.len() > full;
    found.truncate(full);
    let next = found.last().filter(|_| more).map(place);
    Ok((seen(tx, found)?, next))
}

/// The wire form of rows, noting whose data they show.
fn seen(tx: &mut Tx<'_>, found: Vec<Line>) -> Result<Vec<AuthorizationRow>, Fault> {
    let now = tx.now();
    let rows: Vec<AuthorizationRow> = found.into_iter().map(|line| wire(line, now)).collect::<Result<_, _>>()?;
    tx.saw_all(rows.iter().map(|row| row.client_id));
    Ok(rows)
}

fn place((brief, ..): &Line) -> After {
    (micros(brief.submitted_at), brief.id)
}

fn find(
    tx: &mut Tx<'_>,
    criteria: &StatusReportCriteria,
    as_of: OffsetDateTime,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Line>, Fault> {
    use authorizations as a;
    let mut query = lines!().filter(a::submitted_at.le(as_of)).into_boxed();
    narrow!(query, tx, criteria);
    search!(query, criteria);
    if let Some((at, id)) = after {
        let at = instant(at)?;
        query = query.filter(a::submitted_at.le(at)).filter(a::submitted_at.lt(at).or(a::id.gt(id)));
    }
    tx.searched(shape(criteria));
    Ok(query.order((a::submitted_at.desc(), a::id.asc())).limit(limit).load(tx.conn)?)
}

/// Only a search within the results needs the joined tables to be counted.
fn count(tx: &mut Tx<'_>, criteria: &StatusReportCriteria, as_of: OffsetDateTime) -> Result<i64, Fault> {
    use authorizations as a;
    if asked(&criteria.text).is_some() {
        let mut query = joined!().filter(a::submitted_at.le(as_of)).select(diesel::dsl::count_star()).into_boxed();
        narrow!(query, tx, criteria);
        search!(query, criteria);
        return Ok(query.first(tx.conn)?);
    }
    let mut query = a::table
        .filter(a::submitted_at.le(as_of))
        .filter(crate::db::sensitivity::opens!(authorizations))
        .select(diesel::dsl::count_star())
        .into_boxed();
    narrow!(query, tx, criteria);
    Ok(query.first(tx.conn)?)
}
