//! One client's record.

use diesel::dsl::{array, exists};
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Jsonb, Text};
use domain::clients::{Client, EnrolledHere, FormerName, Sex, Standing};
use domain::organizations::Address;
use domain::problem::{Code, Problem};
use time::Date;
use uuid::Uuid;

use crate::db::asked::{County, Own, Today};
use crate::db::coverage::NotWalled;
use crate::db::schema::{
    authorizations, client_index, client_names, client_organizations, clients, coverage, enrollments,
};
use crate::db::sensitivity::opens;
use crate::db::support::{filled, known};
use crate::db::{Db, Operation, Tx};
use crate::fault::Fault;
use crate::http::caller::Caller;

#[derive(Queryable, Selectable)]
#[diesel(table_name = clients, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    client_number: i64,
    last_name: String,
    first_name: String,
    middle_name: String,
    suffix: String,
    preferred_name: String,
    birth_date: Date,
    sex: String,
    cin: Option<String>,
    ssn_last4: Option<String>,
    preferred_language: String,
    phone: String,
    street: String,
    unit: String,
    city: String,
    state: String,
    zip: String,
    homeless: bool,
    version: i32,
}

impl Row {
    fn wire(
        self,
        former_names: Vec<serde_json::Value>,
        enrolled_here: EnrolledHere,
        standing: Standing,
    ) -> Result<Client, Fault> {
        let named = |(last_name, first_name)| FormerName { last_name, first_name };
        let former: Result<Vec<_>, _> = former_names.into_iter().map(serde_json::from_value).collect();
        let former_names = former.map_err(Fault::broken)?.into_iter().map(named).collect();
        let address =
            Address { street: self.street, unit: filled(self.unit), city: self.city, state: self.state, zip: self.zip };
        Ok(Client {
            id: self.id,
            client_number: self.client_number,
            last_name: self.last_name,
            first_name: self.first_name,
            middle_name: filled(self.middle_name),
            suffix: filled(self.suffix),
            preferred_name: filled(self.preferred_name),
            former_names,
            birth_date: self.birth_date,
            sex: known(Sex::parse(&self.sex))?,
            ssn_last4: self.ssn_last4,
            cin: self.cin,
            preferred_language: filled(self.preferred_language),
            phone: filled(self.phone),
            address: (!address.city.is_empty()).then_some(address),
            homeless: self.homeless,
            enrolled_here,
            standing,
            version: self.version,
        })
    }
}

diesel::define_sql_function! {
    fn jsonb_build_array(last_name: Text, first_name: Text) -> Jsonb
}

diesel::define_sql_function! {
    #[aggregate]
    fn bool_or(one: Bool) -> Nullable<Bool>
}

/// A row, its former names, whether an enrolment is open, and whether there is coverage and an authorization.
type Found = (Row, Vec<serde_json::Value>, Option<bool>, bool, bool);

/// The record of a client the asker's organization has or had; for the county of any. One statement: this is the read
/// that people and other systems make most.
macro_rules! record {
    ($id:expr) => {{
        let linked = exists(
            client_organizations::table
                .filter(client_organizations::client_id.eq(clients::id))
                .filter(client_organizations::organization_id.eq(Own)),
        );
        let former = client_names::table
            .filter(client_names::client_id.eq($id))
            .order(client_names::id.desc())
            .select(jsonb_build_array(client_names::last_name, client_names::first_name));
        // NULL: none, false: none that is open. The county asks whether anybody has the client.
        let enrolled =
            enrollments::table
                .filter(enrollments::client_id.eq($id))
                .filter(enrollments::organization_id.eq(Own).or(County))
                .filter(opens!(enrollments))
                .select(bool_or(enrollments::start_date.le(Today).and(
                    enrollments::end_date.is_null().or(enrollments::end_date.ge(Today.nullable())).assume_not_null(),
                )))
                .single_value();
        let covered = coverage::table
            .filter(coverage::client_id.eq($id))
            .filter(coverage::start_date.le(Today))
            .filter(coverage::end_date.is_null().or(coverage::end_date.ge(Today.nullable())).assume_not_null())
            .filter(NotWalled::new().or(coverage::entered_by_organization.eq(Own)).or(County))
            .filter(opens!(coverage));
        // An authorization counts within what was granted.
        let authorized = authorizations::table
            .filter(authorizations::client_id.eq($id))
            .filter(authorizations::organization_id.eq(Own).or(County))
            .filter(opens!(authorizations))
            .filter(authorizations::status.eq("active"))
            .filter(authorizations::granted_start.le(Today.nullable()))
            .filter(authorizations::granted_end.ge(Today.nullable()));
        clients::table.filter(clients::id.eq($id)).filter(linked.or(County)).select((
            Row::as_select(),
            array::<Jsonb, _>(former),
            enrolled,
            exists(covered),
            exists(authorized),
        ))
    }};
}

/// A client's record.
pub async fn read(db: &Db, caller: &Caller, operation: &'static Operation, id: Uuid) -> Result<Client, Problem> {
    let found: Found = db.read_one(caller, operation, record!(id), id).await?;
    wire(found).map_err(Fault::into_problem)
}

/// The same within other work.
pub(super) fn read_within(tx: &mut Tx<'_>, id: Uuid) -> Result<Client, Fault> {
    let found: Found = tx.one(record!(id))?;
    tx.saw(id);
    wire(found)
}

fn wire((row, former, open, covered, authorized): Found) -> Result<Client, Fault> {
    let enrolled_here = match open {
        Some(true) => EnrolledHere::Open,
        Some(false) => EnrolledHere::Past,
        None => EnrolledHere::None,
    };
    let standing = Standing { enrolled: open == Some(true), covered, diagnosed: None, authorized };
    row.wire(former, enrolled_here, standing)
}

/// Refuses as not found what the actor's organization has no link to.
pub(in crate::db) fn ensure_known(tx: &mut Tx<'_>, client: Uuid) -> Result<(), Fault> {
    let (own, county) = (tx.actor().organization_id, tx.actor().is_county());
    let known: bool = if county {
        let there = client_index::table.filter(client_index::client_id.eq(client));
        diesel::select(exists(there)).get_result(tx.conn)?
    } else {
        let linked = client_organizations::table
            .filter(client_organizations::client_id.eq(client))
            .filter(client_organizations::organization_id.eq(own));
        diesel::select(exists(linked)).get_result(tx.conn)?
    };
    if known { Ok(()) } else { Err(Code::NotFound.into()) }
}

/// The birth date of any client of the county, linked or not; not found where there is no such client.
pub(in crate::db) fn birth_date(tx: &mut Tx<'_>, client: Uuid) -> Result<Date, Fault> {
    Ok(client_index::table.find((client, 0)).select(client_index::birth_date).first(tx.conn)?)
}

#[cfg(test)]
mod tests {
    use diesel::query_builder::{QueryFragment, QueryId};

    use super::*;

    /// The statement is written out once a connection; a part whose text could differ would bring that to an end.
    #[test]
    fn the_most_frequent_read_is_known_by_its_type() {
        fn is_static<Q: QueryId + QueryFragment<Pg>>(_: &Q) -> bool {
            Q::HAS_STATIC_QUERY_ID
        }
        assert!(is_static(&record!(Uuid::nil())));
    }
}
