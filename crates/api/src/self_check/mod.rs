//! What a live installation is looked over for before it serves: each weakness is one line that says what to do. A
//! demonstration holds nobody's records and is let through.

mod keys;

use std::path::Path;

use crate::config::Config;
use crate::setup::{SetupError, key_file};

/// What the look-over starts from.
#[derive(Debug)]
pub struct Look<'a> {
    /// The settings.
    pub config: &'a Config,
    /// The folder the keys lie in unless the settings name a file.
    pub folder: &'a Path,
    /// What the log is told to hold (`PORTICO_LOG`), if it was said.
    pub log: Option<&'a str>,
    /// Whether this server is only measured: its limits may be raised and its reads go unrecorded.
    pub measured: bool,
}

impl Look<'_> {
    /// What is weak in the settings and the files, in one line each.
    pub fn settings(&self) -> Vec<String> {
        let mut weak = Vec::new();
        let mut say = |is_weak: bool, line: &str| {
            if is_weak {
                weak.push(line.to_owned());
            }
        };
        let config = self.config;
        let public = config.public_url.as_deref();
        say(
            public.is_some_and(|url| !url.starts_with("https://")),
            "public_url must begin with https://; leave it out to serve this machine only",
        );
        say(self.measured && public.is_some(), "a server with a public_url is not for measuring: leave --bench out");
        say(
            !self.measured && config.rate_limit_scale != 1,
            "rate_limit_scale must be 1: raised limits let passwords be guessed",
        );
        say(!self.measured && !config.record_access, "record_access must be true: reads of client data are recorded");
        say(
            config.database_url.is_some() && config.migration_database_url.is_none(),
            "MIGRATION_DATABASE_URL is missing: the application must not connect as the owner of its tables",
        );
        say(
            config.database_url.is_some() && config.database_url == config.migration_database_url,
            "DATABASE_URL and MIGRATION_DATABASE_URL are the same: give the application a role of its own",
        );
        say(
            config.database_url.is_some() && config.keys_file.is_none(),
            "name the key file in PORTICO_KEYS_FILE: with a database of your own, keys are yours to keep",
        );
        say(
            self.log.is_some_and(says_too_much),
            "PORTICO_LOG must not be trace or debug: such a log may hold what clients' records hold",
        );
        weak.extend(keys::weaknesses(&key_file(config, self.folder)));
        weak
    }
}

fn says_too_much(filter: &str) -> bool {
    filter.split([',', '=']).any(|word| matches!(word.trim().to_lowercase().as_str(), "trace" | "debug"))
}

/// Refuses to start with any of these.
pub fn refuse(weak: &[String]) -> Result<(), SetupError> {
    if weak.is_empty() {
        return Ok(());
    }
    Err(SetupError(format!("this installation is not fit for real records:\n  - {}", weak.join("\n  - "))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_says_too_much_wherever_it_does() {
        for filter in ["trace", "warn,api=DEBUG", "api::http=trace", "debug"] {
            assert!(says_too_much(filter), "{filter}");
        }
        for filter in ["warn", "info,api=warn", "off", "warn,debugger=info"] {
            assert!(!says_too_much(filter), "{filter}");
        }
    }
}
