//! The demonstration county: invented people, agencies and papers, made once in a database of its own.
//!
//! Everything follows from one seed and from the day it is loaded on; only ids of sessions and the passwords differ
//! between data folders.

mod admissions;
mod amendments;
mod chance;
mod choice;
mod clients;
mod county;
mod course;
mod documents;
mod holidays;
mod known;
mod moment;
mod money;
mod network;
mod notices;
mod paper;
mod payers;
mod places;
mod requests;
mod rows;
mod scenarios;
mod sentences;
mod sign_ins;
mod spans;
mod staff;
mod story;
mod tongues;
mod write;

#[cfg(test)]
mod tests;

use std::path::Path;

use diesel::prelude::*;
use diesel::sql_types::{Date as SqlDate, Timestamptz};
use time::{Date, OffsetDateTime};

use crate::db::schema::{organizations, settings};
use crate::secrets::Secrets;
use crate::setup::{Files, SetupError};
use county::County;
use sign_ins::SignIns;

/// The invented county's name, and half of the mark by which its database is known.
pub const COUNTY: &str = "Mariposa Bay County";
/// The other half: a file in the data folder, written before anything else.
const MARK: &str = "demo";

fn failed<E: std::fmt::Display>(error: E) -> SetupError {
    SetupError(format!("the demonstration county: {error}"))
}

/// Loads it once and gives the lines that tell its sign-ins.
pub fn open(owner_url: &str, folder: &Path, secrets: &Secrets, files: &Files) -> Result<Vec<String>, SetupError> {
    let mut conn = PgConnection::establish(owner_url).map_err(failed)?;
    let sign_ins = if is_empty(&mut conn)? {
        load(&mut conn, folder, secrets, files)?
    } else if is_ours(&mut conn, folder)? {
        match SignIns::read(folder) {
            Some(sign_ins) => sign_ins,
            None => {
                let fresh = SignIns::make(folder)?;
                fresh.set(&mut conn)?;
                fresh
            }
        }
    } else {
        return Err(SetupError(
            "this data folder holds another installation; --demo works only in a folder it made itself".into(),
        ));
    };
    sign_ins.lines(&mut conn)
}

/// Whether a data folder is the demonstration county's: nothing else may be served from it.
pub fn lives_in(folder: &Path) -> bool {
    folder.join(MARK).exists()
}

fn is_empty(conn: &mut PgConnection) -> Result<bool, SetupError> {
    let some: bool = diesel::select(diesel::dsl::exists(organizations::table.select(organizations::id)))
        .get_result(conn)
        .map_err(failed)?;
    Ok(!some)
}

fn is_ours(conn: &mut PgConnection, folder: &Path) -> Result<bool, SetupError> {
    let name: String = settings::table.select(settings::county_name).first(conn).map_err(failed)?;
    Ok(name == COUNTY && lives_in(folder))
}

#[derive(QueryableByName)]
struct Clock {
    #[diesel(sql_type = Timestamptz)]
    now: OffsetDateTime,
    #[diesel(sql_type = SqlDate)]
    today: Date,
}

fn load(conn: &mut PgConnection, folder: &Path, secrets: &Secrets, files: &Files) -> Result<SignIns, SetupError> {
    // The mark comes first: a start that is cut short afterwards is taken up again by the next.
    std::fs::write(folder.join(MARK), "Holds the demonstration county: invented people only.\n").map_err(failed)?;
    let sign_ins = SignIns::make(folder)?;
    let clock: Clock =
        diesel::sql_query("SELECT now() AS now, (now() AT TIME ZONE time_zone)::date AS today FROM settings")
            .get_result(conn)
            .map_err(failed)?;
    let mut county = County::invent(clock.now, clock.today)?;
    for user in &mut county.users {
        user.password_hash = sign_ins.hash(user.user_name)?;
    }
    let sealed = write::seal(&county.clients, secrets)?;
    write::store(files, &county.papers.files)?;
    write::write(conn, COUNTY, &county, &sealed).map_err(failed)?;
    Ok(sign_ins)
}
