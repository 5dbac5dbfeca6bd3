//! The way into an installation that has nobody yet.

use diesel::prelude::*;
use domain::access::{OrganizationKind, Role};
use uuid::Uuid;

use super::owner;
use crate::db::schema::{organizations, users};
use crate::setup::{SetupError, failed};

/// A county administrator who must change their password.
#[derive(Debug)]
pub struct Administrator<'a> {
    /// The name they sign in with.
    pub user_name: &'a str,
    /// The name others see.
    pub display_name: &'a str,
    /// The county's own name, made as the county's organization if it is not there.
    pub county: &'a str,
    /// The hash of their first password.
    pub password_hash: &'a str,
}

/// Makes the person.
pub fn invite(owner_url: &str, who: &Administrator<'_>) -> Result<(), SetupError> {
    let mut conn = owner(owner_url)?;
    let county = county(&mut conn, who.county).map_err(failed("the invitation"))?;
    diesel::insert_into(users::table)
        .values((
            users::id.eq(Uuid::now_v7()),
            users::user_name.eq(who.user_name),
            users::display_name.eq(who.display_name),
            users::email.eq(""),
            users::organization_id.eq(county),
            users::role.eq(Role::CountyAdministrator.as_str()),
            users::password_hash.eq(who.password_hash),
        ))
        .execute(&mut conn)
        .map_err(failed("the invitation"))?;
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
