//! The restore drill: a backup is worth what comes back from it. It is restored into a cluster that is thrown away, and
//! everything in it is opened.

use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use super::restore::{Restored, Target, restore};
use crate::cluster::{BACKUP, Cluster, Durability, OWNER, SUPERUSER};
use crate::db::record::{Asked, verify};
use crate::db::setup::{Sealing, create, migrate, openable};
use crate::files::Stored;
use crate::secrets::Secrets;
use crate::setup::{self, DATABASE, Files, SetupError, failed};

/// What a drill found.
#[derive(Debug)]
pub struct Drilled {
    /// What came back.
    pub restored: Restored,
    /// How long that took, from the file to a database that serves.
    pub took: Duration,
    /// Attachments that were opened.
    pub attachments: usize,
    /// Migrations that this version of Portico adds.
    pub migrations: usize,
    /// Rows of the record that are as they were sealed.
    pub recorded: i64,
}

/// A folder that is gone afterwards, whatever happens.
struct ThrownAway {
    folder: PathBuf,
    cluster: Option<Cluster>,
}

impl Drop for ThrownAway {
    fn drop(&mut self) {
        // It was for this drill only.
        if let Some(cluster) = &self.cluster {
            let _ = cluster.crash();
            let _ = std::fs::remove_dir_all(cluster.socket());
        }
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Does it.
pub fn drill(backup: &Path, secrets: Option<&Secrets>, passphrase: Option<&str>) -> Result<Drilled, SetupError> {
    let folder = std::env::temp_dir().join(format!("portico-drill-{}", uuid::Uuid::new_v4().simple()));
    // The database's account passes through to its own folder; nobody looks into this one.
    let made = std::fs::DirBuilder::new().mode(0o711).create(&folder);
    made.map_err(failed("the drill's folder"))?;
    let mut away = ThrownAway { folder, cluster: None };
    let begun = Instant::now();
    let mut made: Option<(Files, String)> = None;
    let restored = restore(backup, secrets, passphrase, |_| {
        let cluster = Cluster::open(&away.folder.join("postgres"), Durability::ThrownAway);
        let cluster = cluster.map_err(failed("the drill's database"))?;
        create(&cluster, DATABASE)?;
        let files = setup::folder_store(&away.folder.join("attachments"))?;
        let owner_url = cluster.url(OWNER, DATABASE);
        made = Some((files.clone(), owner_url));
        let target = Target {
            programs: cluster.bin().to_owned(),
            restore_url: cluster.url(SUPERUSER, DATABASE),
            reader_url: cluster.url(BACKUP, DATABASE),
            gives_away: true,
            files,
        };
        away.cluster = Some(cluster);
        Ok(target)
    })?;
    let took = begun.elapsed();
    let (files, owner_url) = made.ok_or_else(|| SetupError("the drill had no place".into()))?;
    let migrations = migrate(&owner_url)?;
    let attachments = open_all(&files, &restored, &owner_url)?;
    let recorded = recorded(&owner_url)?;
    Ok(Drilled { restored, took, attachments, migrations, recorded })
}

/// The chain of the record is whole. Checkpoints are the running installation's: `portico audit verify` asks them.
fn recorded(owner_url: &str) -> Result<i64, SetupError> {
    let asked = Asked { restored: true, ..Asked::default() };
    let verified =
        verify(owner_url, asked)?.map_err(|found| SetupError(format!("the record does not verify. {found}")))?;
    Ok(verified.rows)
}

/// Every key that something hangs on is there, and every attachment opens.
fn open_all(files: &Files, restored: &Restored, owner_url: &str) -> Result<usize, SetupError> {
    let ring = restored.secrets.ring();
    let hanging = Sealing::open(owner_url)?.hanging()?;
    if let Some((id, _)) = hanging.iter().find(|(id, _)| ring.key(**id).is_none()) {
        return Err(SetupError(format!("values hang on key {id}, which is not in the key file")));
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed("the runtime"))?;
    let rows = openable(owner_url)?;
    let count = rows.len();
    for (key, wrapped_key, sha256) in rows {
        let stored = Stored { key, wrapped_key };
        let opened = runtime.block_on(files.open(&restored.secrets, &stored, &sha256));
        opened.map_err(|problem| SetupError(format!("{}: {problem}", stored.key)))?;
    }
    Ok(count)
}
