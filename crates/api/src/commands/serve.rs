//! `portico serve`.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

use actix_web::HttpServer;
use clap::Args;

use crate::app::{self, Deps};
use crate::cluster::Cluster;
use crate::config::Config;
use crate::db::setup::weaknesses;
use crate::events::Stream;
use crate::http::client_app::ClientApp;
use crate::http::doors::Doors;
use crate::installation::{self, Mode};
use crate::logging;
use crate::self_check::{self, Look};
use crate::setup::{self, SetupError};

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
    /// For measuring and for tests: rate limits may be raised and reads go unrecorded. Never for real records.
    #[arg(long)]
    bench: bool,
}

/// Serves until told to stop.
pub fn run(file: Option<&Path>, options: Options) -> Result<(), SetupError> {
    let log = std::env::var("PORTICO_LOG").ok();
    logging::start(log.as_deref().unwrap_or(logging::DEFAULT), std::io::stderr);
    let mut config = super::configuration(file)?;
    config.data = options.data.or(config.data);
    config.web = options.web.or(config.web);
    config.port = options.port.unwrap_or(config.port);
    let mode = if options.demo { Mode::Demo } else { Mode::Live };
    let listeners = listen(config.port)?;
    let origin = origin(&config, &listeners)?;
    if mode == Mode::Live {
        let folder = setup::data_folder(&config)?;
        let look = Look { config: &config, folder: &folder, log: log.as_deref(), measured: options.bench };
        self_check::refuse(&look.settings())?;
    }
    let opened = installation::open(&config, mode, &origin)?;
    if mode == Mode::Live {
        self_check::refuse(&weaknesses(&opened.database.url)?)?;
    }
    let deps = deps(&config, &opened, mode, &origin)?;
    super::say(&format!("\n  Portico is at {origin}\n"));
    for line in &opened.sign_ins {
        super::say(line);
    }
    let operators = config.operator_port.map(|port| TcpListener::bind(("127.0.0.1", port))).transpose();
    let operators = operators.map_err(|error| SetupError(format!("the operators' port: {error}")))?;
    let outcome = serve(deps, listeners, operators);
    stop(opened.database.cluster)?;
    outcome
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

/// A graceful stop would wait for open streams, which have no end of their own.
async fn end_streams(stream: Stream) {
    use tokio::signal::unix::{SignalKind, signal};
    if let Ok(mut terminate) = signal(SignalKind::terminate()) {
        terminate.recv().await;
        stream.close();
    }
}

/// A request's head must be whole by then: a connection that sends it letter by letter is closed.
const HEAD_WITHIN: Duration = Duration::from_secs(10);
/// How long an open connection may wait for its next request.
const KEPT_ALIVE: Duration = Duration::from_secs(75);
/// Connections of one worker at once: more wait in the system's queue and take no memory of ours.
const CONNECTIONS: usize = 4096;

fn serve(deps: Deps, listeners: Vec<TcpListener>, operators: Option<TcpListener>) -> Result<(), SetupError> {
    let failed = |error: std::io::Error| SetupError(format!("the server: {error}"));
    actix_web::rt::System::new().block_on(async move {
        actix_web::rt::spawn(crate::files::every_hour(deps.db.clone(), deps.files.clone()));
        actix_web::rt::spawn(end_streams(deps.stream.clone()));
        actix_web::rt::spawn(deps.db.secrets().clone().watch());
        if let Some(listener) = operators {
            let inside = Deps { doors: Doors::OPEN, ..deps.clone() };
            let server = HttpServer::new(move || app::build(&inside)).workers(1).disable_signals();
            actix_web::rt::spawn(server.listen(listener).map_err(failed)?.run());
        }
        let mut server = HttpServer::new(move || app::build(&deps))
            .client_request_timeout(HEAD_WITHIN)
            .keep_alive(KEPT_ALIVE)
            .max_connections(CONNECTIONS)
            .shutdown_timeout(10);
        for listener in listeners {
            server = server.listen(listener).map_err(failed)?;
        }
        server.run().await.map_err(failed)
    })
}

fn stop(cluster: Option<Cluster>) -> Result<(), SetupError> {
    cluster.map_or(Ok(()), |cluster| cluster.stop().map_err(|error| SetupError(error.to_string())))
}
