//! Sessions, terms and passwords. Secrets are reached through the named identity functions only.

use diesel::prelude::*;
use diesel::sql_types::{BigInt, Bool, Integer, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use domain::access::permissions_of;
use domain::problem::{Code, Problem};
use domain::session::{Me, OrganizationRef, PasswordProfile, Terms, Throttle};
use serde_json::json;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::Tx;
use super::schema::{audit_events, organizations, settings, terms_acceptances, terms_versions, users};
use super::support::known;
use crate::audit::{Done, Event};
use crate::fault::Fault;
use crate::http::token::Token;
use crate::passwords::Context;

/// How far back and ahead a session's page knows the county's clocks.
const OFFSETS_BACK: Duration = Duration::days(10 * 366);
const OFFSETS_AHEAD: Duration = Duration::days(2 * 366);

/// What signing in needs to know about a name.
#[derive(Debug, Clone, QueryableByName)]
pub struct Account {
    /// The person.
    #[diesel(sql_type = SqlUuid)]
    pub user_id: Uuid,
    /// Their password's hash, if they chose one.
    #[diesel(sql_type = Nullable<Text>)]
    pub password_hash: Option<String>,
    /// Whether person and organization are active.
    #[diesel(sql_type = Bool)]
    pub active: bool,
    /// Failed attempts in a row.
    #[diesel(sql_type = Integer)]
    pub failures: i32,
    /// Whether they must wait after failures.
    #[diesel(sql_type = Bool)]
    pub blocked: bool,
}

/// The account of a user name.
pub fn find(conn: &mut PgConnection, user_name: &str, now: OffsetDateTime) -> Result<Option<Account>, Fault> {
    Ok(diesel::sql_query("SELECT * FROM identity_find($1, $2)")
        .bind::<Text, _>(user_name)
        .bind::<Timestamptz, _>(now)
        .get_result(conn)
        .optional()?)
}

/// Counts a failed attempt and says how long the next must wait.
pub fn failed(conn: &mut PgConnection, account: &Account, now: OffsetDateTime) -> Result<(), Fault> {
    let until = after_failure(u32::try_from(account.failures).unwrap_or(0), now);
    diesel::sql_query("SELECT identity_failed($1, $2)")
        .bind::<SqlUuid, _>(account.user_id)
        .bind::<Timestamptz, _>(until)
        .execute(conn)?;
    Ok(())
}

diesel::define_sql_function! {
    /// The organization of somebody who is not signed in yet.
    fn identity_organization(who: Nullable<SqlUuid>) -> Nullable<SqlUuid>
}

/// A refused sign-in leaves an event; the name that was typed is not kept, it may be a password.
pub fn record_refusal(conn: &mut PgConnection, user: Option<Uuid>, now: OffsetDateTime) -> Result<(), Fault> {
    diesel::insert_into(audit_events::table)
        .values((
            audit_events::id.eq(Uuid::now_v7()),
            audit_events::at.eq(now),
            audit_events::request_id.eq(Uuid::now_v7()),
            audit_events::user_id.eq(user),
            audit_events::organization_id.eq(identity_organization(user)),
            audit_events::action.eq("session.sign_in"),
            audit_events::subject_kind.eq("session"),
            audit_events::outcome.eq("refused"),
            audit_events::detail.eq(json!({})),
        ))
        .execute(conn)?;
    Ok(())
}

/// Begins a session.
pub fn begin(conn: &mut PgConnection, user: Uuid, token: Token, agent: &str, now: OffsetDateTime) -> Result<(), Fault> {
    let hours: i32 = settings::table.select(settings::absolute_hours).first(conn)?;
    diesel::sql_query("SELECT identity_begin($1, $2, $3, $4, $5, $6)")
        .bind::<SqlUuid, _>(token.session_id)
        .bind::<SqlUuid, _>(user)
        .bind::<Timestamptz, _>(now)
        .bind::<BigInt, _>(token.expires_at)
        .bind::<Timestamptz, _>(now + Duration::hours(i64::from(hours)))
        .bind::<Text, _>(agent)
        .execute(conn)?;
    diesel::insert_into(audit_events::table)
        .values((
            audit_events::id.eq(Uuid::now_v7()),
            audit_events::at.eq(now),
            audit_events::request_id.eq(Uuid::now_v7()),
            audit_events::user_id.eq(user),
            audit_events::organization_id.eq(identity_organization(Some(user))),
            audit_events::session_id.eq(token.session_id),
            audit_events::action.eq("session.sign_in"),
            audit_events::subject_kind.eq("session"),
            audit_events::outcome.eq("done"),
            audit_events::detail.eq(json!({})),
        ))
        .execute(conn)?;
    Ok(())
}

/// Ends the session of this request.
pub fn end(tx: &mut Tx<'_>) -> Result<Done<()>, Fault> {
    let session = tx.actor().session_id;
    let now = tx.now();
    diesel::sql_query("SELECT identity_end($1, $2)")
        .bind::<SqlUuid, _>(session)
        .bind::<Timestamptz, _>(now)
        .execute(tx.conn)?;
    Ok(Done::quietly(Event::new("session.sign_out", "session", session)))
}

/// Ends every session of this person.
pub fn end_all(tx: &mut Tx<'_>) -> Result<Done<()>, Fault> {
    let user = tx.actor().user_id;
    end_sessions(tx, user, None)?;
    Ok(Done::quietly(Event::new("session.sign_out_everywhere", "user", user)))
}

/// Ends a person's sessions, but perhaps one.
pub(crate) fn end_sessions(tx: &mut Tx<'_>, user: Uuid, but: Option<Uuid>) -> Result<(), Fault> {
    let now = tx.now();
    diesel::sql_query("SELECT identity_end_all($1, $2, $3)")
        .bind::<SqlUuid, _>(user)
        .bind::<Nullable<SqlUuid>, _>(but)
        .bind::<Timestamptz, _>(now)
        .execute(tx.conn)?;
    Ok(())
}

/// The terms in force.
pub fn current_terms(tx: &mut Tx<'_>) -> Result<Terms, Fault> {
    let (version, title, body, published_on) =
        terms_versions::table
            .order(terms_versions::version.desc())
            .first::<(i32, String, String, time::Date)>(tx.conn)?;
    Ok(Terms { version, title, body, published_on })
}

/// Accepts them, if they are the ones that were read.
pub fn accept_terms(tx: &mut Tx<'_>, version: i32) -> Result<Done<()>, Fault> {
    let current = current_terms(tx)?.version;
    if version != current {
        return Err(Problem::new(
            Code::Conflict,
            format!("Version {current} of the terms is in force. Read it again."),
        )
        .into());
    }
    let user = tx.actor().user_id;
    diesel::insert_into(terms_acceptances::table)
        .values((
            terms_acceptances::user_id.eq(user),
            terms_acceptances::version.eq(version),
            terms_acceptances::accepted_at.eq(tx.now()),
        ))
        .on_conflict_do_nothing()
        .execute(tx.conn)?;
    Ok(Done::quietly(Event::new("terms.accept", "user", user).detail(json!({ "version": version }))))
}

/// What changing one's own password needs to know.
#[derive(Debug)]
pub struct OwnPassword {
    /// The person.
    pub user_id: Uuid,
    /// The hash in use.
    pub hash: Option<String>,
    /// Wrong present passwords in a row.
    pub failures: u32,
    /// Seconds to wait after them.
    pub wait: Option<u32>,
    /// What the new one is checked against.
    pub context: Context,
}

#[derive(QueryableByName)]
struct Attempts {
    #[diesel(sql_type = Nullable<Text>)]
    password_hash: Option<String>,
    #[diesel(sql_type = Integer)]
    failures: i32,
    #[diesel(sql_type = Nullable<Timestamptz>)]
    blocked_until: Option<OffsetDateTime>,
}

/// The password of the person signed in.
pub fn own_password(tx: &mut Tx<'_>) -> Result<OwnPassword, Fault> {
    let (user_name, display_name, organization) = person(tx)?;
    let (county, profile): (String, String) =
        settings::table.select((settings::county_name, settings::password_profile)).first(tx.conn)?;
    let Attempts { password_hash, failures, blocked_until } =
        diesel::sql_query("SELECT * FROM identity_own_password()").get_result(tx.conn)?;
    let left = blocked_until.map(|until| until - tx.now()).filter(|left| left.is_positive());
    Ok(OwnPassword {
        user_id: tx.actor().user_id,
        hash: password_hash,
        failures: u32::try_from(failures).unwrap_or(0),
        // A part of a second is waited out too.
        wait: left.map(|left| u32::try_from(left.whole_seconds() + 1).unwrap_or(u32::MAX)),
        context: Context {
            words: vec![user_name, display_name, organization, county],
            profile: known(PasswordProfile::parse(&profile))?,
        },
    })
}

fn person(tx: &mut Tx<'_>) -> Result<(String, String, String), Fault> {
    let user = tx.actor().user_id;
    Ok(users::table
        .inner_join(organizations::table.on(organizations::id.eq(users::organization_id)))
        .filter(users::id.eq(user))
        .select((users::user_name, users::display_name, organizations::name))
        .first(tx.conn)?)
}

/// Counts a wrong present password and says how long the next attempt must wait. The counter is not that of signing
/// in: a stranger at the door keeps nobody from choosing another password, and guessing here locks no door.
pub fn change_failed(conn: &mut PgConnection, user: Uuid, failures: u32, now: OffsetDateTime) -> Result<(), Fault> {
    diesel::sql_query("SELECT identity_change_failed($1, $2)")
        .bind::<SqlUuid, _>(user)
        .bind::<Timestamptz, _>(after_failure(failures, now))
        .execute(conn)?;
    Ok(())
}

/// Until when to wait after one more failure.
fn after_failure(failures: u32, now: OffsetDateTime) -> OffsetDateTime {
    now + Duration::seconds(i64::from(Throttle::default().delay_after(failures.saturating_add(1))))
}

/// Puts a new password in use and ends the person's other sessions.
pub fn change_password(tx: &mut Tx<'_>, hash: &str) -> Result<Done<()>, Fault> {
    let (user, session) = (tx.actor().user_id, tx.actor().session_id);
    diesel::update(users::table.filter(users::id.eq(user)))
        .set((
            users::password_hash.eq(hash),
            users::must_change_password.eq(false),
            users::change_failures.eq(0),
            users::change_blocked_until.eq(None::<OffsetDateTime>),
        ))
        .execute(tx.conn)?;
    end_sessions(tx, user, Some(session))?;
    Ok(Done::quietly(Event::new("session.change_password", "user", user)))
}

/// Who is signed in.
pub fn me(tx: &mut Tx<'_>, expires_at: Option<i64>, demo: bool) -> Result<Me, Fault> {
    let actor = tx.actor().clone();
    let (user_name, display_name, organization_name) = person(tx)?;
    let clock: Clock = diesel::sql_query(
        "SELECT s.county_name, s.idle_minutes, s.password_profile, identity_absolute($1) AS absolute_until,
             (SELECT count(*) FROM news n WHERE n.published_on <= $2 AND (n.expires_on IS NULL OR n.expires_on >= $2)
                 AND NOT EXISTS (SELECT 1 FROM news_reads r WHERE r.news_id = n.id AND r.user_id = $3)) AS unread_news
         FROM settings s",
    )
    .bind::<SqlUuid, _>(actor.session_id)
    .bind::<diesel::sql_types::Date, _>(actor.today)
    .bind::<SqlUuid, _>(actor.user_id)
    .get_result(tx.conn)?;
    let (time, now) = (tx.time(), tx.now());
    let terms_to_accept = if actor.must_accept_terms { Some(current_terms(tx)?) } else { None };
    let idle = expires_at.and_then(|at| OffsetDateTime::from_unix_timestamp(at).ok()).unwrap_or(tx.now());
    Ok(Me {
        user_id: actor.user_id,
        user_name,
        display_name,
        role: actor.role,
        organization: OrganizationRef {
            id: actor.organization_id,
            name: organization_name,
            kind: actor.organization_kind,
        },
        permissions: permissions_of(actor.role).to_vec(),
        must_change_password: actor.must_change_password,
        terms_to_accept,
        password_rules: known(PasswordProfile::parse(&clock.password_profile))?.into(),
        unread_news: clock.unread_news,
        today: actor.today,
        utc_offsets: time.between(now - OFFSETS_BACK, now + OFFSETS_AHEAD),
        county_name: clock.county_name,
        demo,
        idle_expires_at: idle,
        absolute_expires_at: clock.absolute_until,
        idle_minutes: clock.idle_minutes,
        token: None,
    })
}

#[derive(QueryableByName)]
struct Clock {
    #[diesel(sql_type = Text)]
    county_name: String,
    #[diesel(sql_type = Integer)]
    idle_minutes: i32,
    #[diesel(sql_type = Text)]
    password_profile: String,
    #[diesel(sql_type = Timestamptz)]
    absolute_until: OffsetDateTime,
    #[diesel(sql_type = BigInt)]
    unread_news: i64,
}
