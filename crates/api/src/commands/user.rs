//! `portico user invite`: the way into an installation that has nobody yet.

use std::path::Path;

use clap::Args;

use crate::db::setup::Administrator;
use crate::setup::{self, SetupError};
use crate::{db, passwords, secrets};

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
    let config = super::configuration(file)?;
    let folder = setup::data_folder(&config)?;
    let database = setup::database(&config, &folder)?;
    db::setup::migrate(&database.owner_url)?;
    let password = first_password();
    let hash = passwords::hash_blocking(&password).ok_or_else(|| SetupError("the password cannot be hashed".into()))?;
    let administrator = Administrator {
        user_name: &invite.user_name,
        display_name: &invite.display_name,
        county: &invite.county,
        password_hash: &hash,
    };
    db::setup::invite(&database.owner_url, &administrator)?;
    super::say(&format!("user name       {}\nfirst password  {password}", invite.user_name));
    super::say("It is shown once and must be changed at the first sign-in.");
    Ok(())
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
