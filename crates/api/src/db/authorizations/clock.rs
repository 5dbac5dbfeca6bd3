//! The decision clock: begins with complete information, stands still while the county waits for the agency.

use diesel::prelude::*;
use domain::attachments::{AttachmentState, DocumentType};
use domain::authorizations::{Action, Calendar, Pause, Urgency, complete_at};
use domain::county_time::CountyTime;
use domain::settings::DecisionClockSettings;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::row::Row;
use crate::db::Tx;
use crate::db::schema::{attachments, authorization_history as history};
use crate::fault::Fault;

/// What a row keeps of its clock.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clock {
    pub(super) started_at: Option<OffsetDateTime>,
    pub(super) due_at: OffsetDateTime,
    pub(super) missing_documents: i16,
}

/// A form that is there, and when it came.
pub(super) type Arrival = (DocumentType, OffsetDateTime);

/// The clock of a request with these forms and pauses.
pub(super) fn clock(
    urgency: Urgency,
    submitted_at: OffsetDateTime,
    arrivals: &[Arrival],
    pauses: &[Pause],
    (holidays, time): (&[Date], &CountyTime),
) -> Clock {
    let calendar = Calendar { clock: DecisionClockSettings::default(), holidays, time };
    let started_at = complete_at(submitted_at, arrivals);
    let missing = DocumentType::REQUIRED.iter().filter(|form| !arrivals.iter().any(|(kind, _)| kind == *form)).count();
    Clock {
        started_at,
        due_at: calendar.due_at(urgency, started_at.unwrap_or(submitted_at), pauses),
        missing_documents: i16::try_from(missing).unwrap_or(i16::MAX),
    }
}

/// The clock of a row as its documents and history are now; `until` ends a pause that is still open.
pub(super) fn recount(tx: &mut Tx<'_>, row: &Row, until: Option<OffsetDateTime>) -> Result<Clock, Fault> {
    let arrivals = arrivals(tx, row.organization_id, row.id)?;
    let pauses = pauses(tx, row, until)?;
    let holidays = super::facts::county_holidays(tx)?;
    Ok(clock(row.urgency()?, row.submitted_at, &arrivals, &pauses, (&holidays, &tx.time())))
}

/// The first arrival of every form that is still there. A replaced version counts for when its form came.
fn arrivals(tx: &mut Tx<'_>, organization_id: Uuid, id: Uuid) -> Result<Vec<Arrival>, Fault> {
    let rows: Vec<(String, OffsetDateTime, String)> = attachments::table
        .filter(attachments::organization_id.eq(organization_id))
        .filter(attachments::authorization_id.eq(id))
        .select((attachments::document_type, attachments::uploaded_at, attachments::state))
        .load(tx.conn)?;
    let attached = AttachmentState::Attached.as_str();
    let counts = [attached, AttachmentState::Replaced.as_str()];
    let there = |form: &str| rows.iter().any(|(kind, _, state)| kind == form && state == attached);
    let first = rows.iter().filter(|(form, _, state)| counts.contains(&state.as_str()) && there(form));
    Ok(first.filter_map(|(form, at, _)| Some((DocumentType::parse(form)?, *at))).collect())
}

/// The stretches in which the county waited.
fn pauses(tx: &mut Tx<'_>, row: &Row, until: Option<OffsetDateTime>) -> Result<Vec<Pause>, Fault> {
    let turns = [Action::RequestInformation, Action::AnswerInformation].map(Action::as_str);
    let steps: Vec<(String, OffsetDateTime)> = history::table
        .filter(history::organization_id.eq(row.organization_id))
        .filter(history::authorization_id.eq(row.id))
        .filter(history::action.eq_any(turns))
        .order((history::at, history::id))
        .select((history::action, history::at))
        .load(tx.conn)?;
    let mut open = None;
    let mut pauses = Vec::new();
    for (action, at) in steps {
        if action == Action::RequestInformation.as_str() {
            open = Some(at);
        } else if let Some(from) = open.take() {
            pauses.push(Pause { from, to: at });
        }
    }
    if let (Some(from), Some(to)) = (open, until) {
        pauses.push(Pause { from, to });
    }
    Ok(pauses)
}
