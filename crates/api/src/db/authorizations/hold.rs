//! Locking a request for a step, by the side of the counter that takes it.

use diesel::prelude::*;
use diesel::sql_types::Bool;
use domain::access::Permission;
use domain::authorizations::check_organization;
use domain::problem::Code;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::history::{Step, record};
use super::row::Row;
use crate::db::held::Held;
use crate::db::schema::authorizations;
use crate::db::sensitivity::opens;
use crate::db::{Announcement, Tx};
use crate::fault::Fault;

/// A step of the agency that asked.
#[derive(Debug)]
pub(super) enum Agency {}

/// A step of the county that decides.
#[derive(Debug)]
pub(super) enum County {}

/// A step either side may take.
#[derive(Debug)]
pub(super) enum Either {}

/// Which rows a side may take steps on. That they may at all, the operation's permission has settled.
pub(super) trait Side {
    /// Refuses a row of the wrong kind. It is within the actor's scope already.
    fn admit(tx: &Tx<'_>, row: &Row) -> Result<(), Fault>;
}

impl Side for Agency {
    fn admit(tx: &Tx<'_>, row: &Row) -> Result<(), Fault> {
        if row.organization_id == tx.actor().organization_id { Ok(()) } else { Err(Code::NotFound.into()) }
    }
}

impl Side for County {
    fn admit(tx: &Tx<'_>, row: &Row) -> Result<(), Fault> {
        if !tx.actor().may(Permission::ReviewAuthorizations) {
            return Err(Code::NotPermitted.into());
        }
        Ok(check_organization(tx.actor().organization_id, row.organization_id)?)
    }
}

impl Side for Either {
    fn admit(_: &Tx<'_>, _: &Row) -> Result<(), Fault> {
        Ok(())
    }
}

/// Locks a request within the actor's scope.
pub(super) fn hold<S: Side>(tx: &mut Tx<'_>, id: Uuid) -> Result<Held<S, Row>, Fault> {
    let (own, everywhere) = (tx.actor().organization_id, tx.actor().is_county());
    let row: Row = authorizations::table
        .filter(authorizations::id.eq(id))
        .filter(authorizations::organization_id.eq(own).or(everywhere.into_sql::<Bool>()))
        .filter(opens!(authorizations))
        .select(Row::as_select())
        .for_update()
        .first(tx.conn)?;
    S::admit(tx, &row)?;
    Ok(Held::prove(row))
}

/// What a step changes of the row; what is `None` stays.
#[derive(Debug, Default, AsChangeset)]
#[diesel(table_name = authorizations)]
pub(super) struct Set {
    pub(super) program_id: Option<Uuid>,
    pub(super) provider_authorization_id: Option<Uuid>,
    pub(super) start_date: Option<Date>,
    pub(super) end_date: Option<Date>,
    pub(super) units: Option<i32>,
    pub(super) overlap_reason: Option<String>,
    pub(super) granted_start: Option<Date>,
    pub(super) granted_end: Option<Date>,
    pub(super) granted_units: Option<i32>,
    pub(super) status: Option<&'static str>,
    pub(super) review_status: Option<&'static str>,
    pub(super) clock_started_at: Option<Option<OffsetDateTime>>,
    pub(super) clock_stopped_at: Option<Option<OffsetDateTime>>,
    pub(super) due_at: Option<OffsetDateTime>,
    pub(super) review_at: Option<OffsetDateTime>,
    pub(super) reviewed_by: Option<Uuid>,
    pub(super) denial_reason: Option<&'static str>,
    pub(super) missing_documents_reason: Option<String>,
    pub(super) missing_documents: Option<i16>,
    pub(super) claimed_by: Option<Option<Uuid>>,
    pub(super) claimed_at: Option<Option<OffsetDateTime>>,
}

/// Takes a step on a locked row: the row, its history, and word to open pages.
pub(super) fn apply<S: Side>(tx: &mut Tx<'_>, held: &Held<S, Row>, set: Set, step: &Step) -> Result<(), Fault> {
    let row = held.row();
    let set = Set { status: Some(step.to.0.as_str()), review_status: Some(step.to.1.as_str()), ..set };
    diesel::update(authorizations::table.find((row.organization_id, row.id)))
        .set((set, authorizations::version.eq(authorizations::version + 1)))
        .execute(tx.conn)?;
    record(tx, step)?;
    announce(tx, row);
    Ok(())
}

/// Tells open pages of the agency and the county.
pub(super) fn announce(tx: &mut Tx<'_>, row: &Row) {
    tx.announce(Announcement {
        organization_id: Some(row.organization_id),
        kind: "authorization",
        subject_id: Some(row.id),
        client_id: Some(row.client_id),
    });
}
