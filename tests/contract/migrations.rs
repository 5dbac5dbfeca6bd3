//! Migrations beside a server at work, and what has to be listed when a table gets a sealed column.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::Text;
use tests::database::TestDatabase;

const VERSION: &str = "20261126006000";
const BACK: &str = include_str!("../../migrations/2026-11-26-006000_sealed_files/down.sql");

#[derive(QueryableByName)]
struct Name {
    #[diesel(sql_type = Text)]
    name: String,
}

#[test]
fn a_migration_that_meets_a_lock_lets_others_pass_and_tries_again() {
    let database = TestDatabase::copy();
    let mut owner = database.owner();
    owner.batch_execute(BACK).unwrap();
    owner.batch_execute(&format!("DELETE FROM __diesel_schema_migrations WHERE version = '{VERSION}'")).unwrap();
    let mut long_read = database.owner();
    long_read.batch_execute("BEGIN; SELECT * FROM stored_files").unwrap();

    let url = database.url(api::cluster::OWNER);
    let begun = Instant::now();
    let migrating = std::thread::spawn(move || api::db::setup::migrate(&url));
    let mut longest = Duration::ZERO;
    while begun.elapsed() < Duration::from_secs(5) {
        let asked = Instant::now();
        owner.batch_execute("SELECT * FROM stored_files").unwrap();
        longest = longest.max(asked.elapsed());
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(longest > Duration::from_millis(1000), "the migration never waited for its lock: {longest:?}");
    assert!(longest < Duration::from_millis(2900), "others waited behind the migration: {longest:?}");
    assert!(!migrating.is_finished(), "it gave up instead of trying again");
    long_read.batch_execute("COMMIT").unwrap();
    assert_eq!(migrating.join().unwrap().unwrap(), 1);
    owner.batch_execute("SELECT wrapped_key FROM stored_files").unwrap();
}

#[test]
fn every_sealed_column_is_known_to_the_rotation_of_keys() {
    let database = TestDatabase::copy();
    let found: Vec<Name> = diesel::sql_query(
        "SELECT table_name || '.' || column_name AS name FROM information_schema.columns
            WHERE table_schema = 'public' AND data_type = 'bytea'
            AND (column_name LIKE '%sealed%' OR column_name LIKE '%wrapped%' OR column_name LIKE '%blind%')",
    )
    .load(&mut database.owner())
    .unwrap();
    let known = api::db::setup::places();
    assert!(found.len() >= 5);
    for one in found {
        assert!(known.contains(&one.name.as_str()), "{} is missing in db/setup/sealing.rs", one.name);
    }
}
