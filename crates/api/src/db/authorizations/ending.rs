//! The end of what was granted: nobody's step, taken when the last day has passed.

use diesel::PgConnection;
use diesel::prelude::*;
use diesel::sql_types::Timestamptz;
use time::OffsetDateTime;

use crate::fault::Fault;

diesel::define_sql_function! {
    /// Ends what is over, with history and audit events, and tells how many.
    fn authorizations_end(now: Timestamptz) -> BigInt
}

/// Ends every active authorization whose last granted day has passed. Tells how many.
pub fn end_over(conn: &mut PgConnection, now: OffsetDateTime) -> Result<i64, Fault> {
    Ok(diesel::select(authorizations_end(now)).get_result(conn)?)
}
