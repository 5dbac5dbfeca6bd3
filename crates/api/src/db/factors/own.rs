//! One's own factors, recovery codes and sessions.

use diesel::pg::Pg;
use diesel::prelude::*;
use diesel::sql_types::{Text, Timestamptz, Uuid as SqlUuid};
use domain::factors::{
    Factor, FactorKind, Factors, NewTotp, OwnSession, OwnSessions, RECOVERY_CODES, Typed, recovery_code,
};
use domain::problem::{Code, Problem};
use serde::{Deserialize, Serialize};
use serde_json::json;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::use_code::{hash, keys, seal_key};
use crate::audit::{Done, Event};
use crate::db::schema::{factors, recovery_codes, settings};
use crate::db::support::known;
use crate::db::{Tx, session};
use crate::fault::Fault;
use crate::secrets;

/// How many one person may have.
const MOST: usize = 5;
/// How long a key waits for the proof that the app has it.
const WAITS: Duration = Duration::minutes(30);

#[derive(Queryable, Selectable)]
#[diesel(table_name = factors, check_for_backend(Pg))]
struct Row {
    id: Uuid,
    kind: String,
    name: String,
    created_at: OffsetDateTime,
    last_used_at: Option<OffsetDateTime>,
}

impl Row {
    fn wire(self) -> Result<Factor, Fault> {
        Ok(Factor {
            id: self.id,
            kind: known(FactorKind::parse(&self.kind))?,
            name: self.name,
            created_at: self.created_at,
            last_used_at: self.last_used_at,
        })
    }
}

/// The factors in use, the state of the recovery codes, and whether one is needed.
pub fn list(tx: &mut Tx<'_>) -> Result<Factors, Fault> {
    let rows: Vec<Row> = factors::table
        .filter(factors::user_id.eq(tx.actor().user_id))
        .filter(factors::confirmed_at.is_not_null())
        .select(Row::as_select())
        .order((factors::created_at, factors::id))
        .load(tx.conn)?;
    Ok(Factors {
        items: rows.into_iter().map(Row::wire).collect::<Result<_, _>>()?,
        required: is_required(tx)?,
        recovery_codes_left: codes_left(tx)?,
    })
}

fn is_required(tx: &mut Tx<'_>) -> Result<bool, Fault> {
    let role = tx.actor().role.as_str();
    let roles: Vec<String> = settings::table.select(settings::second_factor_roles).first(tx.conn)?;
    Ok(roles.iter().any(|needed| needed == role))
}

fn codes_left(tx: &mut Tx<'_>) -> Result<i64, Fault> {
    Ok(recovery_codes::table
        .filter(recovery_codes::user_id.eq(tx.actor().user_id))
        .filter(recovery_codes::used_at.is_null())
        .count()
        .get_result(tx.conn)?)
}

fn count(tx: &mut Tx<'_>) -> Result<usize, Fault> {
    let user = tx.actor().user_id;
    Ok(keys(tx.conn, user)?.iter().filter(|key| key.confirmed).count())
}

/// Recovery codes left to somebody who has a second factor.
pub(in crate::db) fn codes_left_of_owner(tx: &mut Tx<'_>) -> Result<Option<i64>, Fault> {
    if count(tx)? == 0 { Ok(None) } else { codes_left(tx).map(Some) }
}

/// A factor that waits for its proof. What is kept of it for a repeat does not hold the key.
#[derive(Debug, Serialize, Deserialize)]
pub struct Begun {
    /// The factor.
    pub factor: Factor,
    /// Whose it is, for the app's list.
    pub user_name: String,
    /// The county, for the same.
    pub county_name: String,
}

/// Begins with an authenticator app that is to have this key. One that waited for its proof gives way.
pub fn begin_totp(tx: &mut Tx<'_>, new: &NewTotp, secret: &[u8]) -> Result<Done<Begun>, Fault> {
    let wrong = new.check();
    if !wrong.is_empty() {
        return Err(wrong.into());
    }
    if count(tx)? >= MOST {
        return Err(Problem::new(Code::Conflict, "Five authenticator apps are the most. Remove one first.").into());
    }
    let (user, now, id) = (tx.actor().user_id, tx.now(), tx.new_id());
    let waiting = factors::table.filter(factors::user_id.eq(user)).filter(factors::confirmed_at.is_null());
    diesel::delete(waiting).execute(tx.conn)?;
    let sealed = seal_key(tx.secrets(), id, secret)?;
    diesel::insert_into(factors::table)
        .values((
            factors::id.eq(id),
            factors::user_id.eq(user),
            factors::kind.eq(FactorKind::Totp.as_str()),
            factors::name.eq(new.name.trim()),
            factors::secret_sealed.eq(sealed),
            factors::created_at.eq(now),
        ))
        .execute(tx.conn)?;
    let (user_name, county_name) = session::names(tx)?;
    let event = Event::new("factors.begin", "factor", id).detail(json!({ "kind": FactorKind::Totp.as_str() }));
    Ok(Done::created(Begun { factor: one(tx, id)?, user_name, county_name }, event))
}

fn one(tx: &mut Tx<'_>, id: Uuid) -> Result<Factor, Fault> {
    let row: Row = factors::table
        .filter(factors::id.eq(id))
        .filter(factors::user_id.eq(tx.actor().user_id))
        .select(Row::as_select())
        .first(tx.conn)?;
    row.wire()
}

/// A factor in use, and whether it is the first. What is kept for a repeat does not hold the codes.
#[derive(Debug, Serialize, Deserialize)]
pub struct Kept {
    /// The factor.
    pub factor: Factor,
    /// Whether recovery codes were made with it.
    pub first: bool,
}

/// Puts a factor in use, when a code proves that the app has the key. With the first one come recovery codes, and
/// every other session ends: from here on the password alone opens nothing.
pub fn confirm(tx: &mut Tx<'_>, id: Uuid, code: &str, codes: &[String]) -> Result<Done<Kept>, Fault> {
    let (user, now) = (tx.actor().user_id, tx.now());
    let all = keys(tx.conn, user)?;
    let waiting = all.iter().find(|key| key.id == id && !key.confirmed && key.created_at > now - WAITS);
    let waiting = waiting.ok_or(Fault::from(Code::NotFound))?;
    let first = !all.iter().any(|key| key.confirmed);
    let secrets = tx.secrets().clone();
    let right = match Typed::of(code) {
        Some(Typed::Code(digits)) => waiting.spend(tx.conn, &secrets, &digits, now)?,
        _ => false,
    };
    if !right {
        const WRONG: &str = "This is not the code the app shows now. Check that the telephone's clock is right.";
        return Err(Problem::field("/code", "wrong", WRONG).into());
    }
    diesel::update(factors::table.filter(factors::id.eq(id)).filter(factors::user_id.eq(user)))
        .set(factors::confirmed_at.eq(now))
        .execute(tx.conn)?;
    if first {
        put_codes(tx, codes)?;
    }
    let current = tx.actor().session_id;
    session::end_sessions(tx, user, Some(current))?;
    let event = Event::new("factors.confirm", "factor", id).detail(json!({ "kind": FactorKind::Totp.as_str() }));
    Ok(Done::changed(Kept { factor: one(tx, id)?, first }, event))
}

/// Random recovery codes, as they are shown.
pub(crate) fn make_codes() -> Vec<String> {
    (0..RECOVERY_CODES).filter_map(|_| recovery_code(&secrets::random_bytes())).collect()
}

fn put_codes(tx: &mut Tx<'_>, codes: &[String]) -> Result<(), Fault> {
    let (user, now) = (tx.actor().user_id, tx.now());
    diesel::delete(recovery_codes::table.filter(recovery_codes::user_id.eq(user))).execute(tx.conn)?;
    let bare = codes.iter().filter_map(|code| match Typed::of(code) {
        Some(Typed::Recovery(bare)) => Some(bare),
        _ => None,
    });
    let rows: Vec<_> = bare
        .map(|bare| {
            (recovery_codes::user_id.eq(user), recovery_codes::hash.eq(hash(&bare)), recovery_codes::created_at.eq(now))
        })
        .collect();
    diesel::insert_into(recovery_codes::table).values(&rows).execute(tx.conn)?;
    Ok(())
}

/// Puts new recovery codes in place of those made before.
pub fn replace_codes(tx: &mut Tx<'_>, codes: &[String]) -> Result<Done<Factors>, Fault> {
    if count(tx)? == 0 {
        return Err(Problem::new(Code::Conflict, "Set up an authenticator app first. Codes come with it.").into());
    }
    put_codes(tx, codes)?;
    let event = Event::new("recovery_codes.replace", "user", tx.actor().user_id);
    Ok(Done::changed(list(tx)?, event))
}

/// Removes a factor. The last one takes the recovery codes along, and stays where the role needs one.
pub fn remove(tx: &mut Tx<'_>, id: Uuid) -> Result<Done<Factors>, Fault> {
    let user = tx.actor().user_id;
    // Locked together, so that two removals at once do not both leave the other one.
    let own: Vec<Uuid> = factors::table
        .filter(factors::user_id.eq(user))
        .filter(factors::confirmed_at.is_not_null())
        .select(factors::id)
        .for_update()
        .load(tx.conn)?;
    if !own.contains(&id) {
        return Err(Code::NotFound.into());
    }
    if own.len() == 1 && is_required(tx)? {
        const LAST: &str = "Your role needs a second factor. Set up another one before you remove this.";
        return Err(Problem::new(Code::Conflict, LAST).into());
    }
    diesel::delete(factors::table.filter(factors::id.eq(id)).filter(factors::user_id.eq(user))).execute(tx.conn)?;
    if own.len() == 1 {
        diesel::delete(recovery_codes::table.filter(recovery_codes::user_id.eq(user))).execute(tx.conn)?;
    }
    let current = tx.actor().session_id;
    session::end_sessions(tx, user, Some(current))?;
    Ok(Done::changed(list(tx)?, Event::new("factors.remove", "factor", id)))
}

#[derive(QueryableByName)]
struct SessionRow {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    user_agent: String,
    #[diesel(sql_type = Timestamptz)]
    began_at: OffsetDateTime,
    #[diesel(sql_type = Timestamptz)]
    last_used_at: OffsetDateTime,
}

/// Where one is signed in.
pub fn sessions(tx: &mut Tx<'_>) -> Result<OwnSessions, Fault> {
    let (current, now) = (tx.actor().session_id, tx.now());
    let rows: Vec<SessionRow> =
        diesel::sql_query("SELECT * FROM identity_own_sessions($1)").bind::<Timestamptz, _>(now).load(tx.conn)?;
    let wire = |row: SessionRow| OwnSession {
        id: row.id,
        user_agent: row.user_agent,
        began_at: row.began_at,
        last_used_at: row.last_used_at,
        current: row.id == current,
    };
    Ok(OwnSessions { items: rows.into_iter().map(wire).collect() })
}

diesel::define_sql_function! {
    fn identity_end_own(session: SqlUuid, at: Timestamptz) -> Bool
}

/// Ends one of one's own sessions.
pub fn end_session(tx: &mut Tx<'_>, id: Uuid) -> Result<Done<()>, Fault> {
    if !diesel::select(identity_end_own(id, tx.now())).get_result::<bool>(tx.conn)? {
        return Err(Code::NotFound.into());
    }
    Ok(Done::quietly(Event::new("sessions.end", "session", id)))
}
