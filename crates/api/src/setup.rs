//! From a configuration to what an installation needs: data folder, keys, database, file store.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use object_store::ObjectStore;

use crate::cluster::{APPLICATION, Account, BACKUP, Cluster, Durability, OWNER, programs};
use crate::config::Config;
use crate::db::setup::create;
use crate::secrets::{Ring, Secrets};

/// The name of the private database.
pub const DATABASE: &str = "portico";

/// Where attachments lie.
#[derive(Debug, Clone)]
pub struct Files(pub Arc<dyn ObjectStore>);

/// What stopped a start, in one line.
#[derive(Debug)]
pub struct SetupError(pub String);

impl std::fmt::Display for SetupError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SetupError {}

/// Says what was under way when something failed.
pub(crate) fn failed<E: std::fmt::Display>(what: &'static str) -> impl Fn(E) -> SetupError {
    move |error| SetupError(format!("{what}: {error}"))
}

/// Addresses of a migrated database, and the cluster when it is Portico's own.
#[derive(Debug)]
pub struct Database {
    /// Connects as the application.
    pub url: String,
    /// Connects as the owner of the tables.
    pub owner_url: String,
    /// Connects as the role that may read everything and change nothing, if it is known.
    pub backup_url: Option<String>,
    /// The private cluster, if there is one.
    pub cluster: Option<Cluster>,
}

impl Database {
    /// The folder of PostgreSQL's own programs.
    pub fn programs(&self) -> Result<PathBuf, SetupError> {
        match &self.cluster {
            Some(cluster) => Ok(cluster.bin().to_owned()),
            None => programs().map_err(failed("PostgreSQL's programs")),
        }
    }
}

/// The folder of the private cluster, keys and attachments: what was said, else `.portico` here if the database's
/// account can reach it, else a folder of the system's.
pub fn data_folder(config: &Config) -> Result<PathBuf, SetupError> {
    if let Some(folder) = &config.data {
        std::fs::create_dir_all(folder).map_err(failed("the data folder"))?;
        return folder.canonicalize().map_err(failed("the data folder"));
    }
    let here = std::env::current_dir().map_err(failed("the current folder"))?.join(".portico");
    let account = Account::for_database().map_err(failed("the database account"))?;
    let folder = if account.reaches(&here) { here } else { PathBuf::from("/var/lib/portico") };
    std::fs::create_dir_all(&folder).map_err(failed("the data folder"))?;
    Ok(folder)
}

/// The installation's keys, made on first use and readable by their owner alone.
pub fn secrets(config: &Config, folder: &Path) -> Result<Secrets, SetupError> {
    let file = key_file(config, folder);
    if file.exists() {
        return Secrets::read(&file).map_err(SetupError);
    }
    if config.database_url.is_some() && config.keys_file.is_none() {
        return Err(SetupError("with DATABASE_URL, name the key file in PORTICO_KEYS_FILE".into()));
    }
    write_keys(&file, &Secrets::generate().ring())?;
    Secrets::read(&file).map_err(SetupError)
}

/// Where the keys lie.
pub fn key_file(config: &Config, folder: &Path) -> PathBuf {
    config.keys_file.clone().unwrap_or_else(|| folder.join("keys"))
}

/// Writes the key file, wholly or not at all, readable by its owner alone. It is on the disk when this returns: nothing
/// may be sealed under a key that a power cut can take back.
pub fn write_keys(file: &Path, ring: &Ring) -> Result<(), SetupError> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let written = || -> std::io::Result<()> {
        let beside = file.with_extension("new");
        // What an interrupted run left would keep its permissions.
        let _ = std::fs::remove_file(&beside);
        let mut fresh = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
        fresh.write_all(ring.to_text().as_bytes())?;
        fresh.sync_all()?;
        std::fs::rename(&beside, file)?;
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        std::fs::File::open(folder)?.sync_all()
    };
    written().map_err(failed("the key file"))
}

/// Opens the database: the one in the configuration, or a private cluster in the data folder.
pub fn database(config: &Config, folder: &Path) -> Result<Database, SetupError> {
    if let Some(url) = &config.database_url {
        let owner_url = config.migration_database_url.clone().unwrap_or_else(|| url.clone());
        let backup_url = config.backup_database_url.clone();
        return Ok(Database { url: url.clone(), owner_url, backup_url, cluster: None });
    }
    let cluster = Cluster::open(&folder.join("postgres"), Durability::Full).map_err(failed("the private database"))?;
    create(&cluster, DATABASE)?;
    Ok(Database {
        url: cluster.url(APPLICATION, DATABASE),
        owner_url: cluster.url(OWNER, DATABASE),
        backup_url: Some(cluster.url(BACKUP, DATABASE)),
        cluster: Some(cluster),
    })
}

/// The store for attachments: a folder unless configured otherwise.
pub fn files(config: &Config, folder: &Path) -> Result<Files, SetupError> {
    if let Some(target) = config.attachments.as_deref().filter(|target| target.starts_with("s3://")) {
        return object_storage(target);
    }
    let place = config.attachments.as_ref().map_or_else(|| folder.join("attachments"), PathBuf::from);
    folder_store(&place)
}

/// A store in a folder, which is made if it is not there.
pub fn folder_store(place: &Path) -> Result<Files, SetupError> {
    std::fs::create_dir_all(place).map_err(failed("the attachment folder"))?;
    let store =
        object_store::local::LocalFileSystem::new_with_prefix(place).map_err(failed("the attachment folder"))?;
    Ok(Files(Arc::new(store.with_fsync(true))))
}

#[cfg(feature = "s3")]
fn object_storage(target: &str) -> Result<Files, SetupError> {
    let store =
        object_store::aws::AmazonS3Builder::from_env().with_url(target).build().map_err(failed("the bucket"))?;
    Ok(Files(Arc::new(store)))
}

#[cfg(not(feature = "s3"))]
fn object_storage(_: &str) -> Result<Files, SetupError> {
    Err(SetupError("this build has no S3 storage; build with --features s3".into()))
}
