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
mod known;
mod moment;
mod money;
mod network;
mod notices;
mod paper;
mod payers;
mod places;
mod requests;
mod scenarios;
mod sentences;
mod sign_ins;
mod spans;
mod staff;
mod story;
mod tongues;
mod trail;
mod write;

#[cfg(test)]
mod tests;

use std::path::Path;

use crate::db::demo::County as Database;
use crate::secrets::Secrets;
use crate::setup::{Files, SetupError, failed};
use county::County;
use sign_ins::SignIns;

/// The invented county's name, and half of the mark by which its database is known.
pub const COUNTY: &str = "Mariposa Bay County";
/// The other half: a file in the data folder, written before anything else.
const MARK: &str = "demo";

/// Loads it once and gives the lines that tell its sign-ins.
pub fn open(owner_url: &str, folder: &Path, secrets: &Secrets, files: &Files) -> Result<Vec<String>, SetupError> {
    let mut database = Database::open(owner_url)?;
    let sign_ins = if database.is_empty()? {
        load(&mut database, folder, secrets, files)?
    } else if lives_in(folder) && database.is_named(COUNTY)? {
        match SignIns::read(folder) {
            Some(sign_ins) => sign_ins,
            None => {
                let fresh = SignIns::make(folder)?;
                fresh.set(&mut database)?;
                fresh
            }
        }
    } else {
        return Err(SetupError(
            "this data folder holds another installation; --demo works only in a folder it made itself".into(),
        ));
    };
    sign_ins.lines(&mut database)
}

/// Whether a data folder is the demonstration county's: nothing else may be served from it.
pub fn lives_in(folder: &Path) -> bool {
    folder.join(MARK).exists()
}

fn load(database: &mut Database, folder: &Path, secrets: &Secrets, files: &Files) -> Result<SignIns, SetupError> {
    // The mark comes first: a start that is cut short afterwards is taken up again by the next.
    std::fs::write(folder.join(MARK), "Holds the demonstration county: invented people only.\n")
        .map_err(failed("the demonstration county"))?;
    let sign_ins = SignIns::make(folder)?;
    let mut county = County::invent(database.clock()?)?;
    for user in &mut county.users {
        user.password_hash = sign_ins.hash(user.user_name)?;
    }
    write::store(files, secrets, &mut county.papers.files)?;
    database.write(COUNTY, &write::rows(county, secrets)?)?;
    Ok(sign_ins)
}
