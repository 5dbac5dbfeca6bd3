//! The county's local time, as the database's table of time zones has it.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use diesel::prelude::*;
use diesel::sql_types::{Integer, Text, Timestamptz};
use domain::county_time::{CountyTime, OffsetFrom};
use time::OffsetDateTime;

use crate::fault::Fault;

/// Time zones by name, each asked for once: what a name means changes only with PostgreSQL itself.
#[derive(Debug, Default)]
pub(super) struct Zones(RwLock<HashMap<String, Arc<CountyTime>>>);

impl Zones {
    /// The local time of a zone.
    pub(super) fn of(&self, conn: &mut PgConnection, name: &str) -> Result<Arc<CountyTime>, Fault> {
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(name) {
            return Ok(Arc::clone(known));
        }
        let time = Arc::new(load(conn, name)?);
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), Arc::clone(&time));
        Ok(time)
    }
}

#[derive(QueryableByName)]
struct Turn {
    #[diesel(sql_type = Timestamptz)]
    starts: OffsetDateTime,
    #[diesel(sql_type = Integer)]
    minutes: i32,
}

/// Reads a zone's offsets.
pub(super) fn load(conn: &mut PgConnection, name: &str) -> QueryResult<CountyTime> {
    let turns: Vec<Turn> =
        diesel::sql_query("SELECT starts, minutes FROM county_offsets($1)").bind::<Text, _>(name).load(conn)?;
    Ok(CountyTime::new(turns.into_iter().map(|turn| OffsetFrom { from: turn.starts, minutes: turn.minutes }).collect()))
}
