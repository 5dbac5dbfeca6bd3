//! The passwords of the demonstration county: random per data folder, kept in it, printed at each start.

use std::io::Write as _;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use domain::session::PasswordProfile;

use super::places::PLACES;
use super::staff::{Door, STAFF, Worker};
use crate::db::demo::County;
use crate::passwords::{self, Context};
use crate::secrets;
use crate::setup::SetupError;

const WORDS: &str = include_str!("../../data/demo/words.txt");
const FILE: &str = "demo-sign-ins";
const WORDS_EACH: usize = 4;

/// Who signs in with which password.
#[derive(Clone)]
pub(super) struct SignIns(Vec<(&'static Worker, String)>);

impl std::fmt::Debug for SignIns {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignIns(..)")
    }
}

/// Those whose passwords are printed.
fn printed() -> impl Iterator<Item = &'static Worker> {
    STAFF.iter().filter(|worker| matches!(worker.door, Door::Printed | Door::FirstDay))
}

impl SignIns {
    /// New ones, written down where only the owner of the data folder reads them.
    pub(super) fn make(folder: &Path) -> Result<Self, SetupError> {
        let all: Option<Vec<_>> = printed().map(|worker| Some((worker, password(worker)?))).collect();
        let all = all.ok_or_else(|| SetupError("no password could be made".into()))?;
        let text: String = all.iter().map(|(worker, password)| format!("{} {password}\n", worker.user_name)).collect();
        let failed = |error: std::io::Error| SetupError(format!("the file of sign-ins: {error}"));
        let mut file = std::fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(folder.join(FILE))
            .map_err(failed)?;
        file.write_all(text.as_bytes()).map_err(failed)?;
        Ok(Self(all))
    }

    /// Those of an earlier start, if they are all there.
    pub(super) fn read(folder: &Path) -> Option<Self> {
        let text = std::fs::read_to_string(folder.join(FILE)).ok()?;
        let find = |worker: &'static Worker| {
            let line = text.lines().find_map(|line| line.strip_prefix(worker.user_name)?.strip_prefix(' '))?;
            Some((worker, line.to_owned()))
        };
        printed().map(find).collect::<Option<Vec<_>>>().map(Self)
    }

    /// The hash of somebody's password.
    pub(super) fn hash(&self, user_name: &str) -> Result<Option<String>, SetupError> {
        let Some((_, password)) = self.0.iter().find(|(worker, _)| worker.user_name == user_name) else {
            return Ok(None);
        };
        let hash = passwords::hash_blocking(password);
        hash.map(Some).ok_or_else(|| SetupError("a password cannot be hashed".into()))
    }

    /// Gives everybody their password again, when the file was lost.
    pub(super) fn set(&self, county: &mut County) -> Result<(), SetupError> {
        for (worker, _) in &self.0 {
            county.give_password(worker.user_name, self.hash(worker.user_name)?.as_deref())?;
        }
        Ok(())
    }

    /// What is printed: user name, password, who they are.
    pub(super) fn lines(&self) -> Vec<String> {
        let width = self.0.iter().map(|(_, password)| password.len()).max().unwrap_or(0);
        let line = |(worker, password): &(&Worker, String)| {
            let first = if worker.door == Door::FirstDay { " (first sign-in)" } else { "" };
            let role = worker.role.label();
            format!("  {:<12}  {password:<width$}  {role}, {}{first}", worker.user_name, full_name(worker))
        };
        let mut lines =
            vec!["  Sign-ins of the demonstration county; everybody in it is invented:".to_owned(), String::new()];
        lines.extend(self.0.iter().map(line));
        lines
    }
}

fn full_name(worker: &Worker) -> &'static str {
    PLACES.iter().find(|place| place.short_name == worker.place).map_or("", |place| place.name)
}

/// Four words and a number that pass the product's own rules.
fn password(worker: &Worker) -> Option<String> {
    let words = vec![worker.user_name.into(), worker.name.into(), full_name(worker).into()];
    let context = Context { words, profile: PasswordProfile::Length };
    (0..50).filter_map(|_| four_words()).find(|password| passwords::check(password, &context).is_empty())
}

fn four_words() -> Option<String> {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let bytes = secrets::random_bytes();
    let (pairs, _) = bytes.as_chunks::<2>();
    let mut numbers = pairs.iter().map(|pair| usize::from(u16::from_be_bytes(*pair)));
    let mut parts = Vec::new();
    for _ in 0..WORDS_EACH {
        parts.push((*words.get(numbers.next()? % words.len())?).to_owned());
    }
    parts.push((10 + numbers.next()? % 90).to_string());
    Some(parts.join("-"))
}
