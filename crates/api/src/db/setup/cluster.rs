//! Roles and databases of a private cluster.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};

use crate::cluster::{APPLICATION, BACKUP, Cluster, OWNER, SUPERUSER};
use crate::db::pool::connect;
use crate::setup::{SetupError, failed};

/// Makes the roles and a database in a private cluster, if they are not there.
pub fn create(cluster: &Cluster, database: &str) -> Result<(), SetupError> {
    let mut conn = connect(&cluster.url(SUPERUSER, "postgres")).map_err(failed("the private database"))?;
    for role in [OWNER, APPLICATION] {
        conn.batch_execute(&format!(
            "DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
        ))
        .map_err(failed("a database role"))?;
    }
    conn.batch_execute(&format!(
        "DO $$ BEGIN CREATE ROLE {BACKUP} LOGIN BYPASSRLS; GRANT pg_read_all_data TO {BACKUP};
            ALTER ROLE {BACKUP} SET default_transaction_read_only = on;
            EXCEPTION WHEN duplicate_object THEN NULL; END $$"
    ))
    .map_err(failed("a database role"))?;
    let there: i64 = diesel::select(
        diesel::dsl::sql::<BigInt>("(SELECT count(*) FROM pg_database WHERE datname = ")
            .bind::<Text, _>(database)
            .sql(")"),
    )
    .get_result(&mut conn)
    .map_err(failed("the private database"))?;
    if there == 0 {
        conn.batch_execute(&format!("CREATE DATABASE {database} OWNER {OWNER}")).map_err(failed("a database"))?;
    }
    Ok(())
}
