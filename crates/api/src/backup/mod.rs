//! Backups: the database and every stored file it names, as of one moment, in one sealed file.
//!
//! The two agree because a stored file is written before the row that names it commits, and never changes afterwards.
//! So the order is: hold off the removal of files, take a snapshot of the database, dump it, and copy each file that
//! the snapshot names. Whatever is written meanwhile is in neither.
//!
//! ```text
//! PORTICO-BACKUP 1
//! length (4 bytes), header    JSON: the backup's own key, sealed under the installation's; the keys, if asked for
//! a sealed stream             `secrets::Sealer`, with the header's digest bound in:
//!   F length name               an entry begins
//!   D length bytes              some of it
//!   E                           it ends
//!   M length JSON               the manifest, last
//! ```
//!
//! The keys are not inside, unless they are asked for: then they are sealed under a passphrase.

mod archive;
mod drill;
mod header;
mod make;
mod restore;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::db::setup::Digests;

pub use drill::drill;
pub use make::{Made, make};
pub use restore::{Restored, Target, restore};

/// The entry that holds the dump of the database.
const DATABASE: &str = "database";
/// Entries of stored files begin so.
const FILE: &str = "files/";

/// What was put in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// How long it is.
    pub bytes: u64,
    /// What it adds up to, in hexadecimal.
    pub sha256: String,
}

/// What a backup says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Manifest {
    /// The moment of its snapshot, in UTC.
    pub moment: String,
    /// The version of Portico that made it.
    pub portico: String,
    /// The version of the database server.
    pub postgres: String,
    /// The last migration that had run.
    pub schema: String,
    /// What each table held.
    pub tables: Digests,
    /// Every entry.
    pub entries: BTreeMap<String, Entry>,
    /// Files that a row names and the store had not.
    pub missing: Vec<String>,
}
