//! What letting somebody in costs and entails: the allowance, the renewed session, the noted use of a token, the event
//! of a refusal.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use domain::access::Credential;
use domain::problem::{Code, Problem};
use time::OffsetDateTime;
use uuid::Uuid;

use super::operation::Operation;
use super::who::Found;
use super::{Inner, record};
use crate::fault::Fault;
use crate::http::caller::Caller;

/// What is due once a request went well: it must not fail what was asked for.
pub(super) enum Due {
    /// A session's token is to be replaced.
    Renewal(i64),
    /// The last use of a program's token is to be noted.
    Note { what: Uuid, who: Uuid },
}

pub(super) fn after(conn: &mut PgConnection, caller: &Caller, due: &Due, now: OffsetDateTime) {
    match due {
        Due::Renewal(former) => renew(conn, caller, *former, now),
        Due::Note { what, who } => note(conn, caller, *what, *who, now),
    }
}

/// Takes one request off the person's allowance and says what is due afterwards.
pub(super) fn admit(
    inner: &Inner,
    caller: &Caller,
    operation: &'static Operation,
    now: OffsetDateTime,
    found: &Found,
) -> Result<Option<Due>, Fault> {
    if caller.is_going_on() {
        return Ok(None);
    }
    let actor = &found.actor;
    let (standing, spent) = inner.limits.spend(actor.user_id, actor.credential, operation.rate, now);
    caller.counted(standing);
    spent?;
    if actor.credential != Credential::Session {
        return Ok((!found.fresh).then_some(Due::Note { what: actor.session_id, who: actor.user_id }));
    }
    Ok(caller.is_past_half_life(found.newest, found.absolute_until, now).then_some(Due::Renewal(found.newest)))
}

/// Leaves the event of a refusal. Of too many, the first in a while: an alert where they were look-ups of clients.
pub(super) fn refuse(
    inner: &Inner,
    conn: &mut PgConnection,
    caller: &Caller,
    operation: &'static Operation,
    problem: &Problem,
    now: OffsetDateTime,
) {
    if problem.code == Code::TooManyRequests
        && let Some(actor) = caller.actor()
    {
        if inner.limits.is_first_refusal(actor.user_id, actor.credential, operation.rate) {
            record::too_many(conn, caller, operation, now);
        }
    } else {
        record::refusal(conn, caller, operation, problem, now);
    }
}

/// Notes that a program's token was used, and from where; at most once a minute, and only if nobody else is at it.
fn note(conn: &mut PgConnection, caller: &Caller, what: Uuid, who: Uuid, now: OffsetDateTime) {
    let noted = diesel::sql_query("SELECT identity_used($1, $2, $3, $4)")
        .bind::<SqlUuid, _>(what)
        .bind::<SqlUuid, _>(who)
        .bind::<Nullable<Text>, _>(caller.address())
        .bind::<Timestamptz, _>(now)
        .execute(conn);
    if let Err(error) = noted {
        tracing::warn!(error = %error, "the last use of a token could not be noted");
    }
}

/// Past half of its life a token is replaced, so that a person at work is not signed out. In a transaction of its
/// own: it must not fail what was asked for.
fn renew(conn: &mut PgConnection, caller: &Caller, former: i64, now: OffsetDateTime) {
    let Some((session_id, fresh)) = caller.fresh_expiry(now) else { return };
    let renewed = diesel::select(identity_renew(session_id, former, fresh, now)).get_result::<bool>(conn);
    if matches!(renewed, Ok(true)) {
        caller.renewed(fresh);
    }
}

diesel::define_sql_function! {
    fn identity_renew(session: diesel::sql_types::Uuid, former: BigInt, fresh: BigInt, at: Timestamptz) -> Bool
}
