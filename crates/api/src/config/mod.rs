//! What an installation is told: defaults, then an optional TOML file, then environment variables.
//! A wrong value stops the start with one clear line.

pub(crate) mod address;

use std::net::IpAddr;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::http::doors::Doors;

/// Everything that can be set, with its default.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Where the application connects; empty for a private cluster of Portico's own.
    pub database_url: Option<String>,
    /// Where migrations connect: the role that owns the tables.
    pub migration_database_url: Option<String>,
    /// Where backups connect: a role that reads everything and changes nothing.
    pub backup_database_url: Option<String>,
    /// Most database connections in use at once.
    pub connections: u32,
    /// Where the private cluster, keys and attachments lie.
    pub data: Option<PathBuf>,
    /// The file of keys; in the data folder when not said.
    pub keys_file: Option<PathBuf>,
    /// First port to try.
    pub port: u16,
    /// The address people type; must be https anywhere but on this machine.
    pub public_url: Option<String>,
    /// The built browser client.
    pub web: Option<PathBuf>,
    /// Where attachments go: a folder, or `s3://bucket/prefix` with the `s3` feature.
    pub attachments: Option<String>,
    /// The unix socket of clamd; files are not scanned without it.
    pub clamd_socket: Option<PathBuf>,
    /// Requests a person may make per minute and kind of action; bench users have it raised.
    pub rate_limit_scale: u32,
    /// Access records are written unless a bench asks what they cost.
    pub record_access: bool,
    /// The proxies in front of this server, whose `X-Forwarded-For` is believed. Nobody's is, unless named here.
    pub trusted_proxies: Vec<IpAddr>,
    /// Whether the API's documentation is served at the public address too.
    pub public_docs: bool,
    /// A port for operators, on this machine only: the same server with `/metrics` and `/docs`.
    pub operator_port: Option<u16>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            database_url: None,
            migration_database_url: None,
            backup_database_url: None,
            connections: connections_for(std::thread::available_parallelism().map_or(1, NonZeroUsize::get)),
            data: None,
            keys_file: None,
            port: 8080,
            public_url: None,
            web: None,
            attachments: None,
            clamd_socket: None,
            rate_limit_scale: 1,
            record_access: true,
            trusted_proxies: Vec::new(),
            public_docs: false,
            operator_port: None,
        }
    }
}

/// Four for each processor, never fewer than eight: more of them only take turns, which makes every read slower.
fn connections_for(processors: usize) -> u32 {
    u32::try_from(processors.saturating_mul(4)).unwrap_or(u32::MAX).clamp(8, 64)
}

/// A setting that cannot be used, said in one line.
#[derive(Debug)]
pub struct ConfigError(pub String);

impl std::fmt::Display for ConfigError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for ConfigError {}

impl Config {
    /// Reads the file, if one is named, and lets the environment have the last word.
    pub fn load(file: Option<&Path>, environment: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
        let mut config = match file {
            Some(path) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|error| ConfigError(format!("configuration file {}: {error}", path.display())))?;
                toml::from_str(&text).map_err(|error| {
                    ConfigError(format!("configuration file {}: {}", path.display(), error.message()))
                })?
            }
            None => Self::default(),
        };
        let text = |name: &str| environment(name).filter(|value| !value.is_empty());
        overlay(&mut config.database_url, text("DATABASE_URL"));
        overlay(&mut config.migration_database_url, text("MIGRATION_DATABASE_URL"));
        overlay(&mut config.backup_database_url, text("BACKUP_DATABASE_URL"));
        overlay(&mut config.data, text("PORTICO_DATA").map(PathBuf::from));
        overlay(&mut config.keys_file, text("PORTICO_KEYS_FILE").map(PathBuf::from));
        overlay(&mut config.public_url, text("PORTICO_PUBLIC_URL"));
        overlay(&mut config.web, text("PORTICO_WEB").map(PathBuf::from));
        overlay(&mut config.attachments, text("PORTICO_ATTACHMENTS"));
        overlay(&mut config.clamd_socket, text("PORTICO_CLAMD_SOCKET").map(PathBuf::from));
        number(&mut config.connections, "PORTICO_CONNECTIONS", text("PORTICO_CONNECTIONS"))?;
        number(&mut config.port, "PORTICO_PORT", text("PORTICO_PORT"))?;
        if let Some(list) = text("PORTICO_TRUSTED_PROXIES") {
            let parsed: Result<_, _> = list.split(',').map(|one| one.trim().parse()).collect();
            config.trusted_proxies = parsed
                .map_err(|_| ConfigError(format!("PORTICO_TRUSTED_PROXIES must be addresses with commas: {list}")))?;
        }
        if let Some(port) = text("PORTICO_OPERATOR_PORT") {
            let port =
                port.parse().map_err(|_| ConfigError(format!("PORTICO_OPERATOR_PORT must be a port: {port}")))?;
            config.operator_port = Some(port);
        }
        number(&mut config.rate_limit_scale, "PORTICO_RATE_LIMIT_SCALE", text("PORTICO_RATE_LIMIT_SCALE"))?;
        config.check()?;
        Ok(config)
    }

    fn check(&self) -> Result<(), ConfigError> {
        if self.connections == 0 || self.connections > 90 {
            return Err(ConfigError("connections must be between 1 and 90".into()));
        }
        if let Some(url) = &self.public_url
            && !is_here(url)
            && !url.starts_with("https://")
        {
            return Err(ConfigError(format!("public_url must begin with https://, it is {url}")));
        }
        for (name, url) in [
            ("DATABASE_URL", &self.database_url),
            ("MIGRATION_DATABASE_URL", &self.migration_database_url),
            ("BACKUP_DATABASE_URL", &self.backup_database_url),
        ] {
            if url.as_deref().is_some_and(|url| !address::is_safe(url)) {
                return Err(ConfigError(format!("{name} names another machine: add sslmode=verify-full")));
            }
        }
        Ok(())
    }

    /// What is served besides the API and the browser client: all of it on this machine, none at a public address.
    pub fn doors(&self) -> Doors {
        if self.public_url.as_deref().is_some_and(|url| url.starts_with("https://")) {
            Doors { docs: self.public_docs, metrics: false }
        } else {
            Doors::OPEN
        }
    }
}

/// Whether an address is of this machine: exactly, and not `http://localhost.elsewhere.example`.
fn is_here(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("http://") else { return false };
    let host = rest.split(['/', ':']).next().unwrap_or_default();
    matches!(host, "localhost" | "127.0.0.1")
}

fn overlay<T>(slot: &mut Option<T>, value: Option<T>) {
    if value.is_some() {
        *slot = value;
    }
}

fn number<T: std::str::FromStr>(slot: &mut T, name: &str, value: Option<String>) -> Result<(), ConfigError> {
    if let Some(text) = value {
        *slot = text.parse().map_err(|_| ConfigError(format!("{name} must be a whole number, it is {text}")))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &[(&str, &str)]) -> Result<Config, ConfigError> {
        Config::load(None, |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn weak_settings_stop_the_start() {
        assert!(with(&[("PORTICO_PUBLIC_URL", "http://portico.example")]).is_err());
        assert!(with(&[("DATABASE_URL", "postgres://db.example/portico")]).is_err());
        assert!(with(&[("PORTICO_PUBLIC_URL", "http://localhost.portico.example")]).is_err());
        assert!(with(&[("MIGRATION_DATABASE_URL", "postgres://db.example/portico")]).is_err());
        assert!(with(&[("BACKUP_DATABASE_URL", "postgres://db.example/portico")]).is_err());
        assert!(with(&[("PORTICO_TRUSTED_PROXIES", "10.0.0.1, proxy")]).is_err());
        assert!(with(&[("PORTICO_CONNECTIONS", "many")]).is_err());
        assert!(with(&[("DATABASE_URL", "postgres://db.example/portico?sslmode=verify-full")]).is_ok());
    }
}
