//! One-time links by which people choose a password. Secrets are reached through the named functions only.

use diesel::prelude::*;
use diesel::sql_types::{Binary, Bool, Text, Timestamptz, Uuid as SqlUuid};
use domain::password_links::{LinkFacts, LinkPurpose, PasswordLink};
use domain::problem::{Code, Problem};
use domain::session::PasswordProfile;
use serde_json::json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::schema::settings;
use super::support::known;
use super::{Tx, record};
use crate::audit::Event;
use crate::fault::Fault;
use crate::one_time::OneTime;
use crate::passwords::Context;

/// A link by its secret.
#[derive(Debug, Clone)]
pub struct Link {
    id: Uuid,
    user_id: Uuid,
    organization_id: Uuid,
    /// Where it stands.
    pub facts: LinkFacts,
    /// Whose it is, and what their password must be like.
    pub wire: PasswordLink,
    /// What the password is checked against.
    pub context: Context,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = SqlUuid)]
    user_id: Uuid,
    #[diesel(sql_type = Text)]
    purpose: String,
    #[diesel(sql_type = Timestamptz)]
    expires_at: OffsetDateTime,
    #[diesel(sql_type = Bool)]
    used: bool,
    #[diesel(sql_type = Bool)]
    ended: bool,
    #[diesel(sql_type = Text)]
    user_name: String,
    #[diesel(sql_type = Text)]
    display_name: String,
    #[diesel(sql_type = SqlUuid)]
    organization_id: Uuid,
    #[diesel(sql_type = Text)]
    organization_name: String,
}

/// The link with a secret, good or not.
pub fn find(conn: &mut PgConnection, hash: &[u8]) -> Result<Link, Fault> {
    let row: Option<Row> = diesel::sql_query("SELECT * FROM password_links_find($1)")
        .bind::<Binary, _>(hash)
        .get_result(conn)
        .optional()?;
    let Some(row) = row else {
        const UNKNOWN: &str = "There is no such link. Copy the whole link, to its very end, or ask for a new one.";
        return Err(Problem::new(Code::NotFound, UNKNOWN).into());
    };
    let (county_name, profile): (String, String) =
        settings::table.select((settings::county_name, settings::password_profile)).first(conn)?;
    let profile = known(PasswordProfile::parse(&profile))?;
    let purpose = known(LinkPurpose::parse(&row.purpose))?;
    let words =
        [&row.user_name, &row.display_name, &row.organization_name, &county_name].map(ToOwned::to_owned).to_vec();
    Ok(Link {
        id: row.id,
        user_id: row.user_id,
        organization_id: row.organization_id,
        facts: LinkFacts { purpose, expires_at: row.expires_at, used: row.used, ended: row.ended },
        wire: PasswordLink {
            purpose,
            user_name: row.user_name,
            display_name: row.display_name,
            organization_name: row.organization_name,
            county_name,
            expires_at: row.expires_at,
            password_rules: profile.into(),
        },
        context: Context { words, profile },
    })
}

const CHOOSE: &str = "password_links.choose";

/// Puts the password in use, once, and ends the person's sessions and other links.
pub fn choose(
    conn: &mut PgConnection,
    link: &Link,
    hash: &str,
    request_id: Uuid,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    let used: bool = diesel::select(password_links_use(link.id, hash, now)).get_result(conn)?;
    if !used {
        // Another request was faster, or the account was closed in between.
        return Err(Problem::new(Code::LinkUsed, "A link works once, and this one has just been used or ended.").into());
    }
    let event = Event::new(CHOOSE, "user", link.user_id).detail(json!({ "purpose": link.facts.purpose.as_str() }));
    Ok(record::of_nobody(conn, request_id, Some(link.organization_id), "done", &event, now)?)
}

/// An attempt with a link that is not good any more.
pub fn refused(
    conn: &mut PgConnection,
    link: &Link,
    code: Code,
    request_id: Uuid,
    now: OffsetDateTime,
) -> Result<(), Fault> {
    let event = Event::new(CHOOSE, "user", link.user_id).detail(json!({ "code": code.as_str() }));
    Ok(record::of_nobody(conn, request_id, Some(link.organization_id), "refused", &event, now)?)
}

/// Makes an invitation for a person the actor manages; what was made before is over. Tells until when it is good.
pub(super) fn invite(tx: &mut Tx<'_>, user: Uuid, secret: &OneTime) -> Result<OffsetDateTime, Fault> {
    let (id, now) = (tx.new_id(), tx.now());
    let until = now + LinkPurpose::Activation.lasts();
    diesel::sql_query("SELECT password_links_invite($1, $2, $3, $4, $5)")
        .bind::<SqlUuid, _>(id)
        .bind::<SqlUuid, _>(user)
        .bind::<Binary, _>(secret.hash())
        .bind::<Timestamptz, _>(now)
        .bind::<Timestamptz, _>(until)
        .execute(tx.conn)?;
    Ok(until)
}

/// Ends every link of a person.
pub(super) fn end(tx: &mut Tx<'_>, user: Uuid) -> Result<(), Fault> {
    let now = tx.now();
    diesel::sql_query("SELECT password_links_end($1, $2)")
        .bind::<SqlUuid, _>(user)
        .bind::<Timestamptz, _>(now)
        .execute(tx.conn)?;
    Ok(())
}

diesel::define_sql_function! {
    fn password_links_use(link: SqlUuid, fresh: Text, at: Timestamptz) -> Bool
}
