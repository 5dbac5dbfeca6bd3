//! Who asks: the session row behind a token, read anew in every transaction.
//!
//! `sql_query` is planned afresh each time it runs; this is the one statement every request sends, so it is a query
//! type of its own, which diesel prepares once a connection.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{BigInt, Bool, Date, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use domain::access::{Actor, OrganizationKind, Role};
use domain::problem::Code;
use time::{Date as Day, OffsetDateTime};
use uuid::Uuid;

use crate::fault::Fault;
use crate::http::caller::Caller;
use crate::http::token::Token;

struct WhoAsks {
    session_id: Uuid,
    /// `None` for a stream that goes on: it was opened with a good token and ends when its session does.
    expiry: Option<i64>,
    now: OffsetDateTime,
}

impl QueryFragment<Pg> for WhoAsks {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql(
            "SELECT user_id, organization_id, kind, role, must_change_password, must_accept_terms, today, expires_at, \
             absolute_until, time_zone FROM identity_actor(",
        );
        out.push_bind_param::<SqlUuid, _>(&self.session_id)?;
        out.push_sql(", ");
        out.push_bind_param::<Nullable<BigInt>, _>(&self.expiry)?;
        out.push_sql(", ");
        out.push_bind_param::<Timestamptz, _>(&self.now)?;
        out.push_sql(")");
        Ok(())
    }
}

impl QueryId for WhoAsks {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl Query for WhoAsks {
    type SqlType = (SqlUuid, SqlUuid, Text, Text, Bool, Bool, Date, BigInt, Timestamptz, Text);
}

impl RunQueryDsl<PgConnection> for WhoAsks {}

#[derive(Queryable)]
struct Row {
    user_id: Uuid,
    organization_id: Uuid,
    kind: String,
    role: String,
    must_change_password: bool,
    must_accept_terms: bool,
    today: Day,
    expires_at: i64,
    absolute_until: OffsetDateTime,
    time_zone: String,
}

/// The person, and how long their session lasts.
pub(super) struct Found {
    pub(super) actor: Actor,
    /// The expiry in the newest token.
    pub(super) newest: i64,
    pub(super) absolute_until: OffsetDateTime,
    /// The county's time zone.
    pub(super) time_zone: String,
}

/// Finds out, which also tells the transaction. Nothing is cached, so a session that was ended a moment ago is over.
pub(super) fn asks(conn: &mut PgConnection, caller: &Caller, now: OffsetDateTime) -> Result<Found, Fault> {
    let Token { session_id, expires_at } = caller.token().ok_or(Fault::from(Code::NotSignedIn))?;
    let expiry = (!caller.is_going_on()).then_some(expires_at);
    let row: Option<Row> = WhoAsks { session_id, expiry, now }.get_result(conn).optional()?;
    let row = row.ok_or(Fault::from(Code::NotSignedIn))?;
    let actor = Actor {
        user_id: row.user_id,
        session_id,
        organization_id: row.organization_id,
        organization_kind: OrganizationKind::parse(&row.kind)
            .ok_or_else(|| Fault::broken("unknown organization kind"))?,
        role: Role::parse(&row.role).ok_or_else(|| Fault::broken("unknown role"))?,
        must_change_password: row.must_change_password,
        must_accept_terms: row.must_accept_terms,
        today: row.today,
    };
    Ok(Found { actor, newest: row.expires_at, absolute_until: row.absolute_until, time_zone: row.time_zone })
}
