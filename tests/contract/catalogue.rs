//! What the database's own catalogue says of the walls: each of these fails when a migration forgets.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::Text;
use tests::county;
use tests::database::TestDatabase;

/// Functions that run with the rights of the tables' owner, each reviewed: what it takes, what it gives, to whom.
/// `identity_*` are all a caller without a session has; the rest is work of the clock, and names of people.
const DEFINERS: [&str; 29] = [
    "authorizations_end",
    "identity_absolute",
    "identity_actor",
    "identity_begin",
    "identity_change_failed",
    "identity_end",
    "identity_end_all",
    "identity_end_own",
    "identity_factors_removed",
    "identity_failed",
    "identity_find",
    "identity_fresh",
    "identity_has_factor",
    "identity_must_enrol",
    "identity_name",
    "identity_organization_name",
    "identity_own_password",
    "identity_own_sessions",
    "identity_pend",
    "identity_pending",
    "identity_pending_failed",
    "identity_pending_over",
    "identity_reauthenticated",
    "identity_renew",
    "identity_take_factors",
    "identity_totp",
    "identity_use_recovery_code",
    "identity_use_totp",
    "sweep_expired",
];

#[derive(QueryableByName, Debug)]
struct Found {
    #[diesel(sql_type = Text)]
    name: String,
}

fn names(conn: &mut PgConnection, sql: &str) -> Vec<String> {
    let rows: Vec<Found> = diesel::sql_query(sql).load(conn).unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

/// Tables of the public schema that lack forced row-level security, a policy, or a kind.
const UNWALLED: &str = "
    SELECT c.relname::text AS name FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'f', 'm')
        AND c.relname NOT LIKE '\\_\\_%'
        AND NOT (c.relrowsecurity AND c.relforcerowsecurity
            AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid)
            AND COALESCE(obj_description(c.oid), '') LIKE 'kind: %') ORDER BY 1";

/// Tables of a tenant whose policy for the application does not name who asks, in what it shows or in what it takes.
const OPEN: &str = "
    SELECT c.relname::text AS name FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
        AND obj_description(c.oid) IN ('kind: own', 'kind: client-shared', 'kind: personal')
        AND (NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname <> 'maintenance')
            OR EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname <> 'maintenance'
                AND (p.polcmd <> 'a' AND COALESCE(pg_get_expr(p.polqual, p.polrelid), '') !~ 'app_(organization|user)'
                    OR p.polcmd <> 'r' AND COALESCE(pg_get_expr(p.polwithcheck, p.polrelid),
                        pg_get_expr(p.polqual, p.polrelid), '') !~ 'app_(organization|user)'))) ORDER BY 1";

/// A policy that binds the owner's maintenance is for nobody else.
const MAINTAINED_BY_OTHERS: &str = "
    SELECT polrelid::regclass::text AS name FROM pg_policy
    WHERE polname = 'maintenance' AND polroles <> ARRAY['portico_owner'::regrole::oid] ORDER BY 1";

#[test]
fn a_table_without_its_wall_is_found() {
    let database = TestDatabase::copy();
    let conn = &mut database.owner();
    assert_eq!(names(conn, UNWALLED), Vec::<String>::new());
    assert_eq!(names(conn, OPEN), Vec::<String>::new());
    assert_eq!(names(conn, MAINTAINED_BY_OTHERS), Vec::<String>::new());

    conn.batch_execute(
        "CREATE TABLE forgotten (id uuid PRIMARY KEY);
         CREATE TABLE half (id uuid PRIMARY KEY); ALTER TABLE half ENABLE ROW LEVEL SECURITY;
         COMMENT ON TABLE half IS 'kind: own'; CREATE POLICY p ON half USING (true);
         CREATE TABLE open (id uuid PRIMARY KEY); CALL wall_basics('open', 'own');
         CREATE POLICY everyone ON open TO portico_app USING (true) WITH CHECK (true);
         CREATE TABLE taking (organization_id uuid PRIMARY KEY); CALL wall_basics('taking', 'own');
         CREATE POLICY tenant ON taking TO portico_app
            USING (organization_id = (SELECT app_organization())) WITH CHECK (true);
         CREATE MATERIALIZED VIEW leak AS SELECT id FROM clients",
    )
    .unwrap();
    assert_eq!(names(conn, UNWALLED), ["forgotten", "half", "leak"]);
    assert_eq!(names(conn, OPEN), ["half", "open", "taking"]);
}

#[test]
fn what_runs_with_the_owners_rights_is_reviewed_and_looks_nowhere_else() {
    let database = TestDatabase::copy();
    let conn = &mut database.owner();
    let definers = "SELECT DISTINCT proname::text AS name FROM pg_proc
        WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY 1";
    assert_eq!(names(conn, definers), DEFINERS, "review what this function gives and to whom, then list it");
    // A temporary table is looked at before any schema unless the path names pg_temp, last.
    let loose = "SELECT proname::text AS name FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace
        AND NOT COALESCE(proconfig::text[], '{}') && ARRAY['search_path=public, pg_temp',
            'search_path=pg_catalog, public, pg_temp'] ORDER BY 1";
    assert_eq!(names(conn, loose), Vec::<String>::new(), "SET search_path = public, pg_temp");
    // A view looks with its owner's eyes, and the owner sees everything.
    let views = "SELECT relname::text AS name FROM pg_class WHERE relkind = 'v'
        AND relnamespace = 'public'::regnamespace
        AND NOT COALESCE(reloptions::text[], '{}') && ARRAY['security_invoker=true', 'security_invoker=on'] ORDER BY 1";
    assert_eq!(names(conn, views), Vec::<String>::new(), "WITH (security_invoker = true)");
}

#[test]
fn a_temporary_table_cannot_stand_in_for_a_real_one() {
    let database = TestDatabase::copy();
    let mut application = database.application();
    application
        .batch_execute("CREATE TEMPORARY TABLE sessions (id uuid); CREATE TEMPORARY TABLE users (id uuid)")
        .unwrap();
    let session = county::session("north", domain::access::Role::AgencyClerk);
    let actor = format!(
        "SELECT user_id::text AS name FROM identity_actor('{session}', {}, now())",
        time::macros::datetime!(2100-01-01 0:00 UTC).unix_timestamp()
    );
    let expected = county::user("north", domain::access::Role::AgencyClerk).to_string();
    assert_eq!(names(&mut application, &actor), [expected]);
}

#[test]
fn the_application_role_can_make_change_and_become_nothing() {
    let database = TestDatabase::copy();
    let mut application = database.application();
    for statement in [
        "CREATE TABLE mine (id int)",
        "DROP TABLE clients",
        "ALTER TABLE clients DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE clients NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY tenant ON clients",
        "CREATE POLICY more ON clients USING (true)",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "SET ROLE portico_owner",
        "ALTER ROLE portico_app BYPASSRLS",
        "CREATE ROLE other",
        "SET session_replication_role = replica",
        "COPY clients TO PROGRAM 'cat'",
        "TRUNCATE clients",
        "DELETE FROM clients",
    ] {
        assert!(application.batch_execute(statement).is_err(), "{statement} went through");
    }
    let owned = "SELECT relname::text AS name FROM pg_class WHERE relowner = 'portico_app'::regrole
        UNION ALL SELECT proname::text FROM pg_proc WHERE proowner = 'portico_app'::regrole
        UNION ALL SELECT nspname::text FROM pg_namespace WHERE nspowner = 'portico_app'::regrole
        UNION ALL SELECT datname::text FROM pg_database WHERE datdba = 'portico_app'::regrole
        UNION ALL SELECT roleid::regrole::text FROM pg_auth_members WHERE member = 'portico_app'::regrole";
    assert_eq!(names(&mut database.owner(), owned), Vec::<String>::new());
}

/// Tables that belong to an organization.
const OWN: &str = "
    SELECT relname::text AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
        AND obj_description(oid) = 'kind: own' ORDER BY 1";

#[actix_web::test]
async fn no_row_can_be_moved_to_another_organization() {
    let app = tests::TestApp::start().await;
    let sent = tests::given::authorization(&app, "north").await;
    tests::given::attachment(&app, "north", sent.id, domain::attachments::DocumentType::Assessment).await;
    let mut application = app.database.application();
    let who = format!(
        "SELECT set_config('portico.organization', '{}', false), set_config('portico.user', '{}', false),
            set_config('portico.kind', 'agency', false)",
        county::organization("north"),
        county::user("north", domain::access::Role::AgencyClerk)
    );
    application.batch_execute(&who).unwrap();
    for table in names(&mut app.database.owner(), OWN) {
        let south = county::organization("south");
        let rows = format!("SELECT count(*)::text AS name FROM {table} WHERE organization_id = '{south}'");
        let before = names(&mut app.database.owner(), &rows);
        let update = format!("UPDATE {table} SET organization_id = '{south}'");
        assert!(application.batch_execute(&update).is_err(), "{table}: the key can be written");
        // Even where a migration gives too much, the policy lets nothing out.
        let more = format!("GRANT UPDATE ON {table} TO portico_app; ALTER TABLE {table} DISABLE TRIGGER ALL");
        app.database.superuser().batch_execute(&more).unwrap();
        // An empty table says nothing, and refuses nothing.
        let _ = application.batch_execute(&update);
        assert_eq!(names(&mut app.database.owner(), &rows), before, "{table}: rows went to another organization");
    }
    let own = "SELECT count(*)::text AS name FROM authorizations";
    assert_eq!(names(&mut application, own), ["1"], "the settings were not taken, so the test says nothing");
}
