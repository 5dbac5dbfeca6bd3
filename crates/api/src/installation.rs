//! An opened installation: everything between a configuration and a server.

use std::path::PathBuf;

use crate::access_log::AccessLog;
use crate::app::Deps;
use crate::config::Config;
use crate::db::{self, Db, Pool};
use crate::events::Stream;
use crate::files::Scanner;
use crate::http::caller::IdleLimit;
use crate::http::guard::PublicOrigin;
use crate::http::limits::Limits;
use crate::http::token::Tokens;
use crate::outbound::{KeyCache, Outbound};
use crate::secrets::Secrets;
use crate::setup::{self, Database, Files, SetupError};
use crate::time_source::TimeSource;

/// What kind of installation it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Real people's records.
    Live,
    /// The demonstration county.
    Demo,
}

/// An installation ready to be served.
#[derive(Debug)]
pub struct Opened {
    /// Its database.
    pub database: Database,
    /// Its data folder.
    pub folder: PathBuf,
    /// Its keys.
    pub secrets: Secrets,
    /// Its attachments.
    pub files: Files,
    /// The county's name.
    pub county: String,
    /// Minutes a session may lie idle.
    pub idle_minutes: i32,
    /// Lines that tell the demonstration county's sign-ins.
    pub sign_ins: Vec<String>,
}

/// Opens or makes an installation: keys, database, migrations, reference data, and the demonstration county if
/// that is what it is.
pub fn open(config: &Config, mode: Mode, origin: &str) -> Result<Opened, SetupError> {
    if mode == Mode::Demo && (config.database_url.is_some() || !origin.starts_with("http://localhost")) {
        return Err(SetupError("--demo serves its own private database on this machine only".into()));
    }
    if mode == Mode::Live && config.outbound_loopback {
        return Err(SetupError("PORTICO_OUTBOUND_LOOPBACK is for the demonstration only: start with --demo".into()));
    }
    let folder = setup::data_folder(config)?;
    if mode == Mode::Live && crate::demo::lives_in(&folder) {
        return Err(SetupError(
            "this data folder holds the demonstration county: start with --demo, or name another".into(),
        ));
    }
    let secrets = setup::secrets(config, &folder)?;
    let files = setup::files(config, &folder)?;
    let database = setup::database(config, &folder)?;
    db::setup::migrate(&database.owner_url)?;
    let sign_ins = match mode {
        Mode::Live => Vec::new(),
        Mode::Demo => crate::demo::open(&database.owner_url, &folder, &secrets, &files)?,
    };
    let known = db::setup::known(&database.owner_url)?;
    let (county, idle_minutes) = (known.county_name, known.idle_minutes);
    Ok(Opened { database, folder, secrets, files, county, idle_minutes, sign_ins })
}

/// What a server is made of, on an opened installation.
pub fn deps(config: &Config, opened: &Opened, origin: &str) -> Result<Deps, SetupError> {
    let pool = Pool::open(&opened.database.url, config.connections)
        .map_err(|fault| SetupError(fault.into_problem().to_string()))?;
    let access = if config.record_access { AccessLog::start(&opened.database.url) } else { AccessLog::off() };
    let (clock, limits) = (TimeSource::default(), Limits::new(config.rate_limit_scale));
    Ok(Deps {
        db: Db::new(pool, access, opened.secrets.clone(), clock.clone(), limits.clone()),
        tokens: Tokens::new(&opened.secrets),
        clock,
        limits,
        idle: IdleLimit(time::Duration::minutes(i64::from(opened.idle_minutes))),
        origin: PublicOrigin(origin.to_owned()),
        client: None,
        stream: Stream::default(),
        files: opened.files.clone(),
        scanner: Scanner::new(config.clamd_socket.clone()),
        keys: KeyCache::new(Outbound::new(config.outbound_loopback)),
        demo: false,
    })
}
