//! One cluster a test program and one database a test.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{LazyLock, Mutex};

use api::cluster::{Account, Cluster, Durability, OWNER, SUPERUSER};
use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection};
use uuid::Uuid;

const TEMPLATE: &str = "county_template";

static CLUSTER: LazyLock<Cluster> = LazyLock::new(start);
/// Copies of a template wait for one another in any case; doing it in turn keeps the errors away.
static COPYING: Mutex<()> = Mutex::new(());

/// Memory, where the machine offers it as a folder: every test makes and drops a database of some hundred files, and
/// a disk's file system takes longer over that than the tests themselves.
fn place() -> PathBuf {
    let memory = Path::new("/dev/shm");
    let roomy = free_kib(memory).is_some_and(|free| free > 1024 * 1024);
    if roomy { memory.to_owned() } else { std::env::temp_dir() }
}

/// What is free where a folder lies; nothing is known of one that is not there. A container may offer 64 MiB.
fn free_kib(folder: &Path) -> Option<u64> {
    let told = Command::new("df").args(["-k", "--output=avail"]).arg(folder).output().ok()?;
    String::from_utf8_lossy(&told.stdout).lines().nth(1)?.trim().parse().ok()
}

fn start() -> Cluster {
    let folder = place().join(format!("portico-test-{}", std::process::id()));
    let cluster = Cluster::open(&folder, Durability::ThrownAway).expect("a cluster for the tests");
    watch(&cluster);
    api::db::setup::create(&cluster, TEMPLATE).expect("the template database");
    let url = cluster.url(OWNER, TEMPLATE);
    api::db::setup::migrate(&url).expect("the migrations run");
    crate::county::build(&mut PgConnection::establish(&url).expect("the template database"));
    cluster
}

/// A test program has no last act, so a watcher stops and removes the cluster once the program is gone.
#[expect(clippy::zombie_processes, reason = "the watcher outlives this program; init takes it")]
fn watch(cluster: &Cluster) {
    let script = format!(
        "while [ -d /proc/{pid} ]; do sleep 1; done; '{bin}/pg_ctl' stop -m immediate -D '{folder}'; \
         rm -rf '{folder}' '{socket}'",
        pid = std::process::id(),
        bin = cluster.bin().display(),
        folder = cluster.folder().display(),
        socket = cluster.socket().display(),
    );
    let mut command = Command::new("sh");
    command.args(["-c", &script]).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    Account::for_database().expect("an account").apply(&mut command).spawn().expect("the watcher starts");
}

/// A database of a test's own, gone when the test is.
#[derive(Debug)]
pub struct TestDatabase {
    name: String,
}

impl TestDatabase {
    /// A copy of the template.
    pub fn copy() -> Self {
        let name = format!("test_{}", Uuid::new_v4().simple());
        let cluster = &*CLUSTER;
        let turn = COPYING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        administer(&format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER {OWNER}"));
        drop(turn);
        let _ = cluster;
        Self { name }
    }

    /// An empty database, for the migrations themselves.
    pub fn empty() -> Self {
        let name = format!("test_{}", Uuid::new_v4().simple());
        api::db::setup::create(&CLUSTER, &name).expect("an empty database");
        Self { name }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Makes the n-th statement the application sends to it the one where something happens.
    pub fn stumble(&self, how: crate::stumble::Stumble, n: u32) -> crate::stumble::Armed {
        crate::stumble::at(&self.name, &self.url(SUPERUSER), how, n)
    }

    /// A connection as the superuser.
    pub fn superuser(&self) -> PgConnection {
        PgConnection::establish(&self.url(SUPERUSER)).expect("a connection as the superuser")
    }

    /// Its address for one of the cluster's roles.
    pub fn url(&self, role: &str) -> String {
        CLUSTER.url(role, &self.name)
    }

    /// A connection as the owner of the tables, who passes every wall.
    pub fn owner(&self) -> PgConnection {
        PgConnection::establish(&self.url(OWNER)).expect("a connection as the owner")
    }

    /// A connection as the application, telling nobody who asks.
    pub fn application(&self) -> PgConnection {
        PgConnection::establish(&self.url(api::cluster::APPLICATION)).expect("a connection as the application")
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        administer(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
    }
}

/// A way to the cluster that can be disturbed.
pub fn proxy() -> crate::proxy::Proxy {
    crate::proxy::Proxy::to(CLUSTER.socket())
}

/// A number, past every wall: `count(conn, "SELECT count(*) FROM clients")`.
pub fn count(conn: &mut PgConnection, sql: &str) -> i64 {
    use diesel::RunQueryDsl as _;
    let number = diesel::dsl::sql::<diesel::sql_types::BigInt>(&format!("({sql})"));
    diesel::select(number).get_result(conn).expect("a number")
}

fn administer(statement: &str) {
    let mut conn = PgConnection::establish(&CLUSTER.url(SUPERUSER, "postgres")).expect("the cluster answers");
    conn.batch_execute(statement).expect("the statement runs");
}
