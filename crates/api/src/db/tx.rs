//! One unit of work: begin, find out who asks, do it, say what happened, commit. The only place that opens a
//! transaction.

use std::sync::Arc;

use diesel::connection::{AnsiTransactionManager, TransactionManager};
use diesel::prelude::*;
use diesel::query_dsl::methods::LoadQuery;
use diesel::sql_types::{BigInt, Timestamptz};
use domain::access::{Actor, PASSED_BEFORE_TERMS};
use domain::county_time::CountyTime;
use domain::problem::{Code, Problem};
use serde::Serialize;
use time::{Date as Day, OffsetDateTime};
use uuid::Uuid;

use super::access_records::{self, AccessRecord};
use super::asked::{Asked, Known};
use super::operation::Operation;
use super::who::{self, Found, WhoAsks};
use super::{Inner, idempotency, record};
use crate::audit::Done;
use crate::fault::Fault;
use crate::http::caller::Caller;
use crate::http::reply::Written;
use crate::secrets::Secrets;

/// Something open pages should hear of, sent on after the commit.
#[derive(Debug, Clone)]
pub struct Announcement {
    /// The organization whose pages are told, besides the county's; `None` tells everybody.
    pub organization_id: Option<Uuid>,
    /// What kind of thing changed, for example `authorization`.
    pub kind: &'static str,
    /// Which one.
    pub subject_id: Option<Uuid>,
    /// The client it concerns.
    pub client_id: Option<Uuid>,
}

/// A transaction with the person it is for.
pub struct Tx<'a> {
    /// The connection; only functions in `db` use it.
    pub(crate) conn: &'a mut PgConnection,
    actor: Actor,
    operation: &'static Operation,
    now: OffsetDateTime,
    time: Arc<CountyTime>,
    request_id: Uuid,
    secrets: &'a Secrets,
    seen: Vec<Uuid>,
    shape: String,
    announcements: Vec<Announcement>,
}

impl std::fmt::Debug for Tx<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tx").field("request_id", &self.request_id).finish_non_exhaustive()
    }
}

impl Tx<'_> {
    /// Who asks.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// What is being done.
    pub fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// The moment of this request.
    pub fn now(&self) -> OffsetDateTime {
        self.now
    }

    /// The county's calendar day.
    pub fn today(&self) -> Day {
        self.actor.today
    }

    /// The county's local time.
    pub fn time(&self) -> Arc<CountyTime> {
        Arc::clone(&self.time)
    }

    /// The installation's keys.
    pub fn secrets(&self) -> &Secrets {
        self.secrets
    }

    /// A new id, ordered by time.
    pub fn new_id(&self) -> Uuid {
        Uuid::now_v7()
    }

    /// Notes that a client's data is about to be shown.
    pub fn saw(&mut self, client_id: Uuid) {
        self.seen.push(client_id);
    }

    /// Notes several at once.
    pub fn saw_all(&mut self, clients: impl IntoIterator<Item = Uuid>) {
        self.seen.extend(clients);
    }

    /// Notes which kinds of criteria a search used, for example `name+birth_date`. A search is recorded even when
    /// it finds nobody.
    pub fn searched(&mut self, shape: String) {
        self.shape = shape;
    }

    /// Tells open pages after the commit.
    pub fn announce(&mut self, announcement: Announcement) {
        self.announcements.push(announcement);
    }

    /// The one row of a query that speaks of whoever asks.
    pub(super) fn one<Q, R>(&mut self, query: Q) -> Result<R, Fault>
    where
        Known<Q>: LoadQuery<'static, PgConnection, R>,
    {
        Ok(Known::to(&self.actor, query).get_result(self.conn)?)
    }

    fn access_record(&mut self, operation: &Operation) -> Option<AccessRecord> {
        if self.seen.is_empty() && self.shape.is_empty() {
            return None;
        }
        self.seen.sort_unstable();
        self.seen.dedup();
        let seen = std::mem::take(&mut self.seen);
        let record = AccessRecord::of(&self.actor, operation, self.request_id, self.now, seen);
        Some(record.searched(std::mem::take(&mut self.shape)))
    }
}

fn permit(actor: &Actor, operation: &Operation) -> Result<(), Problem> {
    if operation.permission != PASSED_BEFORE_TERMS {
        if actor.must_change_password {
            return Err(Problem::of(Code::PasswordChangeRequired));
        }
        if actor.must_accept_terms {
            return Err(Problem::of(Code::TermsNotAccepted));
        }
    }
    if actor.may(operation.permission) {
        Ok(())
    } else {
        let what = operation.permission.label().to_lowercase();
        Err(Problem::new(
            Code::NotPermitted,
            format!("Your role does not include this: {what}. An administrator of your organization can grant it."),
        ))
    }
}

pub(super) fn read<T, F>(
    inner: &Inner,
    conn: &mut PgConnection,
    caller: &Caller,
    operation: &'static Operation,
    now: OffsetDateTime,
    work: F,
) -> Result<(T, Option<AccessRecord>), Problem>
where
    F: FnOnce(&mut Tx<'_>) -> Result<T, Fault>,
{
    begin(conn, "BEGIN READ ONLY")?;
    let mut renewal = None;
    let outcome = (|| {
        let mut tx = enter(inner, conn, caller, operation, now, &mut renewal)?;
        let value = work(&mut tx)?;
        Ok((value, tx.access_record(operation)))
    })();
    let done = finish(conn, outcome);
    match (&done, renewal) {
        (Ok(_), Some(former)) => renew(conn, caller, former, now),
        (Err(problem), _) if problem.code == Code::NotPermitted => {
            record::refusal(conn, caller, operation, problem, now);
        }
        _ => {}
    }
    done
}

pub(super) fn write<T, F>(
    inner: &Inner,
    conn: &mut PgConnection,
    caller: &Caller,
    operation: &'static Operation,
    now: OffsetDateTime,
    work: F,
) -> Result<Written, Problem>
where
    T: Serialize,
    F: FnOnce(&mut Tx<'_>) -> Result<Done<T>, Fault>,
{
    begin(conn, "BEGIN")?;
    let mut renewal = None;
    let outcome = (|| {
        let mut tx = enter(inner, conn, caller, operation, now, &mut renewal)?;
        if let Some(replay) = idempotency::claim(&mut tx, caller, operation)? {
            return Ok(replay);
        }
        let done = work(&mut tx)?;
        let written = Written::of(&done)?;
        idempotency::complete(&mut tx, caller, operation, &written)?;
        record::event(tx.conn, &tx.actor, tx.request_id, &done.event, now)?;
        record::announce(tx.conn, &tx.announcements)?;
        if let Some(seen) = tx.access_record(operation) {
            access_records::insert(tx.conn, &[seen])?;
        }
        Ok(written)
    })();
    let done = finish(conn, outcome);
    match (&done, renewal) {
        (Ok(_), Some(former)) => renew(conn, caller, former, now),
        (Err(problem), _) => record::refusal(conn, caller, operation, problem, now),
        _ => {}
    }
    done
}

pub(super) fn anonymous<T, F>(conn: &mut PgConnection, now: OffsetDateTime, work: F) -> Result<T, Problem>
where
    F: FnOnce(&mut PgConnection, OffsetDateTime) -> Result<T, Fault>,
{
    begin(conn, "BEGIN")?;
    let outcome = work(conn, now);
    finish(conn, outcome)
}

/// A read that is one statement, for someone who may see something; `None` when there is anything else to say.
pub(super) fn glance<Q, R>(
    inner: &Inner,
    conn: &mut PgConnection,
    caller: &Caller,
    operation: &'static Operation,
    now: OffsetDateTime,
    query: Q,
) -> Result<Option<(R, Actor)>, Problem>
where
    Asked<Q>: LoadQuery<'static, PgConnection, (who::Row, R)>,
{
    let glanced = (|| {
        let who = WhoAsks::of(caller, operation, now)?;
        let session_id = who.session_id();
        let seen: Option<(who::Row, R)> = Asked { who, query }.get_result(conn).optional()?;
        let Some((row, value)) = seen else { return Ok(None) };
        let found = row.found(session_id)?;
        caller.remember(&found.actor);
        if permit(&found.actor, operation).is_err() {
            return Ok(None);
        }
        let renewal = admit(inner, caller, operation, now, &found)?;
        Ok::<_, Fault>(Some((value, found.actor, renewal)))
    })();
    let Some((value, actor, renewal)) = glanced.map_err(Fault::into_problem)? else { return Ok(None) };
    if let Some(former) = renewal {
        renew(conn, caller, former, now);
    }
    Ok(Some((value, actor)))
}

fn enter<'a>(
    inner: &'a Inner,
    conn: &'a mut PgConnection,
    caller: &Caller,
    operation: &'static Operation,
    now: OffsetDateTime,
    renewal: &mut Option<i64>,
) -> Result<Tx<'a>, Fault> {
    let found = who::asks(conn, caller, operation, now)?;
    caller.remember(&found.actor);
    permit(&found.actor, operation)?;
    *renewal = admit(inner, caller, operation, now, &found)?;
    let time = inner.zones.of(conn, &found.time_zone)?;
    Ok(Tx {
        conn,
        actor: found.actor,
        operation,
        now,
        time,
        request_id: caller.request_id(),
        secrets: &inner.secrets,
        seen: Vec::new(),
        shape: String::new(),
        announcements: Vec::new(),
    })
}

/// Takes one request off the person's allowance and says which token is due to be replaced.
fn admit(
    inner: &Inner,
    caller: &Caller,
    operation: &'static Operation,
    now: OffsetDateTime,
    found: &Found,
) -> Result<Option<i64>, Fault> {
    if caller.is_going_on() {
        return Ok(None);
    }
    inner.limits.spend(found.actor.user_id, operation.rate, now)?;
    Ok(caller.is_past_half_life(found.newest, found.absolute_until, now).then_some(found.newest))
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

fn begin(conn: &mut PgConnection, how: &str) -> Result<(), Problem> {
    AnsiTransactionManager::begin_transaction_sql(conn, how).map_err(|error| Fault::from(error).into_problem())
}

/// Commits what went well and takes back what did not.
fn finish<T>(conn: &mut PgConnection, outcome: Result<T, Fault>) -> Result<T, Problem> {
    match outcome {
        Ok(value) => match AnsiTransactionManager::commit_transaction(conn) {
            Ok(()) => Ok(value),
            Err(error) => Err(Fault::from(error).into_problem()),
        },
        Err(fault) => {
            // A connection that cannot roll back is dropped by the pool; the fault itself is what matters.
            let _ = AnsiTransactionManager::rollback_transaction(conn);
            Err(fault.into_problem())
        }
    }
}
