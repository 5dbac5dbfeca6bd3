//! `portico user invite`: the way into an installation that has nobody yet.

use std::path::Path;

use clap::Args;

use crate::db;
use crate::db::setup::Administrator;
use crate::one_time::OneTime;
use crate::setup::{self, SetupError};

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

/// Makes the person and prints the link by which they choose their password.
pub fn invite(file: Option<&Path>, invite: Invite) -> Result<(), SetupError> {
    let config = super::configuration(file)?;
    let folder = setup::data_folder(&config)?;
    let database = setup::database(&config, &folder)?;
    db::setup::migrate(&database.owner_url)?;
    let secret = OneTime::make();
    let administrator = Administrator {
        user_name: &invite.user_name,
        display_name: &invite.display_name,
        county: &invite.county,
        secret: &secret,
    };
    db::setup::invite(&database.owner_url, &administrator)?;
    let local = format!("http://localhost:{}", config.port);
    let origin = config.public_url.as_deref().map_or(local.as_str(), |url| url.trim_end_matches('/'));
    super::say(&format!("user name   {}\ninvitation  {}", invite.user_name, secret.link(origin)));
    super::say("It is shown once, works once and is good for 72 hours. Open it while Portico is served there.");
    Ok(())
}
