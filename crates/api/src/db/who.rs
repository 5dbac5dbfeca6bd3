//! Who asks: the row behind a session's or a program's token, read anew in every transaction.
//!
//! `sql_query` is planned afresh each time it runs; this is the one statement every request sends, so it is a query
//! type of its own, which diesel prepares once a connection.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{Array, BigInt, Binary, Bool, Date, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use domain::access::{Actor, Credential, OrganizationKind, Permission, Role, Scopes};
use domain::problem::Code;
use time::{Date as Day, OffsetDateTime};
use uuid::Uuid;

use crate::fault::Fault;
use crate::http::bearer::Bearer;
use crate::http::caller::Caller;
use crate::http::token::Token;

/// The question, of a session or of a program's token: a type for each, because a statement is kept under its type, and
/// the two are not the same.
pub(super) struct WhoAsks<const BEARER: bool> {
    shown: Shown,
    now: OffsetDateTime,
}

/// What was shown.
enum Shown {
    Session {
        id: Uuid,
        /// `None` for a stream that goes on: it was opened with a good token and ends when its session does.
        expiry: Option<i64>,
    },
    Bearer {
        bearer: Bearer,
        address: Option<String>,
    },
}

const PERSON: &str = "user_id, organization_id, kind, role, must_change_password, must_accept_terms, today, expires_at, \
     absolute_until, time_zone";

/// The types of the answer's columns.
pub(super) type Kinds = (
    (SqlUuid, SqlUuid, Text, Text, Bool, Bool, Date, BigInt, Timestamptz, Text),
    (Text, Nullable<SqlUuid>, Nullable<Array<Text>>, Bool),
);

impl<const BEARER: bool> WhoAsks<BEARER> {
    /// Whoever holds the caller's token.
    pub(super) fn of(caller: &Caller, now: OffsetDateTime) -> Result<Self, Fault> {
        let shown = if BEARER {
            let bearer = caller.bearer();
            bearer.map(|bearer| Shown::Bearer { bearer, address: caller.address() })
        } else {
            caller.token().map(|Token { session_id, expires_at }| Shown::Session {
                id: session_id,
                expiry: (!caller.is_going_on()).then_some(expires_at),
            })
        };
        Ok(Self { shown: shown.ok_or(Fault::from(Code::NotSignedIn))?, now })
    }

    /// Which session the token names, if it is that of one.
    pub(super) fn session_id(&self) -> Option<Uuid> {
        match self.shown {
            Shown::Session { id, .. } => Some(id),
            Shown::Bearer { .. } => None,
        }
    }

    /// What the answer consists of. A session carries everything and is not noted down as used.
    pub(super) fn walk_columns(&self, mut out: AstPass<'_, '_, Pg>) {
        out.push_sql(PERSON);
        out.push_sql(match self.shown {
            Shown::Session { .. } => ", 'session'::text, NULL::uuid, NULL::text[], true",
            Shown::Bearer { .. } => ", credential, credential_id, scopes, fresh",
        });
    }

    /// The call that finds out, and tells the transaction.
    pub(super) fn walk_function<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        match &self.shown {
            Shown::Session { id, expiry } => {
                out.push_sql("identity_actor(");
                out.push_bind_param::<SqlUuid, _>(id)?;
                out.push_sql(", ");
                out.push_bind_param::<Nullable<BigInt>, _>(expiry)?;
            }
            Shown::Bearer { bearer, address } => {
                out.push_sql("identity_bearer(");
                out.push_bind_param::<Binary, [u8]>(bearer.digest())?;
                out.push_sql(", ");
                out.push_bind_param::<Nullable<Text>, _>(address)?;
            }
        }
        out.push_sql(", ");
        out.push_bind_param::<Timestamptz, _>(&self.now)?;
        out.push_sql(")");
        Ok(())
    }
}

impl<const BEARER: bool> QueryFragment<Pg> for WhoAsks<BEARER> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("SELECT ");
        self.walk_columns(out.reborrow());
        out.push_sql(" FROM ");
        self.walk_function(out)
    }
}

impl<const BEARER: bool> QueryId for WhoAsks<BEARER> {
    type QueryId = Self;
    const HAS_STATIC_QUERY_ID: bool = true;
}

impl<const BEARER: bool> Query for WhoAsks<BEARER> {
    type SqlType = Kinds;
}

impl<const BEARER: bool> RunQueryDsl<PgConnection> for WhoAsks<BEARER> {}

/// The answer.
pub(super) type Row = (Person, Carried);

/// What was let in.
#[derive(Queryable)]
pub(super) struct Carried {
    credential: String,
    id: Option<Uuid>,
    scopes: Option<Vec<String>>,
    fresh: bool,
}

/// Who.
#[derive(Queryable)]
pub(super) struct Person {
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
    /// Whether the last use of a program's token was noted a moment ago.
    pub(super) fresh: bool,
}

/// Finds out, which also tells the transaction. Nothing is cached, so a session that was ended a moment ago is over.
pub(super) fn asks(conn: &mut PgConnection, caller: &Caller, now: OffsetDateTime) -> Result<Found, Fault> {
    let (row, session_id) = match caller.bearer() {
        Some(_) => ask(conn, WhoAsks::<true>::of(caller, now)?)?,
        None => ask(conn, WhoAsks::<false>::of(caller, now)?)?,
    };
    found(row.ok_or(Fault::from(Code::NotSignedIn))?, session_id)
}

fn ask<const BEARER: bool>(
    conn: &mut PgConnection,
    who: WhoAsks<BEARER>,
) -> Result<(Option<Row>, Option<Uuid>), Fault> {
    let session_id = who.session_id();
    Ok((who.get_result(conn).optional()?, session_id))
}

/// The person, in words the rules know.
pub(super) fn found((person, carried): Row, session_id: Option<Uuid>) -> Result<Found, Fault> {
    let credential =
        Credential::parse(&carried.credential).ok_or_else(|| Fault::broken("unknown kind of credential"))?;
    // A scope of a later version of the server opens nothing here.
    let known = |scopes: Vec<String>| scopes.iter().filter_map(|scope| Permission::parse(scope)).collect();
    let scopes = match (credential, carried.scopes) {
        (Credential::Session, _) => Scopes::All,
        (_, scopes) => Scopes::Only(known(scopes.unwrap_or_default())),
    };
    let shown = session_id.or(carried.id).ok_or_else(|| Fault::broken("a credential without an id"))?;
    person.found(shown, credential, scopes, carried.fresh)
}

impl Person {
    fn found(self, shown: Uuid, credential: Credential, scopes: Scopes, fresh: bool) -> Result<Found, Fault> {
        let actor = Actor {
            user_id: self.user_id,
            session_id: shown,
            credential,
            scopes,
            organization_id: self.organization_id,
            organization_kind: OrganizationKind::parse(&self.kind)
                .ok_or_else(|| Fault::broken("unknown organization kind"))?,
            role: Role::parse(&self.role).ok_or_else(|| Fault::broken("unknown role"))?,
            must_change_password: self.must_change_password,
            must_accept_terms: self.must_accept_terms,
            today: self.today,
        };
        Ok(Found {
            actor,
            newest: self.expires_at,
            absolute_until: self.absolute_until,
            time_zone: self.time_zone,
            fresh,
        })
    }
}
