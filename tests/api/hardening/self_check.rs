//! What is not fit for real records is said in a line each, and nothing else is said.

use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use api::cluster::{APPLICATION, OWNER, SUPERUSER};
use api::config::Config;
use api::db::setup::weaknesses;
use api::secrets::Secrets;
use api::self_check::{self, Look};
use diesel::connection::SimpleConnection as _;
use tests::database::TestDatabase;
use tests::folder::Folder;

/// A folder with a key file in it.
struct Keys(Folder);

impl Keys {
    fn holding(text: &str, mode: u32) -> Self {
        let keys = Self(Folder::new());
        std::fs::write(keys.file(), text).unwrap();
        std::fs::set_permissions(keys.file(), std::fs::Permissions::from_mode(mode)).unwrap();
        keys
    }

    fn good() -> Self {
        Self::holding(&Secrets::generate().ring().to_text(), 0o600)
    }

    fn file(&self) -> PathBuf {
        self.0.join("keys")
    }
}

fn good(folder: &Path) -> Config {
    Config {
        database_url: Some("host=/run/postgresql user=portico_app".to_owned()),
        migration_database_url: Some("host=/run/postgresql user=portico_owner".to_owned()),
        keys_file: Some(folder.join("keys")),
        public_url: Some("https://portico.example".to_owned()),
        ..Config::default()
    }
}

fn weak(keys: &Keys, log: Option<&str>, measured: bool, change: impl FnOnce(&mut Config)) -> Vec<String> {
    let mut config = good(&keys.0);
    change(&mut config);
    Look { config: &config, folder: &keys.0, log, measured }.settings()
}

/// A change that weakens a good configuration.
type Weakening = fn(&mut Config);

#[test]
fn each_weak_setting_is_one_clear_line() {
    let keys = Keys::good();
    assert_eq!(weak(&keys, Some("warn"), false, |_| {}), Vec::<String>::new());
    let settings: [(&str, Weakening); 6] = [
        ("public_url must begin with https", |config| config.public_url = Some("http://localhost:8080".to_owned())),
        ("rate_limit_scale must be 1", |config| config.rate_limit_scale = 1000),
        ("record_access must be true", |config| config.record_access = false),
        ("MIGRATION_DATABASE_URL is missing", |config| config.migration_database_url = None),
        ("are the same", |config| config.migration_database_url = config.database_url.clone()),
        ("name the key file", |config| config.keys_file = None),
    ];
    for (line, change) in settings {
        let said = weak(&keys, None, false, change);
        assert_eq!(said.len(), 1, "{line}: {said:?}");
        assert!(said[0].contains(line), "{line}: {said:?}");
    }
    for log in ["trace", "debug", "info,api=trace"] {
        assert!(weak(&keys, Some(log), false, |_| {})[0].contains("PORTICO_LOG"), "{log}");
    }
    // Measuring lets limits be raised, and never at a public address.
    let raise = |config: &mut Config| (config.rate_limit_scale, config.record_access) = (1000, false);
    assert!(weak(&keys, None, true, raise)[0].contains("--bench"));
    assert!(
        weak(&keys, None, true, |config| {
            raise(config);
            config.public_url = None;
        })
        .is_empty()
    );
}

#[test]
fn keys_are_for_their_owner_alone_and_are_keys() {
    let (one, two) = (Secrets::generate().ring().to_text(), Secrets::generate().ring().to_text());
    let session = |text: &str| {
        let line = text.lines().find(|line| line.starts_with("session ")).unwrap();
        line.trim_start_matches("session ").to_owned()
    };
    let (first, zeros) = (session(&one), format!("{}=", "A".repeat(43)));
    let cursor = one.lines().find(|line| line.starts_with("cursor ")).unwrap();
    let cases = [
        (one.clone(), 0o640, "can be read by others (mode 640): chmod 600"),
        (one.clone(), 0o604, "can be read by others"),
        (one.replace(cursor, &format!("cursor {first}")), 0o600, "the same key twice"),
        (format!("{first}\n{first}\n{first}\n"), 0o600, "the same key twice"),
        (format!("{first}\n"), 0o600, "does not hold three keys"),
        (one.replace(&first, "c2hvcnQ="), 0o600, "has no session key"),
        (one.replace(&first, &zeros), 0o600, "not drawn at random"),
    ];
    for (text, mode, line) in cases {
        let said = weak(&Keys::holding(&text, mode), None, false, |_| {});
        assert_eq!(said.len(), 1, "{line}: {said:?}");
        assert!(said[0].contains(line), "{line}: {said:?}");
        assert!(!said[0].contains(&first), "a key is told");
    }
    assert!(weak(&Keys::holding(&two, 0o400), None, false, |_| {}).is_empty());
}

#[test]
fn a_database_whose_walls_do_not_hold_is_refused() {
    let database = TestDatabase::copy();
    let off = |said: &[String]| said.iter().filter(|line| !line.contains("lose what was acknowledged")).count();
    // The tests' own cluster is thrown away and flushes nothing, which is what the one line says.
    let said = weaknesses(&database.url(APPLICATION)).unwrap();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("fsync") && said[0].contains("full_page_writes"), "{said:?}");
    assert_eq!(off(&said), 0);
    let has = |said: &[String], words: &str| assert!(said.iter().any(|line| line.contains(words)), "{words}: {said:?}");
    let owner = weaknesses(&database.url(OWNER)).unwrap();
    has(&owner, "owns tables");
    let superuser = weaknesses(&database.url(SUPERUSER)).unwrap();
    has(&superuser, "is a superuser");
    has(&superuser, "bypasses row-level security");
    database.owner().batch_execute("ALTER TABLE clients NO FORCE ROW LEVEL SECURITY").unwrap();
    has(&weaknesses(&database.url(APPLICATION)).unwrap(), "forced row-level security: clients");
    let setting = format!("ALTER DATABASE {} SET synchronous_commit = off", database.name());
    database.superuser().batch_execute(&setting).unwrap();
    has(&weaknesses(&database.url(APPLICATION)).unwrap(), "synchronous_commit");
}

#[test]
fn what_is_weak_stops_the_start() {
    assert!(self_check::refuse(&[]).is_ok());
    let refused = self_check::refuse(&["one".to_owned(), "two".to_owned()]).unwrap_err().to_string();
    assert!(refused.contains("\n  - one\n  - two"), "{refused}");
}
