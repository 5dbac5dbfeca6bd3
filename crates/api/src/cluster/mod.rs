//! A private PostgreSQL cluster: made, started, adopted and stopped by Portico itself, reachable only through a
//! unix socket in a folder nobody else can enter.

mod account;
mod binaries;
mod control;

use std::path::{Path, PathBuf};
use std::{fs, io};

pub use account::Account;

/// Why the private database could not be had, in one line for the person who started Portico.
#[derive(Debug)]
pub struct ClusterError(pub String);

impl std::fmt::Display for ClusterError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ClusterError {}

impl From<io::Error> for ClusterError {
    fn from(error: io::Error) -> Self {
        Self(format!("the private database: {error}"))
    }
}

/// The superuser that `initdb` makes; only Portico's own set-up connects as it.
pub const SUPERUSER: &str = "portico_super";
/// Owns every table and runs migrations.
pub const OWNER: &str = "portico_owner";
/// What the application connects as: owns nothing, bypasses nothing.
pub const APPLICATION: &str = "portico_app";

/// Reads everything, past every wall, and changes nothing: for backups.
pub const BACKUP: &str = "portico_backup";

/// The folder of PostgreSQL's own programs on this machine, newest version first.
pub fn programs() -> Result<PathBuf, ClusterError> {
    binaries::find()
}

/// How durable a cluster must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Survives a crash of the machine. The only choice for real data.
    Full,
    /// For tests that never crash it: no flush to disk.
    ThrownAway,
}

/// A running cluster on a data folder.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    socket: PathBuf,
    bin: PathBuf,
    account: Account,
    adopted: bool,
}

impl Cluster {
    /// Makes the cluster if the folder has none, starts it if it is not running, adopts it if it is.
    pub fn open(folder: &Path, durability: Durability) -> Result<Self, ClusterError> {
        let bin = binaries::find()?;
        let account = Account::for_database()?;
        fs::create_dir_all(folder)?;
        account.own(folder)?;
        let socket = control::socket_folder(folder)?;
        fs::create_dir_all(&socket)?;
        account.own(&socket)?;
        let mut cluster = Self { folder: folder.to_owned(), socket, bin, account, adopted: false };
        if !cluster.folder.join("PG_VERSION").exists() {
            control::initialize(&cluster)?;
        }
        control::configure(&cluster, durability)?;
        cluster.adopted = control::start(&cluster)?;
        Ok(cluster)
    }

    /// A connection string for one of the cluster's roles.
    pub fn url(&self, role: &str, database: &str) -> String {
        format!("host={} user={role} dbname={database}", self.socket.display())
    }

    /// Whether a server left behind by a killed Portico was taken over.
    pub fn adopted(&self) -> bool {
        self.adopted
    }

    /// The data folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of the unix socket.
    pub fn socket(&self) -> &Path {
        &self.socket
    }

    /// PostgreSQL's own programs, for `pgbench` and the like.
    pub fn bin(&self) -> &Path {
        &self.bin
    }

    /// Stops the server, letting sessions under way finish their statement.
    pub fn stop(&self) -> Result<(), ClusterError> {
        control::stop(self, "fast")
    }

    /// Kills the server as a power cut would. For tests of what survives.
    pub fn crash(&self) -> Result<(), ClusterError> {
        control::stop(self, "immediate")
    }

    /// Starts it again after [`Cluster::crash`].
    pub fn restart(&self) -> Result<(), ClusterError> {
        control::start(self).map(|_| ())
    }
}
