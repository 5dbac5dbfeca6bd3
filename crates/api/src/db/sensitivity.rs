//! The wall inside an organization: rows that say that somebody is a patient of a substance-use program.
//!
//! Row-level security hides them from every statement (`app_sees` in the migrations). What stands here is the wall in
//! front of that one: the conditions that finders name themselves, and the decision of `domain` on a row that is opened
//! by its id.

use diesel::expression::ValidGrouping;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::{Nullable, Text, Uuid as SqlUuid};
use uuid::Uuid;

use super::Tx;
use super::schema::authorizations;
use crate::fault::Fault;

diesel::define_sql_function! {
    /// Whether whoever asks may know of a row with this label.
    fn app_sees(
        label: Text,
        owner: Nullable<SqlUuid>,
        program: Nullable<SqlUuid>,
        client: Nullable<SqlUuid>,
        what: Text,
    ) -> Bool
}

diesel::define_sql_function! {
    /// Whether whoever asks works in a substance-use program of this organization today.
    fn app_belongs_to_part2(owner: SqlUuid) -> Bool
}

diesel::define_sql_function! {
    /// Whether whoever asks works in this program today.
    fn app_belongs(program: SqlUuid) -> Bool
}

diesel::define_sql_function! {
    /// The consent that opens a row to whoever asks; none for the program's own people.
    fn app_consent(
        label: Text,
        owner: Nullable<SqlUuid>,
        program: Nullable<SqlUuid>,
        client: Nullable<SqlUuid>,
        what: Text,
    ) -> Nullable<SqlUuid>
}

diesel::define_sql_function! {
    /// Whether a consent lets the county see, and so decide, requests of a substance-use program for a client.
    fn county_may_decide(program: SqlUuid, client: SqlUuid) -> Bool
}

/// The label of an authorization. Its table has more columns than diesel's declarations hold, so this one is spelt out.
#[derive(Debug, Clone, Copy, QueryId, ValidGrouping)]
pub(in crate::db) struct AuthorizationLabel;

impl Expression for AuthorizationLabel {
    type SqlType = Text;
}

impl<Source> SelectableExpression<Source> for AuthorizationLabel where authorizations::id: SelectableExpression<Source> {}

impl<Source> AppearsOnTable<Source> for AuthorizationLabel where authorizations::id: AppearsOnTable<Source> {}

impl QueryFragment<Pg> for AuthorizationLabel {
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        out.push_sql("authorizations.sensitivity");
        Ok(())
    }
}

/// That whoever asks may know of a row of this table. Nothing is asked of a row without a label.
macro_rules! opens {
    (enrollments) => {{
        use $crate::db::schema::enrollments as e;
        let (owner, program, client) =
            (e::organization_id.nullable(), e::program_id.nullable(), e::client_id.nullable());
        e::sensitivity.eq("none").or($crate::db::sensitivity::app_sees(
            e::sensitivity,
            owner,
            program,
            client,
            "enrollments",
        ))
    }};
    (coverage) => {{
        use $crate::db::schema::coverage as c;
        let (owner, client) = (c::entered_by_organization.nullable(), c::client_id.nullable());
        c::sensitivity.eq("none").or($crate::db::sensitivity::app_sees(
            c::sensitivity,
            owner,
            c::program_id,
            client,
            "coverage",
        ))
    }};
    (authorizations) => {{
        use $crate::db::schema::authorizations as a;
        use $crate::db::sensitivity::{AuthorizationLabel, app_sees};
        let (owner, program, client) =
            (a::organization_id.nullable(), a::program_id.nullable(), a::client_id.nullable());
        AuthorizationLabel.eq("none").or(app_sees(AuthorizationLabel, owner, program, client, "authorizations"))
    }};
    (consents) => {{
        use $crate::db::schema::consents as c;
        let (owner, program, client) =
            (c::organization_id.nullable(), c::program_id.nullable(), c::client_id.nullable());
        $crate::db::sensitivity::app_sees(c::sensitivity, owner, program, client, "consents")
    }};
    // A program, for rows about this client.
    (programs, $client:expr, $what:expr) => {{
        use $crate::db::schema::programs as p;
        let client: Option<uuid::Uuid> = $client;
        let (owner, program) = (p::organization_id.nullable(), p::id.nullable());
        p::label.eq("none").or($crate::db::sensitivity::app_sees(p::label, owner, program, client, $what))
    }};
}
pub(super) use opens;

/// The consent that an authorization is shown under.
macro_rules! shown_under {
    () => {{
        use $crate::db::schema::authorizations as a;
        use $crate::db::sensitivity::{AuthorizationLabel, app_consent};
        let (owner, program, client) =
            (a::organization_id.nullable(), a::program_id.nullable(), a::client_id.nullable());
        app_consent(AuthorizationLabel, owner, program, client, "authorizations")
    }};
}
pub(super) use shown_under;

/// Whether the county could decide a request of this program for this client; of an ordinary program it always can.
pub(super) fn county_sees(tx: &mut Tx<'_>, program: Uuid, client: Uuid) -> Result<bool, Fault> {
    use super::schema::programs;
    Ok(programs::table
        .find(program)
        .select(programs::part2.eq(false).or(county_may_decide(programs::id, client)))
        .first(tx.conn)?)
}

/// Whether the actor may enter what only a substance-use program knows: one of its people.
pub(super) fn may_enter(tx: &mut Tx<'_>, organization: Uuid) -> Result<bool, Fault> {
    Ok(diesel::select(app_belongs_to_part2(organization)).get_result(tx.conn)?)
}
