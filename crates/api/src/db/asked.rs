//! Queries that speak of whoever asks without knowing who that is, and two ways to run them: inside a transaction,
//! which knows, or alone, finding out who asks in the same statement: one way to the database and back instead of four.
//!
//! Outside a transaction the settings of `identity_actor` live for its own statement. The query is lateral to the
//! function and fenced by OFFSET 0, so the function has run when row-level security looks at the first row; were it
//! not so, the settings would be empty and no row would be shown.

use diesel::expression::ValidGrouping;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::sql_types::{Bool, Date, Text, Uuid as SqlUuid};
use domain::access::Actor;
use time::Date as Day;
use uuid::Uuid;

use super::who::{self, WhoAsks};

/// Defines a thing to say of the one who asks.
macro_rules! of_the_asker {
    ($(#[$doc:meta])* $name:ident: $kind:ty = $sql:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, QueryId, ValidGrouping)]
        pub(super) struct $name;

        impl Expression for $name {
            type SqlType = $kind;
        }

        impl<Source> SelectableExpression<Source> for $name {}

        impl<Source> AppearsOnTable<Source> for $name {}

        impl QueryFragment<Pg> for $name {
            fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
                out.push_sql($sql);
                Ok(())
            }
        }
    };
}

of_the_asker!(
    /// Their organization.
    Own: SqlUuid = "asks.organization_id"
);
of_the_asker!(
    /// Whether that is the county.
    County: Bool = "(asks.kind = 'county')"
);
of_the_asker!(
    /// The county's day.
    Today: Date = "asks.today"
);

/// The row of who asks beside each row of a query that may speak of [`Own`], [`County`] and [`Today`].
pub(super) struct Asked<const BEARER: bool, Q> {
    pub(super) who: WhoAsks<BEARER>,
    pub(super) query: Q,
}

impl<const BEARER: bool, Q: QueryId> QueryId for Asked<BEARER, Q> {
    type QueryId = Asked<BEARER, Q::QueryId>;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}

impl<const BEARER: bool, Q: QueryFragment<Pg>> QueryFragment<Pg> for Asked<BEARER, Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("SELECT ");
        self.who.walk_columns(out.reborrow());
        out.push_sql(", record.* FROM ");
        self.who.walk_function(out.reborrow())?;
        out.push_sql(" asks CROSS JOIN LATERAL (SELECT found.* FROM (");
        self.query.walk_ast(out.reborrow())?;
        out.push_sql(") found WHERE asks.user_id IS NOT NULL OFFSET 0) record");
        Ok(())
    }
}

impl<const BEARER: bool, Q: Query> Query for Asked<BEARER, Q> {
    type SqlType = (who::Kinds, Q::SqlType);
}

impl<const BEARER: bool, Q> RunQueryDsl<PgConnection> for Asked<BEARER, Q> {}

/// A query that may speak of [`Own`], [`County`] and [`Today`], run for somebody known.
#[derive(QueryId)]
pub(super) struct Known<Q> {
    organization_id: Uuid,
    kind: &'static str,
    today: Day,
    query: Q,
}

impl<Q> Known<Q> {
    /// The query for this person.
    pub(super) fn to(actor: &Actor, query: Q) -> Self {
        let kind = actor.organization_kind.as_str();
        Self { organization_id: actor.organization_id, kind, today: actor.today, query }
    }
}

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Known<Q> {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("SELECT record.* FROM (SELECT ");
        out.push_bind_param::<SqlUuid, _>(&self.organization_id)?;
        out.push_sql("::uuid AS organization_id, ");
        out.push_bind_param::<Text, str>(self.kind)?;
        out.push_sql("::text AS kind, ");
        out.push_bind_param::<Date, _>(&self.today)?;
        out.push_sql("::date AS today) asks CROSS JOIN LATERAL (");
        self.query.walk_ast(out.reborrow())?;
        out.push_sql(") record");
        Ok(())
    }
}

impl<Q: Query> Query for Known<Q> {
    type SqlType = Q::SqlType;
}

impl<Q> RunQueryDsl<PgConnection> for Known<Q> {}
