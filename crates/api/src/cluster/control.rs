//! `initdb`, configuration, start and stop.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::{Cluster, ClusterError, Durability, SUPERUSER};
use crate::hexadecimal::hexadecimal;

/// How long a server may take to finish what it was told to before.
const LONGEST_WAY_DOWN: Duration = Duration::from_secs(120);

/// Unix socket paths end at about 107 bytes, so the socket lies in a short folder named after the data folder.
pub(super) fn socket_folder(data: &Path) -> Result<PathBuf, ClusterError> {
    let full = fs::canonicalize(data)?;
    let digest = Sha256::digest(full.as_os_str().as_encoded_bytes());
    let name = hexadecimal(digest.get(..8).unwrap_or_default());
    let root =
        std::env::var_os("XDG_RUNTIME_DIR").map(PathBuf::from).filter(|dir| dir.exists() && !is_private_to_root(dir));
    Ok(root.unwrap_or_else(std::env::temp_dir).join(format!("portico-{name}")))
}

fn is_private_to_root(dir: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(dir).is_ok_and(|meta| meta.uid() == 0)
}

pub(super) fn initialize(cluster: &Cluster) -> Result<(), ClusterError> {
    run(
        cluster,
        Command::new(cluster.bin.join("initdb"))
            .args([
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--data-checksums",
                "--auth=trust",
                &format!("--username={SUPERUSER}"),
                "--pgdata",
            ])
            .arg(&cluster.folder),
    )
}

/// Written anew at each start, so that a newer Portico brings its own settings.
pub(super) fn configure(cluster: &Cluster, durability: Durability) -> Result<(), ClusterError> {
    // One that is thrown away may lie in memory: its log is kept short.
    let (flush, log) = match durability {
        Durability::Full => ("on", "2GB"),
        Durability::ThrownAway => ("off", "256MB"),
    };
    let text = format!(
        "listen_addresses = ''\nunix_socket_directories = '{}'\nunix_socket_permissions = 0700\n\
         max_connections = 100\nshared_buffers = 256MB\nwork_mem = 16MB\nmaintenance_work_mem = 128MB\n\
         fsync = {flush}\nfull_page_writes = {flush}\nsynchronous_commit = {flush}\n\
         wal_level = minimal\nmax_wal_senders = 0\nmax_wal_size = {log}\ncheckpoint_timeout = 15min\n\
         jit = off\nrandom_page_cost = 1.1\ntimezone = 'UTC'\nlog_timezone = 'UTC'\n\
         log_parameter_max_length = 0\nlog_parameter_max_length_on_error = 0\nlog_min_error_statement = panic\n",
        cluster.socket.display()
    );
    let file = cluster.folder.join("postgresql.auto.portico.conf");
    fs::write(&file, text)?;
    let main = cluster.folder.join("postgresql.conf");
    let current = fs::read_to_string(&main)?;
    let include = "include 'postgresql.auto.portico.conf'";
    if !current.contains(include) {
        fs::write(&main, format!("{current}\n{include}\n"))?;
    }
    Ok(())
}

/// True when a server was running already and is taken over. One that is still on its way down is waited for.
pub(super) fn start(cluster: &Cluster) -> Result<bool, ClusterError> {
    let patience = Instant::now();
    while is_running(cluster)? {
        if takes_connections(cluster)? {
            return Ok(true);
        }
        if patience.elapsed() > LONGEST_WAY_DOWN {
            return Err(ClusterError("the private database neither serves nor stops; see its server.log".into()));
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    let log = cluster.folder.join("server.log");
    run(
        cluster,
        Command::new(cluster.bin.join("pg_ctl"))
            .args(["start", "--wait", "--timeout=120", "--silent", "--log"])
            .arg(log)
            .arg("--pgdata")
            .arg(&cluster.folder),
    )?;
    Ok(false)
}

fn takes_connections(cluster: &Cluster) -> Result<bool, ClusterError> {
    let mut command = Command::new(cluster.bin.join("pg_isready"));
    command.args(["--quiet", "--host"]).arg(&cluster.socket);
    Ok(cluster.account.run(&mut command)?.status.success())
}

fn is_running(cluster: &Cluster) -> Result<bool, ClusterError> {
    let mut command = Command::new(cluster.bin.join("pg_ctl"));
    command.args(["status", "--pgdata"]).arg(&cluster.folder);
    Ok(cluster.account.run(&mut command)?.status.success())
}

pub(super) fn stop(cluster: &Cluster, mode: &str) -> Result<(), ClusterError> {
    run(
        cluster,
        Command::new(cluster.bin.join("pg_ctl"))
            .args(["stop", "--wait", "--timeout=60", "--silent", "--mode", mode, "--pgdata"])
            .arg(&cluster.folder),
    )
}

fn run(cluster: &Cluster, command: &mut Command) -> Result<(), ClusterError> {
    let output = cluster.account.run(command.stdin(std::process::Stdio::null()))?;
    if output.status.success() {
        return Ok(());
    }
    let program = command.get_program().to_string_lossy().into_owned();
    let said = String::from_utf8_lossy(&output.stderr);
    Err(ClusterError(format!("{program} failed: {}", said.trim())))
}
