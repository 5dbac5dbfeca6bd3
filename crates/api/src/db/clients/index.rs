//! The county index: a row per name a client has or had, and the conditions its indexes answer.
//!
//! Keys are compared byte by byte, so the beginning of a name is a plain range on a btree; comparisons of this kind
//! are leakproof, which `LIKE` is not, and so they work under row-level security too.

use diesel::helper_types::IntoBoxed;
use diesel::pg::Pg;
use diesel::prelude::*;
use domain::clients::{Candidate, Sex};
use domain::names::NamePrefix;
use serde::{Deserialize, Serialize};
use time::Date;
use uuid::Uuid;

use crate::db::schema::client_index;
use crate::db::support::known;
use crate::fault::Fault;

/// A row of the index.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = client_index, check_for_backend(Pg))]
pub(super) struct Row {
    pub(super) client_id: Uuid,
    pub(super) ordinal: i16,
    pub(super) last_key: String,
    pub(super) first_key: String,
    pub(super) last_name: String,
    pub(super) first_name: String,
    pub(super) birth_date: Date,
    pub(super) sex: String,
    pub(super) client_number: i64,
    pub(super) cin: Option<String>,
    pub(super) ssn_blind: Option<Vec<u8>>,
}

/// Where a row stands in every list of clients.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Place(pub(super) String, pub(super) String, pub(super) Uuid);

impl Row {
    pub(super) fn place(&self) -> Place {
        Place(self.last_key.clone(), self.first_key.clone(), self.client_id)
    }

    pub(super) fn sex(&self) -> Result<Sex, Fault> {
        known(Sex::parse(&self.sex))
    }

    pub(super) fn name(&self) -> (&str, &str) {
        (&self.last_name, &self.first_name)
    }

    /// The row as the comparison of duplicates takes it; numbers are compared by the caller, who has the keys.
    pub(super) fn candidate<'a>(
        &'a self,
        former_names: &'a [(&'a str, &'a str)],
        same: (Option<bool>, Option<bool>),
    ) -> Result<Candidate<'a>, Fault> {
        let (same_ssn, same_cin) = same;
        let (name, birth_date, sex) = (self.name(), self.birth_date, self.sex()?);
        Ok(Candidate { name, former_names, birth_date, sex, same_ssn, same_cin })
    }
}

/// A query over the index that is still being narrowed.
pub(super) type Query<'a> = IntoBoxed<'a, client_index::table, Pg>;

/// The first key after every key that begins so.
pub(super) fn past(prefix: &str) -> String {
    format!("{prefix}{}", char::MAX)
}

/// Only names that begin as this reading of what was typed says.
pub(super) fn narrow_by_name<'a>(mut query: Query<'a>, reading: &NamePrefix) -> Query<'a> {
    if let Some(last) = &reading.last {
        query = query.filter(client_index::last_key.ge(last.clone())).filter(client_index::last_key.lt(past(last)));
    }
    if let Some(first) = &reading.first {
        query = query.filter(client_index::first_key.ge(first.clone())).filter(client_index::first_key.lt(past(first)));
    }
    query
}

/// Only rows after that place. The first condition alone lets the index begin there.
pub(super) fn after(query: Query<'_>, Place(last, first, id): Place) -> Query<'_> {
    use client_index::{client_id, first_key, last_key};
    query
        .filter(last_key.ge(last.clone()))
        .filter(last_key.gt(last).or(first_key.gt(first.clone())).or(first_key.eq(first).and(client_id.gt(id))))
}

/// Every name of these clients, the present one first.
pub(super) fn names_of(conn: &mut PgConnection, clients: &[Uuid]) -> QueryResult<Vec<Row>> {
    if clients.is_empty() {
        return Ok(Vec::new());
    }
    client_index::table
        .filter(client_index::client_id.eq_any(clients))
        .order((client_index::client_id, client_index::ordinal))
        .select(Row::as_select())
        .load(conn)
}
