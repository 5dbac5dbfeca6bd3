//! Between a right password and a session: a sign-in on its way, which opens the second step and nothing else.

use diesel::prelude::*;
use diesel::sql_types::{Binary, Bool, Integer, Timestamptz, Uuid as SqlUuid};
use domain::factors::Typed;
use sha2::{Digest as _, Sha256};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::use_code::spend;
use crate::db::session::{after_failure, record_refusal};
use crate::fault::Fault;
use crate::secrets::Secrets;

/// How long the second step may be taken.
const LASTS: Duration = Duration::minutes(5);
/// After so many wrong codes signing in begins again with the password.
const TRIES: i32 = 5;

diesel::define_sql_function! {
    fn identity_has_factor(who: SqlUuid) -> Bool
}

/// How a second step was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// The code is right: this person signs in.
    Right(Uuid),
    /// It is not.
    Wrong,
    /// After failures the person must wait.
    Blocked,
    /// There is no such sign-in on its way, or it took too long or too many tries.
    Over,
}

#[derive(QueryableByName)]
struct Pending {
    #[diesel(sql_type = SqlUuid)]
    user_id: Uuid,
    #[diesel(sql_type = Integer)]
    failures: i32,
    #[diesel(sql_type = Bool)]
    blocked: bool,
}

fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// Notes a right password where a second step follows, and until when; `None` where none does.
pub fn pend(
    conn: &mut PgConnection,
    user: Uuid,
    token: &str,
    now: OffsetDateTime,
) -> Result<Option<OffsetDateTime>, Fault> {
    if !diesel::select(identity_has_factor(user)).get_result::<bool>(conn)? {
        return Ok(None);
    }
    let until = now + LASTS;
    diesel::sql_query("SELECT identity_pend($1, $2, $3, $4)")
        .bind::<Binary, _>(hash(token))
        .bind::<SqlUuid, _>(user)
        .bind::<Timestamptz, _>(now)
        .bind::<Timestamptz, _>(until)
        .execute(conn)?;
    Ok(Some(until))
}

/// Takes the second step. Wrong codes count as failures of the account, like wrong passwords: whoever knows the
/// password cannot begin anew to guess on.
pub fn answer(
    conn: &mut PgConnection,
    secrets: &Secrets,
    token: &str,
    typed: Option<&Typed>,
    now: OffsetDateTime,
) -> Result<Answered, Fault> {
    let token = hash(token);
    let pending: Option<Pending> = diesel::sql_query("SELECT * FROM identity_pending($1, $2, $3)")
        .bind::<Binary, _>(&token)
        .bind::<Timestamptz, _>(now)
        .bind::<Integer, _>(TRIES)
        .get_result(conn)
        .optional()?;
    let Some(pending) = pending else {
        record_refusal(conn, None, now)?;
        return Ok(Answered::Over);
    };
    if pending.blocked {
        record_refusal(conn, Some(pending.user_id), now)?;
        return Ok(Answered::Blocked);
    }
    let right = match typed {
        Some(typed) => spend(conn, secrets, pending.user_id, typed, now)?,
        None => false,
    };
    if right {
        diesel::sql_query("SELECT identity_pending_over($1)").bind::<Binary, _>(&token).execute(conn)?;
        return Ok(Answered::Right(pending.user_id));
    }
    diesel::sql_query("SELECT identity_pending_failed($1), identity_failed($2, $3)")
        .bind::<Binary, _>(&token)
        .bind::<SqlUuid, _>(pending.user_id)
        .bind::<Timestamptz, _>(after_failure(u32::try_from(pending.failures).unwrap_or(0), now))
        .execute(conn)?;
    record_refusal(conn, Some(pending.user_id), now)?;
    Ok(Answered::Wrong)
}
