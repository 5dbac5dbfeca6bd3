//! Which files of the store have a name, and the end of what was kept for a while only.

use diesel::prelude::*;
use diesel::sql_types::Timestamptz;
use time::OffsetDateTime;

use super::Tx;
use super::schema::stored_files;
use crate::fault::Fault;

/// Gives a file a name that keeps it.
pub(super) fn name(tx: &mut Tx<'_>, key: &str) -> Result<(), Fault> {
    diesel::insert_into(stored_files::table)
        .values((stored_files::storage_key.eq(key), stored_files::written_at.eq(tx.now())))
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

/// Ends what was kept for a while only, of every organization.
pub fn expire(conn: &mut PgConnection, now: OffsetDateTime) -> Result<(), Fault> {
    diesel::sql_query("SELECT sweep_expired($1)").bind::<Timestamptz, _>(now).execute(conn)?;
    diesel::sql_query("SELECT sweep_access($1)").bind::<Timestamptz, _>(now).execute(conn)?;
    Ok(())
}
