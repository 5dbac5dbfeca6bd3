//! What a database says about the demonstration county, and what is put into it.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::Timestamptz;
use domain::county_time::CountyTime;
use time::{Date, OffsetDateTime};

use super::load::{Rows, write};
use crate::db::schema::{holidays, organizations, settings, users};
use crate::db::setup::owner;
use crate::db::zone;
use crate::setup::{SetupError, failed};

const WHAT: &str = "the demonstration county";

/// The moment, and the county's calendar around it.
#[derive(Debug)]
pub(crate) struct Clock {
    pub(crate) now: OffsetDateTime,
    pub(crate) today: Date,
    /// Days the county's offices are closed.
    pub(crate) closed: Vec<Date>,
    /// The county's local time.
    pub(crate) time: CountyTime,
}

/// The database as its owner sees it.
pub(crate) struct County(PgConnection);

impl County {
    /// Opens it.
    pub(crate) fn open(owner_url: &str) -> Result<Self, SetupError> {
        owner(owner_url).map(Self)
    }

    /// Now, by the database's clock.
    pub(crate) fn clock(&mut self) -> Result<Clock, SetupError> {
        let read = |conn: &mut PgConnection| -> QueryResult<Clock> {
            let now = diesel::select(diesel::dsl::now.into_sql::<Timestamptz>()).get_result(conn)?;
            let zone: String = settings::table.select(settings::time_zone).first(conn)?;
            let time = zone::load(conn, &zone)?;
            let closed = holidays::table.select(holidays::day).order(holidays::day).load(conn)?;
            Ok(Clock { now, today: time.day(now), closed, time })
        };
        read(&mut self.0).map_err(failed(WHAT))
    }

    /// Whether nobody is here yet.
    pub(crate) fn is_empty(&mut self) -> Result<bool, SetupError> {
        let some = exists(organizations::table.select(organizations::id));
        diesel::select(some).get_result(&mut self.0).map(|some: bool| !some).map_err(failed(WHAT))
    }

    /// Whether the county has this name.
    pub(crate) fn is_named(&mut self, name: &str) -> Result<bool, SetupError> {
        let county = settings::table.select(settings::county_name).first(&mut self.0);
        county.map(|county: String| county == name).map_err(failed(WHAT))
    }

    /// Writes a whole county under its name, in one transaction.
    pub(crate) fn write(&mut self, name: &str, rows: &Rows) -> Result<(), SetupError> {
        write(&mut self.0, name, rows).map_err(failed(WHAT))
    }

    /// Gives a person a password.
    pub(crate) fn give_password(&mut self, user_name: &str, hash: Option<&str>) -> Result<(), SetupError> {
        diesel::update(users::table.filter(users::user_name.eq(user_name)))
            .set(users::password_hash.eq(hash))
            .execute(&mut self.0)
            .map(|_| ())
            .map_err(failed("the sign-ins"))
    }
}
