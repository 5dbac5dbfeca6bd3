//! `portico serve`.

use std::net::TcpListener;
use std::path::{Path, PathBuf};

use actix_web::HttpServer;
use clap::Args;
use tracing_subscriber::EnvFilter;

use crate::app::{self, Deps};
use crate::checkpoints::Checkpoints;
use crate::cluster::Cluster;
use crate::config::Config;
use crate::events::Stream;
use crate::http::client_app::ClientApp;
use crate::installation::{self, Mode};
use crate::sealing::{Sealing, Ways};
use crate::setup::SetupError;

/// Ports tried one after the other when the first is busy.
const PORTS_TRIED: u16 = 50;

/// How to serve.
#[derive(Debug, Args)]
pub struct Options {
    /// Load and serve the demonstration county: invented people, this machine only.
    #[arg(long)]
    demo: bool,
    /// The folder of the private database, keys and attachments.
    #[arg(long)]
    data: Option<PathBuf>,
    /// The first port to try.
    #[arg(long)]
    port: Option<u16>,
    /// The built browser client.
    #[arg(long)]
    web: Option<PathBuf>,
}

/// Serves until told to stop.
pub fn run(file: Option<&Path>, options: Options) -> Result<(), SetupError> {
    logging();
    let mut config = super::configuration(file)?;
    config.data = options.data.or(config.data);
    config.web = options.web.or(config.web);
    config.port = options.port.unwrap_or(config.port);
    let mode = if options.demo { Mode::Demo } else { Mode::Live };
    let listeners = listen(config.port)?;
    let origin = origin(&config, &listeners)?;
    let opened = installation::open(&config, mode, &origin)?;
    let deps = deps(&config, &opened, mode, &origin)?;
    let sealing = seal(&config, &opened, &deps)?;
    super::say(&format!("\n  Portico is at {origin}\n"));
    for line in &opened.sign_ins {
        super::say(line);
    }
    let outcome = serve(deps, listeners);
    if let Some(sealing) = sealing {
        sealing.stop();
    }
    stop(opened.database.cluster)?;
    outcome
}

fn logging() {
    let filter = EnvFilter::try_from_env("PORTICO_LOG").unwrap_or_else(|_| EnvFilter::new("warn,checkpoint=info"));
    // Only fails when something else logs already, which is as good.
    let _ = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}

/// Both loopback addresses of the first port on which neither is taken.
fn listen(first: u16) -> Result<Vec<TcpListener>, SetupError> {
    for port in first..=first.saturating_add(PORTS_TRIED) {
        let Ok(v4) = TcpListener::bind(("127.0.0.1", port)) else { continue };
        match TcpListener::bind(("::1", port)) {
            Ok(v6) => return Ok(vec![v4, v6]),
            // A machine without IPv6 is served on the one address it has.
            Err(error) if error.kind() == std::io::ErrorKind::AddrNotAvailable => return Ok(vec![v4]),
            Err(_) => {}
        }
    }
    Err(SetupError(format!("no port from {first} on is free")))
}

fn origin(config: &Config, listeners: &[TcpListener]) -> Result<String, SetupError> {
    if let Some(url) = &config.public_url {
        return Ok(url.trim_end_matches('/').to_owned());
    }
    let port = listeners.first().and_then(|listener| listener.local_addr().ok()).map(|address| address.port());
    port.map(|port| format!("http://localhost:{port}")).ok_or_else(|| SetupError("no address to serve on".into()))
}

fn deps(config: &Config, opened: &installation::Opened, mode: Mode, origin: &str) -> Result<Deps, SetupError> {
    let mut deps = installation::deps(config, opened, origin)?;
    deps.demo = mode == Mode::Demo;
    deps.stream.start(&opened.database.url, deps.db.announced());
    if let Some(folder) = &config.web {
        let mode = if deps.demo { "demo" } else { "live" };
        let client = ClientApp::load(folder, &opened.county, mode);
        deps.client = Some(client.map_err(|error| SetupError(format!("the browser client: {error}")))?);
    }
    Ok(deps)
}

/// Seals the record for as long as the server runs.
fn seal(config: &Config, opened: &installation::Opened, deps: &Deps) -> Result<Option<Sealing>, SetupError> {
    let checkpoints = Checkpoints::of(config, &opened.folder)?;
    let (url, clock) = (opened.database.url.clone(), deps.clock.clone());
    let every = time::Duration::minutes(i64::from(config.checkpoint_minutes));
    Ok(config.seal_record.then(|| Sealing::start(Ways { url, clock, checkpoints, every })))
}

/// A graceful stop would wait for open streams, which have no end of their own.
async fn end_streams(stream: Stream) {
    use tokio::signal::unix::{SignalKind, signal};
    if let Ok(mut terminate) = signal(SignalKind::terminate()) {
        terminate.recv().await;
        stream.close();
    }
}

fn serve(deps: Deps, listeners: Vec<TcpListener>) -> Result<(), SetupError> {
    let failed = |error: std::io::Error| SetupError(format!("the server: {error}"));
    actix_web::rt::System::new().block_on(async move {
        actix_web::rt::spawn(crate::files::every_hour(deps.db.clone(), deps.files.clone()));
        actix_web::rt::spawn(end_streams(deps.stream.clone()));
        actix_web::rt::spawn(deps.db.secrets().clone().watch());
        let mut server = HttpServer::new(move || app::build(&deps)).shutdown_timeout(10);
        for listener in listeners {
            server = server.listen(listener).map_err(failed)?;
        }
        server.run().await.map_err(failed)
    })
}

fn stop(cluster: Option<Cluster>) -> Result<(), SetupError> {
    cluster.map_or(Ok(()), |cluster| cluster.stop().map_err(|error| SetupError(error.to_string())))
}
