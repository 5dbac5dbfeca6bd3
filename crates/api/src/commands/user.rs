//! `portico user invite`: the way into an installation that has nobody yet.

use std::path::Path;

use clap::Args;
use diesel::prelude::*;
use domain::access::Role;
use uuid::Uuid;

use crate::db::schema::{organizations, users};
use crate::setup::{self, SetupError};
use crate::{passwords, secrets};

/// Who is invited.
#[derive(Debug, Args)]
pub struct Invite {
    /// The name they sign in with.
    #[arg(long)]
    user_name: String,
    /// The name others see.
    #[arg(long)]
    display_name: String,
    /// The county's own name, made as the county's organization if it is not there.
    #[arg(long)]
    county: String,
}

/// Makes the person and prints their first password, which they must change.
pub fn invite(file: Option<&Path>, invite: Invite) -> Result<(), SetupError> {
    let failed = |error: diesel::result::Error| SetupError(format!("the invitation: {error}"));
    let config = super::configuration(file)?;
    let folder = setup::data_folder(&config)?;
    let database = setup::database(&config, &folder)?;
    setup::migrate(&database.owner_url)?;
    let mut conn =
        PgConnection::establish(&database.owner_url).map_err(|error| SetupError(format!("the database: {error}")))?;
    let county = county(&mut conn, &invite.county).map_err(failed)?;
    let password = first_password();
    let hash = passwords::hash_blocking(&password).ok_or_else(|| SetupError("the password cannot be hashed".into()))?;
    diesel::insert_into(users::table)
        .values((
            users::id.eq(Uuid::now_v7()),
            users::user_name.eq(&invite.user_name),
            users::display_name.eq(&invite.display_name),
            users::email.eq(""),
            users::organization_id.eq(county),
            users::role.eq(Role::CountyAdministrator.as_str()),
            users::password_hash.eq(hash),
        ))
        .execute(&mut conn)
        .map_err(failed)?;
    super::say(&format!("user name       {}\nfirst password  {password}", invite.user_name));
    super::say("It is shown once and must be changed at the first sign-in.");
    Ok(())
}

fn county(conn: &mut PgConnection, name: &str) -> QueryResult<Uuid> {
    let there = organizations::table
        .filter(organizations::kind.eq("county"))
        .select(organizations::id)
        .first(conn)
        .optional()?;
    if let Some(id) = there {
        return Ok(id);
    }
    let id = Uuid::now_v7();
    diesel::insert_into(organizations::table)
        .values((
            organizations::id.eq(id),
            organizations::kind.eq("county"),
            organizations::name.eq(name),
            organizations::short_name.eq(name),
        ))
        .execute(conn)?;
    Ok(id)
}

/// 128 random bits in groups people can type from paper: no letter or digit that looks like another.
pub fn first_password() -> String {
    const LETTERS: &[u8] = b"abcdefghijkmnpqrstuvwxyz23456789";
    let letters: Vec<char> = secrets::random_bytes()
        .iter()
        .take(26)
        .filter_map(|byte| LETTERS.get(usize::from(byte % 32)).map(|letter| char::from(*letter)))
        .collect();
    letters.chunks(5).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}
