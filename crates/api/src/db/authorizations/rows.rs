//! Authorizations in lists: the register and the review queue.

use diesel::pg::Pg;
use diesel::prelude::*;
use domain::authorizations::{AuthorizationFilter, AuthorizationRow, AuthorizationSort, NamedRef};
use domain::calendar::plus_days;
use domain::consents::DisclosureNotice;
use domain::page::Page;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::read::Named;
use super::row::{due, standing, urgency};
use crate::db::Tx;
use crate::db::schema::authorizations;
use crate::fault::Fault;
use crate::http::cursor;

/// The columns a list shows.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = authorizations, check_for_backend(Pg))]
pub(crate) struct Brief {
    pub(crate) id: Uuid,
    number: i64,
    client_id: Uuid,
    organization_id: Uuid,
    funding_source_id: i32,
    plan_id: i32,
    procedure_code: String,
    start_date: Date,
    end_date: Date,
    units: i32,
    granted_start: Option<Date>,
    granted_end: Option<Date>,
    granted_units: Option<i32>,
    urgency: String,
    status: String,
    review_status: String,
    pub(crate) submitted_at: OffsetDateTime,
    clock_started_at: Option<OffsetDateTime>,
    clock_stopped_at: Option<OffsetDateTime>,
    pub(super) due_at: OffsetDateTime,
    review_at: Option<OffsetDateTime>,
    claimed_by: Option<Uuid>,
    missing_documents: i16,
}

impl Brief {
    /// Whether the county is being waited for.
    pub(super) fn clock_runs(&self) -> bool {
        self.clock_started_at.is_some() && self.clock_stopped_at.is_none()
    }
}

/// What the joined tables call its references: organization, program, funding source, plan, reviewer; and the consent
/// it is shown under.
pub(crate) type Called = (String, String, String, String, Option<String>, Option<Uuid>);

/// A row of the joined query.
pub(crate) type Line = (Brief, Named, Called);

/// Authorizations joined to what they refer to, nothing selected yet.
macro_rules! joined {
    () => {{
        use $crate::db::schema::{authorizations, benefit_plans, clients, funding_sources, organizations, programs};
        authorizations::table
            .inner_join(clients::table.on(clients::id.eq(authorizations::client_id)))
            .inner_join(organizations::table.on(organizations::id.eq(authorizations::organization_id)))
            .inner_join(programs::table.on(programs::id.eq(authorizations::program_id)))
            .inner_join(funding_sources::table.on(funding_sources::id.eq(authorizations::funding_source_id)))
            .inner_join(benefit_plans::table.on(benefit_plans::id.eq(authorizations::plan_id)))
            .filter($crate::db::sensitivity::opens!(authorizations))
    }};
}
pub(crate) use joined;

/// The rows of a list. Every list of authorizations, the report's included, is this query with other conditions.
macro_rules! lines {
    () => {{
        use $crate::db::names::identity_name;
        use $crate::db::schema::{authorizations, benefit_plans, funding_sources, organizations, programs};
        $crate::db::authorizations::joined!().select((
            $crate::db::authorizations::Brief::as_select(),
            $crate::db::authorizations::Named::as_select(),
            (
                organizations::name,
                programs::name,
                funding_sources::name,
                benefit_plans::name,
                identity_name(authorizations::claimed_by),
                $crate::db::sensitivity::shown_under!(),
            ),
        ))
    }};
}
pub(crate) use lines;

/// Turns what the query gave into a row of a list.
pub(crate) fn wire((brief, client, called): Line, now: OffsetDateTime) -> Result<AuthorizationRow, Fault> {
    let (organization_name, program_name, funding_source_name, plan_name, reviewer, consent) = called;
    let standing = standing(&brief.status, &brief.review_status)?;
    Ok(AuthorizationRow {
        client_number: client.client_number,
        client_name: client.client_name(),
        organization_name,
        program_name,
        funding_source_name,
        plan_name,
        start_date: brief.granted_start.unwrap_or(brief.start_date),
        end_date: brief.granted_end.unwrap_or(brief.end_date),
        units_requested: brief.units,
        units_granted: brief.granted_units,
        urgency: urgency(&brief.urgency)?,
        status: standing.0,
        review_status: standing.1,
        due: due(standing, brief.clock_started_at, brief.due_at, now),
        missing_documents: i32::from(brief.missing_documents),
        claimed_by: brief.claimed_by.zip(reviewer).map(|(id, name)| NamedRef { id, name }),
        id: brief.id,
        number: brief.number,
        client_id: brief.client_id,
        organization_id: brief.organization_id,
        funding_source_id: brief.funding_source_id,
        plan_id: brief.plan_id,
        procedure: brief.procedure_code,
        submitted_at: brief.submitted_at,
        review_at: brief.review_at,
        disclosure: consent.map(DisclosureNotice::under),
    })
}

/// Turns a fetched page into wire rows and notes whose data it shows.
pub(super) fn shown(tx: &mut Tx<'_>, found: Page<Line>) -> Result<Page<AuthorizationRow>, Fault> {
    let now = tx.now();
    let items = found.items.into_iter().map(|line| wire(line, now)).collect::<Result<Vec<_>, _>>()?;
    tx.saw_all(items.iter().map(|row| row.client_id));
    Ok(Page { items, next_cursor: found.next_cursor })
}

/// A page of the register: an agency's own, the county's all.
pub fn list(tx: &mut Tx<'_>, filter: &AuthorizationFilter) -> Result<Page<AuthorizationRow>, Fault> {
    use authorizations as a;
    type Key = (i64, Uuid);
    let (limit, time) = (cursor::limit(filter.limit)?, tx.time());
    let mut query = lines!().into_boxed();
    let own = (!tx.actor().is_county()).then_some(tx.actor().organization_id);
    if let Some(organization) = own.or(filter.organization_id) {
        query = query.filter(a::organization_id.eq(organization));
    }
    if let Some(status) = filter.status {
        query = query.filter(a::status.eq(status.as_str()));
    }
    if let Some(review) = filter.review_status {
        query = query.filter(a::review_status.eq(review.as_str()));
    }
    if let Some(client) = filter.client_id {
        query = query.filter(a::client_id.eq(client));
    }
    if let Some(program) = filter.program_id {
        query = query.filter(a::program_id.eq(program));
    }
    if let Some(source) = filter.funding_source_id {
        query = query.filter(a::funding_source_id.eq(source));
    }
    if let Some(day) = filter.submitted_from {
        query = query.filter(a::submitted_at.ge(time.begins(day)));
    }
    if let Some(day) = filter.submitted_to {
        query = query.filter(a::submitted_at.lt(time.begins(plus_days(day, 1))));
    }
    if let Some(day) = filter.start_from {
        query = query.filter(a::start_date.ge(day));
    }
    if let Some(day) = filter.start_to {
        query = query.filter(a::start_date.le(day));
    }
    let after = cursor::read::<Key>(tx, filter.cursor.as_deref())?.map(|(at, id)| Ok::<_, Fault>((instant(at)?, id)));
    let after = after.transpose()?;
    query = match filter.sort.unwrap_or(AuthorizationSort::Newest) {
        AuthorizationSort::Newest => {
            if let Some((at, id)) = after {
                query = query.filter(a::submitted_at.le(at)).filter(a::submitted_at.lt(at).or(a::id.gt(id)));
            }
            query.order((a::submitted_at.desc(), a::id.asc()))
        }
        AuthorizationSort::Oldest => {
            if let Some((at, id)) = after {
                query = query.filter(a::submitted_at.ge(at)).filter(a::submitted_at.gt(at).or(a::id.lt(id)));
            }
            query.order((a::submitted_at.asc(), a::id.desc()))
        }
    };
    let found: Vec<Line> = query.limit(limit + 1).load(tx.conn)?;
    let page = cursor::page(tx, found, limit, |(brief, ..): &Line| (micros(brief.submitted_at), brief.id))?;
    shown(tx, page)
}

/// Cursors carry moments as the database keeps them, in microseconds.
pub(crate) fn micros(at: OffsetDateTime) -> i64 {
    i64::try_from(at.unix_timestamp_nanos() / 1000).unwrap_or_default()
}

/// A moment from a cursor.
pub(crate) fn instant(micros: i64) -> Result<OffsetDateTime, Fault> {
    use domain::problem::{Code, Problem};
    let refused = || Problem::new(Code::InvalidParameter, "cursor is not one this list gave out.");
    Ok(OffsetDateTime::from_unix_timestamp_nanos(i128::from(micros) * 1000).map_err(|_| refused())?)
}
