//! What is weak about a database as the application's role finds it.

use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};

use crate::db::pool::connect;
use crate::setup::{SetupError, failed};

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Bool)]
    superuser: bool,
    #[diesel(sql_type = Bool)]
    bypasses: bool,
    #[diesel(sql_type = Bool)]
    makes_roles: bool,
    #[diesel(sql_type = Bool)]
    owns: bool,
    #[diesel(sql_type = Bool)]
    becomes_owner: bool,
    #[diesel(sql_type = Bool)]
    creates: bool,
    #[diesel(sql_type = Text)]
    unwalled: String,
    #[diesel(sql_type = Text)]
    off: String,
}

const LOOK: &str = "
    SELECT r.rolsuper AS superuser, r.rolbypassrls AS bypasses, r.rolcreaterole OR r.rolcreatedb AS makes_roles,
        EXISTS (SELECT 1 FROM pg_class c WHERE c.relowner = r.oid AND c.relnamespace = 'public'::regnamespace) AS owns,
        EXISTS (SELECT 1 FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
            AND c.relowner <> r.oid AND pg_has_role(r.oid, c.relowner, 'MEMBER') AND NOT r.rolsuper) AS becomes_owner,
        has_schema_privilege('public', 'CREATE') AS creates,
        COALESCE((SELECT string_agg(c.relname, ', ' ORDER BY c.relname) FROM pg_class c
            WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname NOT LIKE '\\_\\_%'
                AND NOT (c.relrowsecurity AND c.relforcerowsecurity)), '') AS unwalled,
        COALESCE((SELECT string_agg(name, ', ' ORDER BY name) FROM pg_settings
            WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off'), '') AS off
    FROM pg_roles r WHERE r.rolname = current_user";

/// One line for each weakness, none when the database is fit for real records.
pub fn weaknesses(url: &str) -> Result<Vec<String>, SetupError> {
    let mut conn = connect(url).map_err(failed("the database"))?;
    let found: Found = diesel::sql_query(LOOK).get_result(&mut conn).map_err(failed("the database"))?;
    let mut weak = Vec::new();
    let mut say = |is_weak: bool, line: String| {
        if is_weak {
            weak.push(line);
        }
    };
    let role = "the application's database role";
    say(found.superuser, format!("{role} is a superuser, whom no wall stops: give it a role without rights"));
    say(found.bypasses, format!("{role} bypasses row-level security: ALTER ROLE ... NOBYPASSRLS"));
    say(found.makes_roles, format!("{role} may make roles or databases: ALTER ROLE ... NOCREATEROLE NOCREATEDB"));
    say(found.owns, format!("{role} owns tables, and who owns a table can take its wall down"));
    say(found.becomes_owner, format!("{role} is a member of the role that owns the tables: REVOKE that membership"));
    say(found.creates, format!("{role} may create in the schema public: REVOKE CREATE ON SCHEMA public"));
    say(!found.unwalled.is_empty(), format!("tables without forced row-level security: {}", found.unwalled));
    say(
        !found.off.is_empty(),
        format!("settings of PostgreSQL that lose what was acknowledged are off: {}", found.off),
    );
    Ok(weak)
}
