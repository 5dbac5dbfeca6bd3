//! The real server program on a real cluster, to be measured or killed.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use api::cluster::{APPLICATION, BACKUP, Cluster, Durability, OWNER, SUPERUSER};
use api::http::token::{Token, Tokens};
use api::secrets::Secrets;
use diesel::connection::SimpleConnection as _;
use diesel::{Connection as _, PgConnection};
use domain::access::Role;

use crate::county;

const DATABASE: &str = "portico";

/// A cluster that survives what a crash leaves, with the small county in it.
#[derive(Debug)]
pub struct Grounds {
    /// The cluster.
    pub cluster: Cluster,
    folder: PathBuf,
    secrets: Secrets,
}

impl Grounds {
    /// Makes the cluster; `name` keeps several programs apart.
    pub fn prepare(name: &str) -> Self {
        let base = std::env::temp_dir().join(format!("portico-{name}-{}", std::process::id()));
        let cluster = Cluster::open(&base, Durability::Full).expect("a cluster");
        api::db::setup::create(&cluster, DATABASE).expect("a database");
        api::db::setup::migrate(&cluster.url(OWNER, DATABASE)).expect("the migrations");
        let folder = PathBuf::from(format!("{}-files", base.display()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let secrets = Secrets::generate();
        let keys = folder.join("keys");
        std::fs::write(&keys, secrets.to_text()).expect("the keys");
        std::fs::set_permissions(&keys, std::fs::Permissions::from_mode(0o600)).expect("the keys");
        let grounds = Self { cluster, folder, secrets };
        county::build(&mut grounds.owner());
        grounds
    }

    /// A connection as the owner of the tables.
    pub fn owner(&self) -> PgConnection {
        PgConnection::establish(&self.cluster.url(OWNER, DATABASE)).expect("the database")
    }

    /// The application's address of the database, in the form `pgbench` wants its parts.
    pub fn database(&self) -> (&Path, &'static str, &'static str) {
        (self.cluster.socket(), APPLICATION, DATABASE)
    }

    /// Runs a statement as the superuser.
    pub fn administer(&self, statement: &str) {
        let mut conn = PgConnection::establish(&self.cluster.url(SUPERUSER, DATABASE)).expect("the cluster answers");
        conn.batch_execute(statement).expect("the statement runs");
    }

    /// The folder of keys and attachments.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A command of the program, on this installation.
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command.args(words).envs(self.settings()).env("BACKUP_DATABASE_URL", self.cluster.url(BACKUP, DATABASE));
        command
    }

    /// `pg_dump` of its database, as the role that may read everything.
    pub fn pg_dump(&self) -> Command {
        let mut command = Command::new(self.cluster.bin().join("pg_dump"));
        command.arg("--dbname").arg(self.cluster.url(BACKUP, DATABASE));
        command
    }

    /// Starts the server on a data folder that holds everything, its own private database too.
    pub fn serve_alone(&self, folder: &Path, port: u16) -> Process {
        let mut command = Command::new(binary());
        command.args(["serve", "--data"]).arg(folder).env_remove("DATABASE_URL");
        self.start(command, port)
    }

    /// The settings of a live installation on these grounds.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        let text = |path: PathBuf| path.to_string_lossy().into_owned();
        vec![
            ("DATABASE_URL", self.cluster.url(APPLICATION, DATABASE)),
            ("MIGRATION_DATABASE_URL", self.cluster.url(OWNER, DATABASE)),
            ("PORTICO_KEYS_FILE", text(self.folder.join("keys"))),
            ("PORTICO_DATA", text(self.folder.clone())),
        ]
    }

    /// Starts the server on a port, with more settings in the form of its configuration file.
    pub fn serve(&self, port: u16, settings: &str) -> Process {
        let file = self.folder.join("portico.toml");
        std::fs::write(&file, settings).expect("the settings");
        self.start(self.command(&["--config", &file.to_string_lossy(), "serve"]), port)
    }

    /// Starts a server that is only measured, and waits until it serves.
    fn start(&self, mut command: Command, port: u16) -> Process {
        let child = command
            .args(["--bench", "--port", &port.to_string()])
            .env("PORTICO_RATE_LIMIT_SCALE", "1000000")
            // What it says while its database is dead is expected, and long.
            .env("PORTICO_LOG", std::env::var("PORTICO_LOG").unwrap_or_else(|_| "off".to_owned()))
            .stdout(Stdio::null())
            .spawn()
            .expect("the server program");
        let process = Process { child, port, tokens: Tokens::new(&self.secrets) };
        process.wait();
        process
    }
}

impl Drop for Grounds {
    fn drop(&mut self) {
        // They were for this run only.
        let _ = self.cluster.crash();
        let _ = std::fs::remove_dir_all(self.cluster.folder());
        let _ = std::fs::remove_dir_all(self.cluster.socket());
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// `PORTICO_BIN`, or the program that was built beside this one.
pub fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("PORTICO_BIN") {
        return path.into();
    }
    let here = std::env::current_exe().expect("this program");
    let found = here.ancestors().skip(1).map(|folder| folder.join("portico")).find(|path| path.is_file());
    found.expect("the server program: cargo build -p api")
}

/// A port nobody has at the moment.
pub fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    listener.local_addr().expect("its address").port()
}

/// A running server.
#[derive(Debug)]
pub struct Process {
    child: Child,
    /// Where it listens.
    pub port: u16,
    tokens: Tokens,
}

impl Process {
    /// A bearer token for a person of the small county.
    pub fn token(&self, organization: &str, role: Role) -> String {
        let session_id = county::session(organization, role);
        let expires_at = time::macros::datetime!(2100-01-01 0:00 UTC).unix_timestamp();
        self.tokens.sign(Token { session_id, expires_at }).expect("a token")
    }

    /// What of the process is in memory now, in MiB.
    pub fn resident_mib(&self) -> f64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap_or_default();
        line.split_whitespace().nth(1).and_then(|kib| kib.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    }

    /// Asks it to stop and waits until it has.
    pub fn stop(mut self) {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status().expect("the signal is sent");
        self.child.wait().expect("it stops");
    }

    /// Ends it as a power cut would: SIGKILL.
    pub fn kill(mut self) {
        self.end();
    }

    fn end(&mut self) {
        // It may be gone already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    fn wait(&self) {
        for _ in 0..300 {
            if std::net::TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        panic!("the server did not start");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.end();
    }
}
