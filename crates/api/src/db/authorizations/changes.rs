//! Changes of a frozen request: the agency asks, the county takes over or refuses.

use diesel::prelude::*;
use domain::authorizations::{ChangeRequest, ChangeState, NamedRef, NewChangeRequest};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::hold::Side;
use super::row::{Row, said};
use crate::db::Tx;
use crate::db::held::Held;
use crate::db::names::identity_name;
use crate::db::schema::{change_requests as changes, programs};
use crate::fault::Fault;

type Asked = (Uuid, String, Option<Date>, Option<Date>, Option<i32>, Option<Uuid>, Option<String>, String);
type Answered = (OffsetDateTime, Option<String>, Option<OffsetDateTime>, Option<String>, String);

/// Every change asked for, oldest first.
pub(super) fn load(tx: &mut Tx<'_>, row: &Row) -> Result<Vec<ChangeRequest>, Fault> {
    let rows: Vec<(Asked, Answered)> = changes::table
        .left_join(programs::table.on(changes::program_id.eq(programs::id.nullable())))
        .filter(changes::organization_id.eq(row.organization_id))
        .filter(changes::authorization_id.eq(row.id))
        .order((changes::asked_at, changes::id))
        .select((
            (
                changes::id,
                changes::state,
                changes::start_date,
                changes::end_date,
                changes::units,
                changes::program_id,
                programs::name.nullable(),
                changes::reason,
            ),
            (
                changes::asked_at,
                identity_name(changes::asked_by.nullable()),
                changes::decided_at,
                identity_name(changes::decided_by),
                changes::decision_note,
            ),
        ))
        .load(tx.conn)?;
    rows.into_iter().map(wire).collect()
}

fn wire((asked, answered): (Asked, Answered)) -> Result<ChangeRequest, Fault> {
    let (id, state, start_date, end_date, units, program_id, program_name, reason) = asked;
    let (asked_at, asked_by, decided_at, decided_by, note) = answered;
    Ok(ChangeRequest {
        id,
        state: ChangeState::parse(&state).ok_or_else(|| Fault::broken("unknown change state"))?,
        start_date,
        end_date,
        units,
        program: program_id.zip(program_name).map(|(id, name)| NamedRef { id, name }),
        reason,
        asked_at,
        asked_by: asked_by.unwrap_or_default(),
        decided_at,
        decided_by,
        decision_note: said(note),
    })
}

/// The change that waits for an answer.
pub(super) struct Pending {
    pub(super) id: Uuid,
    pub(super) change: NewChangeRequest,
}

/// The one change of a request that is not answered yet.
pub(super) fn pending(tx: &mut Tx<'_>, row: &Row) -> Result<Option<Pending>, Fault> {
    type Found = (Uuid, Option<Date>, Option<Date>, Option<i32>, Option<Uuid>, String);
    let found: Option<Found> = changes::table
        .filter(changes::organization_id.eq(row.organization_id))
        .filter(changes::authorization_id.eq(row.id))
        .filter(changes::state.eq(ChangeState::Pending.as_str()))
        .select((
            changes::id,
            changes::start_date,
            changes::end_date,
            changes::units,
            changes::program_id,
            changes::reason,
        ))
        .first(tx.conn)
        .optional()?;
    Ok(found.map(|(id, start_date, end_date, units, program_id, reason)| Pending {
        id,
        change: NewChangeRequest { start_date, end_date, units, program_id, reason },
    }))
}

/// The request a change belongs to. The row is locked by whoever goes on with it.
pub(super) fn authorization_of(tx: &mut Tx<'_>, id: Uuid) -> Result<Uuid, Fault> {
    let own = (!tx.actor().is_county()).then_some(tx.actor().organization_id);
    let mut query = changes::table.filter(changes::id.eq(id)).select(changes::authorization_id).into_boxed();
    if let Some(own) = own {
        query = query.filter(changes::organization_id.eq(own));
    }
    Ok(query.first(tx.conn)?)
}

pub(super) fn insert(tx: &mut Tx<'_>, row: &Row, change: &NewChangeRequest) -> Result<(), Fault> {
    let (id, now, user) = (tx.new_id(), tx.now(), tx.actor().user_id);
    diesel::insert_into(changes::table)
        .values((
            changes::id.eq(id),
            changes::organization_id.eq(row.organization_id),
            changes::authorization_id.eq(row.id),
            changes::state.eq(ChangeState::Pending.as_str()),
            changes::start_date.eq(change.start_date),
            changes::end_date.eq(change.end_date),
            changes::units.eq(change.units),
            changes::program_id.eq(change.program_id),
            changes::reason.eq(change.reason.trim()),
            changes::asked_at.eq(now),
            changes::asked_by.eq(user),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Answers the pending change of a request.
pub(super) fn answer<S: Side>(
    tx: &mut Tx<'_>,
    held: &Held<S, Row>,
    id: Uuid,
    accept: bool,
    note: &str,
) -> Result<(), Fault> {
    let state = if accept { ChangeState::Accepted } else { ChangeState::Refused };
    let (now, user) = (tx.now(), tx.actor().user_id);
    diesel::update(changes::table.find((held.row().organization_id, id)))
        .set((
            changes::state.eq(state.as_str()),
            changes::decided_at.eq(now),
            changes::decided_by.eq(user),
            changes::decision_note.eq(note),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Refuses the pending change of a request that is over.
pub(super) fn close<S: Side>(tx: &mut Tx<'_>, held: &Held<S, Row>, why: &str) -> Result<(), Fault> {
    match pending(tx, held.row())? {
        Some(waiting) => answer(tx, held, waiting.id, false, why),
        None => Ok(()),
    }
}
