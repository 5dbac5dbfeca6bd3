//! One client's record.

use diesel::dsl::exists;
use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::Bool;
use domain::clients::{Client, EnrolledHere, FormerName, Sex, Standing};
use domain::organizations::Address;
use domain::problem::Code;
use time::Date;
use uuid::Uuid;

use super::hits;
use crate::db::Tx;
use crate::db::coverage::walled_payers;
use crate::db::schema::{authorizations, client_index, client_names, client_organizations, clients, coverage};
use crate::db::support::{filled, known};
use crate::fault::Fault;

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
        former_names: Vec<FormerName>,
        enrolled_here: EnrolledHere,
        standing: Standing,
    ) -> Result<Client, Fault> {
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

/// The record of a client the actor's organization has or had; for the county of any.
pub fn read(tx: &mut Tx<'_>, id: Uuid) -> Result<Client, Fault> {
    let (own, county) = (tx.actor().organization_id, tx.actor().is_county());
    let linked = exists(
        client_organizations::table
            .filter(client_organizations::client_id.eq(clients::id))
            .filter(client_organizations::organization_id.eq(own)),
    );
    let row: Row = clients::table
        .filter(clients::id.eq(id))
        .filter(linked.or(county.into_sql::<Bool>()))
        .select(Row::as_select())
        .first(tx.conn)?;
    let former = client_names::table
        .filter(client_names::client_id.eq(id))
        .order(client_names::id.desc())
        .select((client_names::last_name, client_names::first_name))
        .load::<(String, String)>(tx.conn)?;
    let former = former.into_iter().map(|(last_name, first_name)| FormerName { last_name, first_name }).collect();
    let enrolled = hits::enrolled_here(tx, &[id])?.remove(&id).unwrap_or(EnrolledHere::None);
    let standing = standing(tx, id, enrolled)?;
    tx.saw(id);
    row.wire(former, enrolled, standing)
}

/// What holds today. An authorization counts within what was granted.
fn standing(tx: &mut Tx<'_>, id: Uuid, enrolled: EnrolledHere) -> Result<Standing, Fault> {
    let (own, county, today) = (tx.actor().organization_id, tx.actor().is_county(), tx.today());
    let covered = exists(
        coverage::table
            .filter(coverage::client_id.eq(id))
            .filter(coverage::start_date.le(today))
            .filter(coverage::end_date.is_null().or(coverage::end_date.ge(today)).assume_not_null())
            .filter(
                coverage::payer
                    .ne_all(walled_payers())
                    .or(coverage::entered_by_organization.eq(own))
                    .or(county.into_sql::<Bool>()),
            ),
    );
    let authorized = exists(
        authorizations::table
            .filter(authorizations::client_id.eq(id))
            .filter(authorizations::organization_id.eq(own).or(county.into_sql::<Bool>()))
            .filter(authorizations::status.eq("active"))
            .filter(authorizations::granted_start.le(today))
            .filter(authorizations::granted_end.ge(today)),
    );
    let (covered, authorized): (bool, bool) = diesel::select((covered, authorized)).get_result(tx.conn)?;
    Ok(Standing { enrolled: enrolled == EnrolledHere::Open, covered, diagnosed: None, authorized })
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
