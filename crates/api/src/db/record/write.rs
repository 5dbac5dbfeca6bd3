//! Writes the audit event of a unit of work, its announcements, and the event of a refusal.

use diesel::prelude::*;
use domain::access::Actor;
use domain::problem::{Code, Problem};
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::audit::Event;
use crate::db::operation::Operation;
use crate::db::schema::{audit_events, outbox};
use crate::db::tx::Announcement;
use crate::http::caller::Caller;

pub(in crate::db) fn event(
    conn: &mut PgConnection,
    actor: &Actor,
    request_id: Uuid,
    event: &Event,
    now: OffsetDateTime,
) -> QueryResult<()> {
    diesel::insert_into(audit_events::table)
        .values((
            audit_events::id.eq(Uuid::now_v7()),
            audit_events::at.eq(now),
            audit_events::request_id.eq(request_id),
            audit_events::user_id.eq(actor.user_id),
            audit_events::session_id.eq(actor.session_id),
            audit_events::organization_id.eq(actor.organization_id),
            audit_events::action.eq(event.action),
            audit_events::subject_kind.eq(event.subject_kind),
            audit_events::subject_id.eq(event.subject_id),
            audit_events::client_id.eq(event.client_id),
            audit_events::outcome.eq("done"),
            audit_events::detail.eq(&event.detail),
        ))
        .execute(conn)
        .map(|_| ())
}

/// A refused write was rolled back with everything it did, so its event is a transaction of its own. Someone
/// without a session leaves none: there is nobody to name.
pub(in crate::db) fn refusal(
    conn: &mut PgConnection,
    caller: &Caller,
    operation: &Operation,
    problem: &Problem,
    now: OffsetDateTime,
) {
    if matches!(problem.code, Code::Internal | Code::Unavailable) {
        return;
    }
    let Some(actor) = caller.actor() else { return };
    let fields: Vec<&str> = problem.errors.iter().map(|error| error.pointer.as_str()).collect();
    let written = diesel::insert_into(audit_events::table)
        .values((
            audit_events::id.eq(Uuid::now_v7()),
            audit_events::at.eq(now),
            audit_events::request_id.eq(caller.request_id()),
            audit_events::user_id.eq(actor.user_id),
            audit_events::session_id.eq(actor.session_id),
            audit_events::organization_id.eq(actor.organization_id),
            audit_events::action.eq(operation.name),
            audit_events::subject_kind.eq("request"),
            audit_events::outcome.eq("refused"),
            audit_events::detail.eq(json!({ "code": problem.code.as_str(), "fields": fields })),
        ))
        .execute(conn);
    if let Err(error) = written {
        tracing::error!(error = %error, "a refusal could not be recorded");
    }
}

pub(in crate::db) fn announce(conn: &mut PgConnection, announcements: &[Announcement]) -> QueryResult<()> {
    if announcements.is_empty() {
        return Ok(());
    }
    let rows: Vec<_> = announcements
        .iter()
        .map(|one| {
            (
                outbox::organization_id.eq(one.organization_id),
                outbox::kind.eq(one.kind),
                outbox::subject_id.eq(one.subject_id),
                outbox::client_id.eq(one.client_id),
            )
        })
        .collect();
    diesel::insert_into(outbox::table).values(&rows).execute(conn).map(|_| ())
}
