//! Writes the audit event of a unit of work, its announcements, and the event of a refusal.

use diesel::prelude::*;
use domain::access::{Actor, Credential};
use domain::problem::{Code, Problem};
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::operation::{Operation, Rate};
use super::schema::{audit_events, outbox};
use super::tx::Announcement;
use crate::audit::Event;
use crate::http::caller::Caller;

pub(super) fn event(
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
            audit_events::detail.eq(detail(actor, event.detail.clone())),
        ))
        .execute(conn)
        .map(|_| ())
}

/// What happened, and with what kind of credential where it was not a session's: the event's `session_id` is then the
/// id of the token, and its person the token's owner or the application.
fn detail(actor: &Actor, mut detail: Value) -> Value {
    if actor.credential != Credential::Session
        && let Some(fields) = detail.as_object_mut()
    {
        fields.insert("credential".to_owned(), json!(actor.credential.as_str()));
    }
    detail
}

/// That somebody asked too often: an alert, where it was for clients.
pub(super) fn too_many(conn: &mut PgConnection, caller: &Caller, operation: &Operation, now: OffsetDateTime) {
    let Some(actor) = caller.actor() else { return };
    let alert = matches!(operation.rate, Rate::ClientLookup | Rate::CountySearch);
    let written = diesel::insert_into(audit_events::table)
        .values((
            audit_events::id.eq(Uuid::now_v7()),
            audit_events::at.eq(now),
            audit_events::request_id.eq(caller.request_id()),
            audit_events::user_id.eq(actor.user_id),
            audit_events::session_id.eq(actor.session_id),
            audit_events::organization_id.eq(actor.organization_id),
            audit_events::action.eq(if alert { "alert.client_look_ups" } else { operation.name }),
            audit_events::subject_kind.eq(if alert { "user" } else { "request" }),
            audit_events::subject_id.eq(alert.then_some(actor.user_id)),
            audit_events::outcome.eq("refused"),
            audit_events::detail.eq(detail(actor, json!({ "code": "too_many_requests", "operation": operation.name }))),
        ))
        .execute(conn);
    if let Err(error) = written {
        tracing::error!(error = %error, "an alert could not be recorded");
    }
}

/// A refused write was rolled back with everything it did, so its event is a transaction of its own. Someone
/// without a session leaves none: there is nobody to name.
pub(super) fn refusal(
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
            audit_events::detail.eq(detail(actor, json!({ "code": problem.code.as_str(), "fields": fields }))),
        ))
        .execute(conn);
    if let Err(error) = written {
        tracing::error!(error = %error, "a refusal could not be recorded");
    }
}

pub(super) fn announce(conn: &mut PgConnection, announcements: &[Announcement]) -> QueryResult<()> {
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
