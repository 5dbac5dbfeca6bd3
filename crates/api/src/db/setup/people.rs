//! The way into an installation that has nobody yet.

use diesel::prelude::*;
use domain::access::{OrganizationKind, Role};
use domain::password_links::LinkPurpose;
use uuid::Uuid;

use super::owner;
use crate::db::schema::{organizations, password_links, users};
use crate::one_time::OneTime;
use crate::setup::{SetupError, failed};
use crate::time_source::TimeSource;

/// A county administrator who is yet to choose a password.
#[derive(Debug)]
pub struct Administrator<'a> {
    /// The name they sign in with.
    pub user_name: &'a str,
    /// The name others see.
    pub display_name: &'a str,
    /// The county's own name, made as the county's organization if it is not there.
    pub county: &'a str,
    /// The secret of their invitation.
    pub secret: &'a OneTime,
}

/// Makes the person.
pub fn invite(owner_url: &str, who: &Administrator<'_>) -> Result<(), SetupError> {
    let mut conn = owner(owner_url)?;
    let county = county(&mut conn, who.county).map_err(failed("the invitation"))?;
    let (id, now) = (Uuid::now_v7(), TimeSource::default().now());
    let until = now + LinkPurpose::Activation.lasts();
    let person = diesel::insert_into(users::table).values((
        users::id.eq(id),
        users::user_name.eq(who.user_name),
        users::display_name.eq(who.display_name),
        users::email.eq(""),
        users::organization_id.eq(county),
        users::role.eq(Role::CountyAdministrator.as_str()),
        users::must_change_password.eq(false),
        users::invited_until.eq(until),
    ));
    let link = diesel::insert_into(password_links::table).values((
        password_links::id.eq(Uuid::now_v7()),
        password_links::user_id.eq(id),
        password_links::purpose.eq(LinkPurpose::Activation.as_str()),
        password_links::secret_hash.eq(who.secret.hash()),
        password_links::created_at.eq(now),
        password_links::expires_at.eq(until),
    ));
    person.execute(&mut conn).and_then(|_| link.execute(&mut conn)).map_err(failed("the invitation"))?;
    Ok(())
}

fn county(conn: &mut PgConnection, name: &str) -> QueryResult<Uuid> {
    let kind = OrganizationKind::County.as_str();
    let there =
        organizations::table.filter(organizations::kind.eq(kind)).select(organizations::id).first(conn).optional()?;
    if let Some(id) = there {
        return Ok(id);
    }
    let id = Uuid::now_v7();
    diesel::insert_into(organizations::table)
        .values((
            organizations::id.eq(id),
            organizations::kind.eq(kind),
            organizations::name.eq(name),
            organizations::short_name.eq(name),
        ))
        .execute(conn)?;
    Ok(id)
}
