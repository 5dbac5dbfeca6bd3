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

use super::operation::Operation;
use crate::fault::Fault;
use crate::http::caller::Caller;
use crate::http::token::Token;

/// The question.
pub(super) struct WhoAsks {
    session_id: Uuid,
    /// `None` for a stream that goes on: it was opened with a good token and ends when its session does.
    expiry: Option<i64>,
    now: OffsetDateTime,
    /// What for: consents are given for a purpose.
    purpose: &'static str,
}

/// What the answer consists of.
pub(super) const COLUMNS: &str = "user_id, organization_id, kind, role, must_change_password, must_accept_terms, today, \
     expires_at, absolute_until, time_zone";

/// The types of these columns.
pub(super) type Kinds = (SqlUuid, SqlUuid, Text, Text, Bool, Bool, Date, BigInt, Timestamptz, Text);

impl WhoAsks {
    /// Whoever holds the caller's token.
    pub(super) fn of(caller: &Caller, operation: &Operation, now: OffsetDateTime) -> Result<Self, Fault> {
        let purpose = operation.purpose.as_str();
        let Token { session_id, expires_at } = caller.token().ok_or(Fault::from(Code::NotSignedIn))?;
        Ok(Self { session_id, expiry: (!caller.is_going_on()).then_some(expires_at), now, purpose })
    }

    /// Which session the token names.
    pub(super) fn session_id(&self) -> Uuid {
        self.session_id
    }

    /// The call that finds out, and tells the transaction.
    pub(super) fn walk_function<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("identity_actor(");
        out.push_bind_param::<SqlUuid, _>(&self.session_id)?;
        out.push_sql(", ");
        out.push_bind_param::<Nullable<BigInt>, _>(&self.expiry)?;
        out.push_sql(", app_asks(");
        out.push_bind_param::<Timestamptz, _>(&self.now)?;
        out.push_sql(", ");
        out.push_bind_param::<Text, str>(self.purpose)?;
        out.push_sql("))");
        Ok(())
    }
}

impl QueryFragment<Pg> for WhoAsks {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("SELECT ");
        out.push_sql(COLUMNS);
        out.push_sql(" FROM ");
        self.walk_function(out)
    }
}

impl QueryId for WhoAsks {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl Query for WhoAsks {
    type SqlType = Kinds;
}

impl RunQueryDsl<PgConnection> for WhoAsks {}

/// The answer.
#[derive(Queryable)]
pub(super) struct Row {
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
pub(super) fn asks(
    conn: &mut PgConnection,
    caller: &Caller,
    operation: &Operation,
    now: OffsetDateTime,
) -> Result<Found, Fault> {
    let who = WhoAsks::of(caller, operation, now)?;
    let session_id = who.session_id();
    let row: Option<Row> = who.get_result(conn).optional()?;
    row.ok_or(Fault::from(Code::NotSignedIn))?.found(session_id)
}

impl Row {
    /// The person, in words the rules know.
    pub(super) fn found(self, session_id: Uuid) -> Result<Found, Fault> {
        let actor = Actor {
            user_id: self.user_id,
            session_id,
            organization_id: self.organization_id,
            organization_kind: OrganizationKind::parse(&self.kind)
                .ok_or_else(|| Fault::broken("unknown organization kind"))?,
            role: Role::parse(&self.role).ok_or_else(|| Fault::broken("unknown role"))?,
            must_change_password: self.must_change_password,
            must_accept_terms: self.must_accept_terms,
            today: self.today,
        };
        Ok(Found { actor, newest: self.expires_at, absolute_until: self.absolute_until, time_zone: self.time_zone })
    }
}
