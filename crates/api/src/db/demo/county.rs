//! What a database says about the demonstration county, and what is put into it.

use diesel::dsl::exists;
use diesel::prelude::*;
use diesel::sql_types::Timestamptz;
use domain::county_time::CountyTime;
use domain::factors::{FactorKind, RECOVERY_CODES};
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::load::{Rows, write};
use crate::db::factors::seal_key;
use crate::db::schema::{factors, holidays, organizations, recovery_codes, settings, users};
use crate::db::setup::owner;
use crate::db::zone;
use crate::secrets::{Secrets, random_bytes};
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

    /// Gives a person an authenticator app with this key, in place of any other.
    pub(crate) fn give_factor(&mut self, user_name: &str, key: &[u8], secrets: &Secrets) -> Result<(), SetupError> {
        let what = "the second factors";
        let id = Uuid::now_v7();
        let sealed = seal_key(secrets, id, key).map_err(|fault| SetupError(fault.into_problem().to_string()))?;
        let give = |conn: &mut PgConnection| -> QueryResult<()> {
            let user: Uuid = users::table.filter(users::user_name.eq(user_name)).select(users::id).first(conn)?;
            let now: OffsetDateTime = diesel::select(diesel::dsl::now.into_sql::<Timestamptz>()).get_result(conn)?;
            diesel::delete(factors::table.filter(factors::user_id.eq(user))).execute(conn)?;
            diesel::delete(recovery_codes::table.filter(recovery_codes::user_id.eq(user))).execute(conn)?;
            // Nobody has these: they stand for a sheet of paper in a drawer.
            let codes: Vec<_> = (0..RECOVERY_CODES)
                .map(|_| {
                    (
                        recovery_codes::user_id.eq(user),
                        recovery_codes::hash.eq(random_bytes().to_vec()),
                        recovery_codes::created_at.eq(now),
                    )
                })
                .collect();
            diesel::insert_into(recovery_codes::table).values(&codes).execute(conn)?;
            diesel::insert_into(factors::table)
                .values((
                    factors::id.eq(id),
                    factors::user_id.eq(user),
                    factors::kind.eq(FactorKind::Totp.as_str()),
                    factors::name.eq("Demonstration key"),
                    factors::secret_sealed.eq(sealed),
                    factors::created_at.eq(now),
                    factors::confirmed_at.eq(now),
                ))
                .execute(conn)?;
            Ok(())
        };
        give(&mut self.0).map_err(failed(what))
    }

    /// The user names of those who must choose a password of their own.
    pub(crate) fn yet_to_choose(&mut self) -> Result<Vec<String>, SetupError> {
        users::table
            .filter(users::must_change_password)
            .select(users::user_name)
            .load(&mut self.0)
            .map_err(failed("the sign-ins"))
    }
}
