//! From a configuration to a running installation: keys, database, migrations, reference data, file store.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel_migrations::{EmbeddedMigrations, MigrationHarness as _, embed_migrations};
use object_store::ObjectStore;

use crate::cluster::{APPLICATION, Account, Cluster, Durability, OWNER, SUPERUSER};
use crate::config::Config;
use crate::db::connect;
use crate::db::schema::{benefit_plans, funding_sources, procedures, settings, terms_versions};
use crate::secrets::Secrets;

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations");
const TERMS: &str = include_str!("../data/terms/1.txt");
const DATABASE: &str = "portico";

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

fn failed<E: std::fmt::Display>(what: &'static str) -> impl Fn(E) -> SetupError {
    move |error| SetupError(format!("{what}: {error}"))
}

/// Addresses of a migrated database, and the cluster when it is Portico's own.
#[derive(Debug)]
pub struct Database {
    /// Connects as the application.
    pub url: String,
    /// Connects as the owner of the tables.
    pub owner_url: String,
    /// The private cluster, if there is one.
    pub cluster: Option<Cluster>,
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
    use std::os::unix::fs::PermissionsExt as _;
    let file = config.keys_file.clone().unwrap_or_else(|| folder.join("keys"));
    if file.exists() {
        let text = std::fs::read_to_string(&file).map_err(failed("the key file"))?;
        return Secrets::parse(&text).ok_or_else(|| SetupError("the key file does not hold three keys".into()));
    }
    if config.database_url.is_some() && config.keys_file.is_none() {
        return Err(SetupError("with DATABASE_URL, name the key file in PORTICO_KEYS_FILE".into()));
    }
    let fresh = Secrets::generate();
    std::fs::write(&file, fresh.to_text()).map_err(failed("the key file"))?;
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).map_err(failed("the key file"))?;
    Ok(fresh)
}

/// Opens the database: the one in the configuration, or a private cluster in the data folder.
pub fn database(config: &Config, folder: &Path) -> Result<Database, SetupError> {
    if let Some(url) = &config.database_url {
        let owner_url = config.migration_database_url.clone().unwrap_or_else(|| url.clone());
        return Ok(Database { url: url.clone(), owner_url, cluster: None });
    }
    let cluster = Cluster::open(&folder.join("postgres"), Durability::Full).map_err(failed("the private database"))?;
    create(&cluster, DATABASE)?;
    Ok(Database {
        url: cluster.url(APPLICATION, DATABASE),
        owner_url: cluster.url(OWNER, DATABASE),
        cluster: Some(cluster),
    })
}

/// Makes the roles and a database in a private cluster, if they are not there.
pub fn create(cluster: &Cluster, database: &str) -> Result<(), SetupError> {
    let mut conn = connect(&cluster.url(SUPERUSER, "postgres")).map_err(failed("the private database"))?;
    for role in [OWNER, APPLICATION] {
        conn.batch_execute(&format!(
            "DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
        ))
        .map_err(failed("a database role"))?;
    }
    let there: i64 = diesel::select(
        diesel::dsl::sql::<diesel::sql_types::BigInt>("(SELECT count(*) FROM pg_database WHERE datname = ")
            .bind::<diesel::sql_types::Text, _>(database)
            .sql(")"),
    )
    .get_result(&mut conn)
    .map_err(failed("the private database"))?;
    if there == 0 {
        conn.batch_execute(&format!("CREATE DATABASE {database} OWNER {OWNER}")).map_err(failed("a database"))?;
    }
    Ok(())
}

/// Runs what migrations are missing, one process at a time, and loads the reference data.
pub fn migrate(owner_url: &str) -> Result<usize, SetupError> {
    let mut conn = PgConnection::establish(owner_url).map_err(failed("the database"))?;
    conn.batch_execute("SELECT pg_advisory_lock(7601)").map_err(failed("the migration lock"))?;
    let run = conn.run_pending_migrations(MIGRATIONS).map_err(failed("a migration"))?.len();
    load_reference(&mut conn).map_err(failed("the reference data"))?;
    conn.batch_execute("SELECT pg_advisory_unlock(7601)").map_err(failed("the migration lock"))?;
    Ok(run)
}

/// Takes every migration back and runs it again: proof that the way down works.
pub fn redo_all(owner_url: &str) -> Result<(), SetupError> {
    let mut conn = PgConnection::establish(owner_url).map_err(failed("the database"))?;
    conn.revert_all_migrations(MIGRATIONS).map_err(failed("a way down"))?;
    conn.run_pending_migrations(MIGRATIONS).map_err(failed("a migration"))?;
    load_reference(&mut conn).map_err(failed("the reference data"))
}

fn load_reference(conn: &mut PgConnection) -> QueryResult<()> {
    for source in domain::funding::funding_sources() {
        diesel::insert_into(funding_sources::table)
            .values((
                funding_sources::id.eq(source.id),
                funding_sources::name.eq(&source.name),
                funding_sources::marker.eq(source.marker.as_str()),
            ))
            .on_conflict_do_nothing()
            .execute(conn)?;
        for plan in &source.plans {
            diesel::insert_into(benefit_plans::table)
                .values((
                    benefit_plans::id.eq(plan.id),
                    benefit_plans::funding_source_id.eq(source.id),
                    benefit_plans::name.eq(&plan.name),
                    benefit_plans::service.eq(plan.service.as_str()),
                ))
                .on_conflict_do_nothing()
                .execute(conn)?;
            for procedure in &plan.procedures {
                diesel::insert_into(procedures::table)
                    .values((
                        procedures::code.eq(&procedure.text),
                        procedures::service.eq(procedure.service.as_str()),
                        procedures::medi_cal.eq(procedure.medi_cal),
                    ))
                    .on_conflict_do_nothing()
                    .execute(conn)?;
            }
        }
    }
    let (title, body) = TERMS.split_once("\n\n").unwrap_or(("Terms", TERMS));
    diesel::insert_into(terms_versions::table)
        .values((
            terms_versions::version.eq(1),
            terms_versions::title.eq(title),
            terms_versions::body.eq(body.trim_end()),
            terms_versions::published_on.eq(time::macros::date!(2026 - 11 - 22)),
        ))
        .on_conflict_do_nothing()
        .execute(conn)?;
    diesel::insert_into(settings::table)
        .values(settings::county_name.eq("County Behavioral Health"))
        .on_conflict_do_nothing()
        .execute(conn)?;
    Ok(())
}

/// The store for attachments: a folder unless configured otherwise.
pub fn files(config: &Config, folder: &Path) -> Result<Files, SetupError> {
    if let Some(target) = config.attachments.as_deref().filter(|target| target.starts_with("s3://")) {
        return object_storage(target);
    }
    let place = config.attachments.as_ref().map_or_else(|| folder.join("attachments"), PathBuf::from);
    std::fs::create_dir_all(&place).map_err(failed("the attachment folder"))?;
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
