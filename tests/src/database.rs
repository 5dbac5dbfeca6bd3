//! One cluster a test program and one database a test.

use std::process::{Command, Stdio};
use std::sync::{LazyLock, Mutex};

use api::cluster::{Account, Cluster, Durability, OWNER, SUPERUSER};
use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection, QueryableByName, RunQueryDsl as _};
use uuid::Uuid;

const TEMPLATE: &str = "county_template";

static CLUSTER: LazyLock<Cluster> = LazyLock::new(start);
/// Copies of a template wait for one another in any case; doing it in turn keeps the errors away.
static COPYING: Mutex<()> = Mutex::new(());

fn start() -> Cluster {
    let folder = std::env::temp_dir().join(format!("portico-test-{}", std::process::id()));
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

    /// Its address for one of the cluster's roles.
    pub fn url(&self, role: &str) -> String {
        CLUSTER.url(role, &self.name)
    }

    /// A connection as the owner of the tables, who passes every wall.
    pub fn owner(&self) -> PgConnection {
        PgConnection::establish(&self.url(OWNER)).expect("a connection as the owner")
    }

    /// Everything in it as text, to look for what must not be there.
    pub fn dump(&self) -> String {
        let tables = "SELECT relname::text AS text FROM pg_class WHERE relkind = 'r'
            AND relnamespace = 'public'::regnamespace";
        self.texts(tables).iter().flat_map(|table| self.dump_of(table)).collect()
    }

    /// The rows of a table as text.
    pub fn dump_of(&self, table: &str) -> Vec<String> {
        self.texts(&format!("SELECT r::text AS text FROM {table} r"))
    }

    fn texts(&self, sql: &str) -> Vec<String> {
        let rows: Vec<Text> = diesel::sql_query(sql).load(&mut self.owner()).expect("the rows");
        rows.into_iter().map(|row| row.text).collect()
    }

    /// A connection as the application, telling nobody who asks.
    pub fn application(&self) -> PgConnection {
        PgConnection::establish(&self.url(api::cluster::APPLICATION)).expect("a connection as the application")
    }
}

#[derive(QueryableByName)]
struct Text {
    #[diesel(sql_type = diesel::sql_types::Text)]
    text: String,
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        administer(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
    }
}

fn administer(statement: &str) {
    let mut conn = PgConnection::establish(&CLUSTER.url(SUPERUSER, "postgres")).expect("the cluster answers");
    conn.batch_execute(statement).expect("the statement runs");
}
