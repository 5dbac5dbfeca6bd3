//! Whether the database answers.

use diesel::prelude::*;

use crate::fault::Fault;

pub(super) fn answers(conn: &mut PgConnection) -> Result<(), Fault> {
    diesel::sql_query("SELECT 1").execute(conn)?;
    Ok(())
}
