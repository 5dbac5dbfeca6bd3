//! People who cannot sign in and asked for help, and the mail that goes out to them after the commit.

use diesel::prelude::*;
use diesel::sql_types::{Binary, Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid};
use domain::page::Page;
use domain::password_links::LinkPurpose;
use domain::recovery::{RecoveryKind, RecoveryRequest};
use time::OffsetDateTime;
use uuid::Uuid;

use super::held::{Change, Held};
use super::schema::{organizations, recovery_requests, users};
use super::support::known;
use super::{Announcement, Lone, Tx, record};
use crate::audit::{Done, Event};
use crate::fault::Fault;
use crate::http::cursor::{self, PageQuery};
use crate::one_time::OneTime;

/// Somebody forgot their password. A name nobody has costs the same and leaves as much behind.
pub fn ask_password(
    conn: &mut PgConnection,
    user_name: &str,
    by_mail: bool,
    request_id: Uuid,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    let ask = recovery_ask_password(Uuid::now_v7(), user_name, by_mail, now);
    let user: Option<Uuid> = diesel::select(ask).get_result(conn)?;
    asked(conn, "recovery.ask_password", user, request_id, now)
}

/// Somebody forgot their user name.
pub fn ask_user_name(conn: &mut PgConnection, who: &str, request_id: Uuid, now: OffsetDateTime) -> Result<(), Fault> {
    let user: Option<Uuid> = diesel::select(recovery_ask_user_name(who, now)).get_result(conn)?;
    asked(conn, "recovery.ask_user_name", user, request_id, now)
}

/// What was typed is not kept: it may be anybody's name, or a password.
fn asked(
    conn: &mut PgConnection,
    action: &'static str,
    user: Option<Uuid>,
    request_id: Uuid,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    let event = Event { subject_id: user, ..Event::without_subject(action, "user") };
    record::of_nobody(conn, request_id, None, "done", &event, now)?;
    // To everybody, whoever it is about: open pages of those who manage accounts look again.
    let told = Announcement { organization_id: None, kind: "recovery_request", subject_id: None, client_id: None };
    Ok(record::announce(conn, &[told])?)
}

type Row = (Uuid, String, Uuid, String, String, String, OffsetDateTime);

fn wire(row: Row) -> Result<RecoveryRequest, Fault> {
    let (id, kind, user_id, user_name, display_name, organization_name, asked_at) = row;
    let kind = known(RecoveryKind::parse(&kind))?;
    Ok(RecoveryRequest { id, kind, user_id, user_name, display_name, organization_name, asked_at })
}

/// A later one of the same person and kind stands for the earlier ones.
const ASKED_AGAIN: &str = "EXISTS (SELECT 1 FROM recovery_requests l WHERE l.user_id = recovery_requests.user_id
    AND l.kind = recovery_requests.kind AND l.settled_at IS NULL AND l.mail_at IS NULL AND l.mailed_at IS NULL
    AND (l.asked_at, l.id) > (recovery_requests.asked_at, recovery_requests.id))";

/// Requests that wait for whoever manages the accounts, newest first, one for each person and kind. What was mailed, or
/// still is to be, waits for nobody.
pub fn list(tx: &mut Tx<'_>, query: &PageQuery) -> Result<Page<RecoveryRequest>, Fault> {
    let limit = cursor::limit(query.limit)?;
    let after: Option<(OffsetDateTime, Uuid)> = cursor::read(tx, query.cursor.as_deref())?;
    let mut rows = recovery_requests::table
        .inner_join(users::table.on(recovery_requests::user_id.eq(users::id.nullable())))
        .inner_join(organizations::table.on(organizations::id.eq(users::organization_id)))
        .filter(recovery_requests::settled_at.is_null())
        .filter(recovery_requests::mail_at.is_null().and(recovery_requests::mailed_at.is_null()))
        .filter(diesel::dsl::not(diesel::dsl::sql::<Bool>(ASKED_AGAIN)))
        .select((
            recovery_requests::id,
            recovery_requests::kind,
            users::id,
            users::user_name,
            users::display_name,
            organizations::name,
            recovery_requests::asked_at,
        ))
        .order((recovery_requests::asked_at.desc(), recovery_requests::id.desc()))
        .limit(limit + 1)
        .into_boxed();
    if !tx.actor().is_county() {
        rows = rows.filter(users::organization_id.eq(tx.actor().organization_id));
    }
    if let Some((at, id)) = after {
        let earlier = recovery_requests::asked_at.lt(at);
        rows = rows.filter(earlier.or(recovery_requests::asked_at.eq(at).and(recovery_requests::id.lt(id))));
    }
    let found: Vec<Row> = rows.load(tx.conn)?;
    let wired = found.into_iter().map(wire).collect::<Result<_, _>>()?;
    cursor::page(tx, wired, limit, |one: &RecoveryRequest| (one.asked_at, one.id))
}

/// Whose request it is, and of what kind.
type About = (Uuid, String);

/// Puts a request aside: the person was helped, or it was not them who asked. Earlier ones of the same kind go with it.
pub fn settle(tx: &mut Tx<'_>, id: Uuid) -> Result<Done<()>, Fault> {
    let held = hold(tx, id)?;
    apply(tx, &held)?;
    Ok(Done::quietly(Event::new("recovery.settle", "recovery_request", id)))
}

/// A request about somebody of the actor's organization, for the county about anybody.
fn hold(tx: &mut Tx<'_>, id: Uuid) -> Result<Held<Change, About>, Fault> {
    let (own, county) = (tx.actor().organization_id, tx.actor().is_county());
    let about: About = recovery_requests::table
        .find(id)
        .filter(recovery_requests::organization_id.eq(own).or(county.into_sql::<Bool>().nullable()))
        .filter(recovery_requests::user_id.is_not_null())
        .select((recovery_requests::user_id.assume_not_null(), recovery_requests::kind))
        .for_update()
        .first(tx.conn)?;
    Ok(Held::prove(about))
}

fn apply(tx: &mut Tx<'_>, held: &Held<Change, About>) -> Result<(), Fault> {
    let (user, kind) = held.row();
    let (now, actor) = (tx.now(), tx.actor().user_id);
    diesel::update(recovery_requests::table)
        .filter(recovery_requests::user_id.eq(user))
        .filter(recovery_requests::kind.eq(kind))
        .filter(recovery_requests::settled_at.is_null())
        .set((recovery_requests::settled_at.eq(now), recovery_requests::settled_by.eq(actor)))
        .execute(tx.conn)?;
    Ok(())
}

/// A mail that is due.
#[derive(Debug, QueryableByName)]
pub struct Due {
    #[diesel(sql_type = SqlUuid)]
    request: Uuid,
    #[diesel(sql_type = SqlUuid)]
    user_id: Uuid,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    organization_id: Option<Uuid>,
    /// Where to.
    #[diesel(sql_type = Text)]
    pub email: String,
    /// The person's name.
    #[diesel(sql_type = Text)]
    pub display_name: String,
}

/// Takes the next mail and makes the link that goes into it, in one transaction; whoever takes it sends it after the
/// commit. A mail that is not told to be sent is taken again later, a few times.
pub fn take_mail(lone: &mut Lone, secret: &OneTime, now: OffsetDateTime) -> Option<Due> {
    let until = now + LinkPurpose::Reset.lasts();
    let taken = lone.together(|conn| {
        let due: Option<Due> = diesel::sql_query("SELECT * FROM recovery_mail_take($1)")
            .bind::<Timestamptz, _>(now)
            .get_result(conn)
            .optional()?;
        if let Some(due) = &due {
            diesel::sql_query("SELECT recovery_mail_link($1, $2, $3, $4, $5)")
                .bind::<SqlUuid, _>(due.request)
                .bind::<SqlUuid, _>(Uuid::now_v7())
                .bind::<Binary, _>(secret.hash())
                .bind::<Timestamptz, _>(now)
                .bind::<Timestamptz, _>(until)
                .execute(conn)?;
        }
        Ok(due)
    });
    taken.flatten()
}

/// The mail is out.
pub fn mailed(lone: &mut Lone, due: &Due, now: OffsetDateTime) {
    let event = Event::new("recovery.mail", "user", due.user_id);
    // When this fails the mail goes out once more; both links are good until one is used.
    let _: Option<()> = lone.together(|conn| {
        diesel::sql_query("SELECT recovery_mailed($1, $2)")
            .bind::<SqlUuid, _>(due.request)
            .bind::<Timestamptz, _>(now)
            .execute(conn)?;
        record::of_nobody(conn, Uuid::now_v7(), due.organization_id, "done", &event, now)
    });
}

/// Removes requests and links that nobody needs any more.
pub fn expire(conn: &mut PgConnection, now: OffsetDateTime) -> Result<(), Fault> {
    diesel::sql_query("SELECT recovery_expire($1)").bind::<Timestamptz, _>(now).execute(conn)?;
    Ok(())
}

diesel::define_sql_function! {
    fn recovery_ask_password(request: SqlUuid, wanted: Text, by_mail: Bool, at: Timestamptz) -> Nullable<SqlUuid>
}

diesel::define_sql_function! {
    fn recovery_ask_user_name(wanted: Text, at: Timestamptz) -> Nullable<SqlUuid>
}
