//! Second factors: setting them up, using them, and whether whoever is in a session proved lately that it is them.

mod own;
mod second_step;
mod use_code;

use diesel::prelude::*;
use diesel::sql_types::{Timestamptz, Uuid as SqlUuid};
use domain::problem::{Code, Problem};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::Tx;
use crate::audit::{Done, Event};
use crate::fault::Fault;

pub(super) use own::codes_left_of_owner;
pub(crate) use own::make_codes;
pub use own::{Begun, Kept, begin_totp, confirm, end_session, list, remove, replace_codes, sessions};
pub use second_step::{Answered, answer, pend};
pub use use_code::{seal_key, spend};

/// How long a proof lasts for dangerous acts.
const FRESH: Duration = Duration::minutes(5);

diesel::define_sql_function! {
    fn identity_fresh(session: SqlUuid, since: Timestamptz) -> Bool
}
diesel::define_sql_function! {
    fn identity_factors_removed(session: SqlUuid) -> Nullable<Timestamptz>
}

/// Refuses unless whoever is in the session signed in, or proved again that it is them, within the last minutes.
pub(super) fn check_fresh(conn: &mut PgConnection, session: Uuid, now: OffsetDateTime) -> Result<(), Fault> {
    if diesel::select(identity_fresh(session, now - FRESH)).get_result(conn)? {
        return Ok(());
    }
    const AGAIN: &str = "Give your password or a code again, then repeat this.";
    Err(Problem::new(Code::ReauthenticationRequired, AGAIN).into())
}

/// Notes that the person proved it.
pub fn reauthenticated(tx: &mut Tx<'_>) -> Result<Done<()>, Fault> {
    let (session, now) = (tx.actor().session_id, tx.now());
    diesel::sql_query("SELECT identity_reauthenticated($1, $2)")
        .bind::<SqlUuid, _>(session)
        .bind::<Timestamptz, _>(now)
        .execute(tx.conn)?;
    Ok(Done::quietly(Event::new("session.reauthenticate", "session", session)))
}

/// When somebody else took this person's factors away, in the first session afterwards.
pub(super) fn removed_at(tx: &mut Tx<'_>) -> Result<Option<OffsetDateTime>, Fault> {
    let session = tx.actor().session_id;
    Ok(diesel::select(identity_factors_removed(session)).get_result(tx.conn)?)
}

/// Takes all factors and recovery codes of a person away. Whoever calls this holds their account.
pub(super) fn take(tx: &mut Tx<'_>, user: Uuid) -> Result<(), Fault> {
    let now = tx.now();
    diesel::sql_query("SELECT identity_take_factors($1, $2)")
        .bind::<SqlUuid, _>(user)
        .bind::<Timestamptz, _>(now)
        .execute(tx.conn)?;
    Ok(())
}
