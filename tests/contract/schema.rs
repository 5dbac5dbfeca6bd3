//! The database is what the code thinks it is, and every table has its wall.

use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use tests::database::TestDatabase;

const SCHEMA: &str = include_str!("../../crates/api/src/db/schema.rs");

#[derive(QueryableByName)]
struct Table {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Bool)]
    forced: bool,
    #[diesel(sql_type = Bool)]
    maintained: bool,
    #[diesel(sql_type = Bool)]
    own_key: bool,
}

const TABLES: &str = "
    SELECT c.relname::text AS name, COALESCE(split_part(obj_description(c.oid), ': ', 2), '') AS kind,
        c.relrowsecurity AND c.relforcerowsecurity AS forced,
        EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'maintenance') AS maintained,
        EXISTS (SELECT 1 FROM pg_index i JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
            WHERE i.indrelid = c.oid AND i.indisprimary AND a.attname = 'organization_id') AS own_key
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname NOT LIKE '\\_\\_%' ORDER BY 1";

#[test]
fn schema_rs_equals_the_migrations() {
    let database = TestDatabase::copy();
    let printed = tests::schema_print::print(&mut database.owner()).unwrap();
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/../crates/api/src/db/schema.rs"), &printed).unwrap();
        return;
    }
    assert!(printed == SCHEMA, "schema.rs is old: UPDATE_SCHEMA=1 cargo test -p tests --test contract schema");
}

#[test]
fn every_migration_can_be_taken_back_and_run_again() {
    let database = TestDatabase::empty();
    let url = database.url(api::cluster::OWNER);
    api::db::setup::migrate(&url).unwrap();
    api::db::setup::redo_all(&url).unwrap();
    let printed = tests::schema_print::print(&mut database.owner()).unwrap();
    assert!(printed == SCHEMA || std::env::var_os("UPDATE_SCHEMA").is_some());
}

#[test]
fn every_table_has_its_kind_and_its_wall() {
    let database = TestDatabase::copy();
    let tables: Vec<Table> = diesel::sql_query(TABLES).load(&mut database.owner()).unwrap();
    assert!(tables.len() > 20);
    let kinds = ["reference", "identity", "client-shared", "own", "personal", "record", "county-index"];
    for table in tables {
        assert!(table.forced, "{} has no forced row-level security", table.name);
        assert!(table.maintained, "{} would not be seen by a migration", table.name);
        assert!(kinds.contains(&table.kind.as_str()), "{} is of no known kind", table.name);
        if table.kind == "own" {
            assert!(table.own_key, "{} is not keyed by organization", table.name);
        }
    }
}

#[test]
fn the_application_owns_nothing_and_bypasses_nothing() {
    let database = TestDatabase::copy();
    let free = "SELECT NOT (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb) AND NOT EXISTS
        (SELECT 1 FROM pg_class WHERE relowner = r.oid) FROM pg_roles r WHERE rolname = current_user";
    let clean: bool =
        diesel::select(diesel::dsl::sql::<Bool>(&format!("({free})"))).get_result(&mut database.application()).unwrap();
    assert!(clean);
}

#[test]
fn nobody_named_sees_nothing() {
    let database = TestDatabase::copy();
    let mut owner = database.owner();
    let mut nobody = database.application();
    let walled: Vec<Table> = diesel::sql_query(TABLES).load(&mut owner).unwrap();
    for table in walled.iter().filter(|table| ["own", "client-shared", "personal"].contains(&table.kind.as_str())) {
        for setting in [
            "SELECT 1",
            "SELECT set_config('portico.' || name, '', false) FROM unnest(ARRAY['organization', 'user', 'kind']) name",
        ] {
            use diesel::connection::SimpleConnection as _;
            nobody.batch_execute(setting).unwrap();
            let count: i64 = diesel::select(diesel::dsl::sql::<diesel::sql_types::BigInt>(&format!(
                "(SELECT count(*) FROM {})",
                table.name
            )))
            .get_result(&mut nobody)
            .unwrap();
            assert_eq!(count, 0, "{} shows rows to nobody", table.name);
        }
    }
}

#[test]
fn the_record_cannot_be_changed_by_the_application() {
    use diesel::connection::SimpleConnection as _;
    let database = TestDatabase::copy();
    let mut application = database.application();
    let mut owner = database.owner();
    for (table, column, nobody) in [
        ("audit_events", "id", true),
        ("access_records", "id", true),
        ("record_seals", "seq", true),
        ("disclosures", "id", true),
        ("record_clients", "stretch", false),
        ("authorization_history", "id", false),
        ("provider_authorization_ledger", "id", false),
    ] {
        for statement in [
            format!("UPDATE {table} SET {column} = {column}"),
            format!("DELETE FROM {table}"),
            format!("TRUNCATE {table}"),
        ] {
            assert!(application.batch_execute(&statement).is_err(), "{statement} went through");
            // The owner of the tables is held by a trigger, which only a superuser can put aside.
            assert!(!nobody || owner.batch_execute(&statement).is_err(), "{statement} went through for the owner");
        }
    }
}
