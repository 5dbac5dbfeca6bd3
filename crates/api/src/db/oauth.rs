//! Letting applications in: what is known of one, and its token for an assertion that is good once.

use diesel::prelude::*;
use diesel::sql_types::{Array, Binary, Bool, Jsonb, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use serde_json::{Value, json};
use time::OffsetDateTime;
use uuid::Uuid;

use super::schema::audit_events;
use crate::fault::Fault;
use crate::http::bearer::Stored;

/// An application that may be let in.
#[derive(Debug, Clone, QueryableByName)]
pub struct Known {
    /// The organization it acts for.
    #[diesel(sql_type = SqlUuid)]
    pub organization_id: Uuid,
    /// What it is registered for.
    #[diesel(sql_type = Array<Text>)]
    pub scopes: Vec<String>,
    /// Its keys.
    #[diesel(sql_type = Nullable<Jsonb>)]
    pub jwks: Option<Value>,
    /// Or where they are.
    #[diesel(sql_type = Nullable<Text>)]
    pub jwks_url: Option<String>,
}

/// What the endpoint needs to know; nothing of one that is suspended, revoked, or of an inactive organization.
pub fn find(conn: &mut PgConnection, client: Uuid) -> Result<Option<Known>, Fault> {
    Ok(diesel::sql_query("SELECT * FROM identity_application($1)")
        .bind::<SqlUuid, _>(client)
        .get_result(conn)
        .optional()?)
}

/// A token about to be given.
#[derive(Debug)]
pub struct Grant {
    /// The application.
    pub client: Uuid,
    /// The organization it acts for.
    pub organization_id: Uuid,
    /// What it may do with it.
    pub scopes: Vec<String>,
    /// What is stored of it.
    pub stored: Stored,
    /// When it ends.
    pub until: OffsetDateTime,
    /// The assertion's id, as a digest.
    pub jti: Vec<u8>,
    /// When the assertion ends.
    pub jti_until: OffsetDateTime,
}

#[derive(QueryableByName)]
struct Granted {
    #[diesel(sql_type = Bool)]
    granted: bool,
}

/// Gives a token, unless the assertion was used before. Both leave an event.
pub fn grant(conn: &mut PgConnection, grant: &Grant, request_id: Uuid, now: OffsetDateTime) -> Result<bool, Fault> {
    let id = Uuid::now_v7();
    let Granted { granted } = diesel::sql_query("SELECT identity_grant($1, $2, $3, $4, $5, $6, $7, $8) AS granted")
        .bind::<SqlUuid, _>(id)
        .bind::<SqlUuid, _>(grant.client)
        .bind::<Array<Text>, _>(&grant.scopes)
        .bind::<Binary, _>(&grant.stored.digest)
        .bind::<Binary, _>(&grant.stored.salt)
        .bind::<Timestamptz, _>(grant.until)
        .bind::<Binary, _>(&grant.jti)
        .bind::<Timestamptz, _>(grant.jti_until)
        .get_result(conn)?;
    let (outcome, detail) = if granted {
        ("done", json!({ "credential": "application", "scopes": grant.scopes }))
    } else {
        ("refused", json!({ "credential": "application", "code": "assertion_used_before" }))
    };
    record(conn, (grant.client, grant.organization_id), granted.then_some(id), (outcome, &detail), request_id, now)?;
    Ok(granted)
}

/// The event of an application that could not prove who it is.
pub fn record_refusal(
    conn: &mut PgConnection,
    client: Uuid,
    organization_id: Uuid,
    code: &str,
    request_id: Uuid,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    let detail = json!({ "credential": "application", "code": code });
    record(conn, (client, organization_id), None, ("refused", &detail), request_id, now)
}

fn record(
    conn: &mut PgConnection,
    (client, organization_id): (Uuid, Uuid),
    token: Option<Uuid>,
    (outcome, detail): (&str, &Value),
    request_id: Uuid,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    diesel::insert_into(audit_events::table)
        .values((
            audit_events::id.eq(Uuid::now_v7()),
            audit_events::at.eq(now),
            audit_events::request_id.eq(request_id),
            audit_events::user_id.eq(client),
            audit_events::session_id.eq(token),
            audit_events::organization_id.eq(organization_id),
            audit_events::action.eq("oauth.token"),
            audit_events::subject_kind.eq("application"),
            audit_events::subject_id.eq(client),
            audit_events::outcome.eq(outcome),
            audit_events::detail.eq(detail),
        ))
        .execute(conn)?;
    Ok(())
}
