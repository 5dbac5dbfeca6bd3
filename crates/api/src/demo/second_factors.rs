//! The keys of the authenticator apps that the county's people would have: random per data folder, kept in it, printed
//! at each start.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use domain::access::Role;
use domain::factors::{base32, from_base32, step};
use time::OffsetDateTime;

use super::staff::{Door, STAFF, Worker};
use crate::db::demo::County;
use crate::secrets::Secrets;
use crate::setup::{SetupError, failed};
use crate::totp;

const FILE: &str = "demo-second-factors";

/// Those who sign in with a printed password in a role that needs a second factor.
fn county_staff() -> impl Iterator<Item = &'static Worker> {
    let needs = |worker: &&Worker| matches!(worker.role, Role::CountyReviewer | Role::CountyAdministrator);
    STAFF.iter().filter(|worker| worker.door == Door::Printed).filter(needs)
}

/// Whose key it is, and the key as it is typed.
type Keys = Vec<(&'static str, String)>;

/// The keys of an earlier start, or new ones. Gives the lines that tell them.
pub(super) fn open(folder: &Path, county: &mut County, secrets: &Secrets) -> Result<Vec<String>, SetupError> {
    let keys = match read(folder) {
        Some(keys) => keys,
        None => make(folder, county, secrets)?,
    };
    let place = folder.display();
    let mut lines = vec![
        String::new(),
        "  Signing in for the county takes a code as well. This prints the one of the moment:".to_owned(),
        format!("  portico demo code USER_NAME --data {place}"),
        "  Or give an authenticator app the key:".to_owned(),
        String::new(),
    ];
    lines.extend(keys.iter().map(|(user_name, key)| format!("  {user_name:<12}  {key}")));
    Ok(lines)
}

fn read(folder: &Path) -> Option<Keys> {
    let text = std::fs::read_to_string(folder.join(FILE)).ok()?;
    county_staff().map(|worker| Some((worker.user_name, find(&text, worker.user_name)?))).collect()
}

fn find(text: &str, user_name: &str) -> Option<String> {
    text.lines().find_map(|line| line.strip_prefix(user_name)?.strip_prefix(' ').map(str::to_owned))
}

/// The database comes first: a start that is cut short in between makes new keys the next time.
fn make(folder: &Path, county: &mut County, secrets: &Secrets) -> Result<Keys, SetupError> {
    let mut keys = Vec::new();
    for worker in county_staff() {
        let secret = totp::new_secret();
        county.give_factor(worker.user_name, &secret, secrets)?;
        keys.push((worker.user_name, base32(&secret)));
    }
    let text: String = keys.iter().map(|(user_name, key)| format!("{user_name} {key}\n")).collect();
    let what = "the file of second factors";
    let mut file = std::fs::OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .open(folder.join(FILE))
        .map_err(failed(what))?;
    file.write_all(text.as_bytes()).map_err(failed(what))?;
    Ok(keys)
}

/// The code of this moment for somebody of the demonstration county.
pub fn code(folder: &Path, user_name: &str, now: OffsetDateTime) -> Result<String, SetupError> {
    let none = || SetupError(format!("{user_name} signs in without a code in the demonstration county of this folder"));
    let text = std::fs::read_to_string(folder.join(FILE)).map_err(|_| none())?;
    let key = find(&text, user_name).and_then(|key| from_base32(&key)).ok_or_else(none)?;
    totp::code(&key, step(now)).ok_or_else(none)
}
