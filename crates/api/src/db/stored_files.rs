//! Which files of the store have a name, and the end of what was kept for a while only.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Timestamptz};
use time::OffsetDateTime;

use super::Tx;
use super::schema::stored_files;
use super::setup::SEALING_LOCK;
use crate::fault::Fault;
use crate::files::Stored;

/// Gives a file a name that keeps it.
pub(super) fn name(tx: &mut Tx<'_>, file: &Stored) -> Result<(), Fault> {
    diesel::insert_into(stored_files::table)
        .values((
            stored_files::storage_key.eq(&file.key),
            stored_files::written_at.eq(tx.now()),
            stored_files::wrapped_key.eq(&file.wrapped_key),
        ))
        .execute(tx.conn)?;
    Ok(())
}

/// Takes it away again: the next sweep removes the file.
pub(super) fn forget(tx: &mut Tx<'_>, key: &str) -> Result<(), Fault> {
    diesel::delete(stored_files::table.find(key)).execute(tx.conn)?;
    Ok(())
}

/// Which of these files have a name.
pub fn named(conn: &mut PgConnection, keys: &[String]) -> Result<Vec<String>, Fault> {
    Ok(stored_files::table
        .filter(stored_files::storage_key.eq_any(keys))
        .select(stored_files::storage_key)
        .load(conn)?)
}

/// Whether a backup (or a rotation of keys) is under way: it copies files that lost their name a moment ago.
pub fn backup_is_running(conn: &mut PgConnection) -> Result<bool, Fault> {
    let held = diesel::dsl::sql::<Bool>(
        "EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objsubid = 1
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND objid::bigint = ",
    )
    .bind::<BigInt, _>(SEALING_LOCK)
    .sql(")");
    Ok(diesel::select(held).get_result(conn)?)
}

/// Ends what was kept for a while only, of every organization.
pub fn expire(conn: &mut PgConnection, now: OffsetDateTime) -> Result<(), Fault> {
    diesel::sql_query("SELECT sweep_expired($1)").bind::<Timestamptz, _>(now).execute(conn)?;
    Ok(())
}
